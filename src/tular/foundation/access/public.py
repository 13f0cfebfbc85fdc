"""Every page is private until its view says otherwise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def public[View: Callable[..., Any]](view: View) -> View:
    """Mark a view as open to everyone, signed in or not. Without a mark a stranger gets 404."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


def signed_in[View: Callable[..., Any]](view: View) -> View:
    """Mark a view as open to everyone who is signed in; strangers are sent to the sign-in page and come back."""
    view.is_for_signed_in = True  # type: ignore[attr-defined]
    return view


def is_public(view: Callable[..., Any]) -> bool:
    """Whether the view carries the mark of `public`."""
    return getattr(view, "is_public", False)


def is_for_signed_in(view: Callable[..., Any]) -> bool:
    """Whether the view carries the mark of `signed_in`."""
    return getattr(view, "is_for_signed_in", False)
