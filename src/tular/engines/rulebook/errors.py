"""What can be wrong with a rulebook."""

from __future__ import annotations


class RulebookError(ValueError):
    """A rulebook cannot be used. Names the file, the key inside it, and what would be right.

    The message is Indonesian because the person who reads it edits rulebooks, not code.
    """

    def __init__(self, file: str, key: str, message: str) -> None:
        self.file = file
        self.key = key
        self.message = message
        super().__init__(f"{file}: {key}: {message}" if key else f"{file}: {message}")

    def __reduce__(self) -> tuple[type[RulebookError], tuple[str, str, str]]:
        return type(self), (self.file, self.key, self.message)
