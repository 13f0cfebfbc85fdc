"""What the catalogue stores."""

from tular.features.catalogue.models.record import IndexOutbox, Innovation, Recognition, SourceRecord, Theme

__all__ = ["IndexOutbox", "Innovation", "Recognition", "SourceRecord", "Theme"]
