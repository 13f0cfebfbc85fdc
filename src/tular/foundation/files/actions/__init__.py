"""What is done to stored files."""

from tular.foundation.files.actions.copies import copy_of
from tular.foundation.files.actions.removing import Swept, discard, release, sweep
from tular.foundation.files.actions.storing import StorageFull, store
from tular.foundation.files.actions.uploads import add_piece, begin_upload, cancel_upload, received

__all__ = [
    "StorageFull", "Swept", "add_piece", "begin_upload", "cancel_upload", "copy_of", "discard", "received", "release",
    "store", "sweep",
]  # fmt: skip
