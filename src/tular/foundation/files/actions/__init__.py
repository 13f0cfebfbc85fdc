"""What is done to stored files."""

from tular.foundation.files.actions.storing import bytes_text, store

__all__ = ["bytes_text", "store"]
