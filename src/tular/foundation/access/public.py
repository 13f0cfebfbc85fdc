"""Every page is private until its view says otherwise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def public[View: Callable[..., Any]](view: View) -> View:
    """Mark a view as open to everyone, signed in or not. Without this mark a stranger gets 404."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


def is_public(view: Callable[..., Any]) -> bool:
    """Whether the view carries the mark of `public`."""
    return getattr(view, "is_public", False)
