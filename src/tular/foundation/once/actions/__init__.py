"""What is done once, and what of an editor is kept."""

from tular.foundation.once.actions.keeping import keep_aside, keep_save
from tular.foundation.once.actions.repeating import FIELD, KEPT, Done, do_once, forget, key_of, new_token

__all__ = ["FIELD", "KEPT", "Done", "do_once", "forget", "keep_aside", "keep_save", "key_of", "new_token"]
