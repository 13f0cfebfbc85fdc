"""What the catalogue stores."""

from tular.features.catalogue.models.content import (
    Classification,
    Cost,
    Indicator,
    Innovator,
    LegalRule,
    Means,
    Part,
    PeopleNeed,
    Video,
)
from tular.features.catalogue.models.record import IndexOutbox, Innovation, Recognition, SourceRecord, Theme

__all__ = [
    "Classification",
    "Cost",
    "IndexOutbox",
    "Indicator",
    "Innovation",
    "Innovator",
    "LegalRule",
    "Means",
    "Part",
    "PeopleNeed",
    "Recognition",
    "SourceRecord",
    "Theme",
    "Video",
]
