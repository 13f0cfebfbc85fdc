"""What holds for the length of one request is asked of the database once: a person's roles, the end of a window."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, cast

from django.http import HttpRequest, HttpResponse

_answers: ContextVar[dict[Hashable, Any] | None] = ContextVar("answers", default=None)
"""None where every question is asked of the database: outside of requests, and within actions."""


def asked_once[Answer](question: Hashable, ask: Callable[[], Answer]) -> Answer:
    """The answer that the request has already, or that of `ask`; nobody may change it."""
    answers = _answers.get()
    if answers is None:
        return ask()
    if question not in answers:
        answers[question] = ask()
    return cast("Answer", answers[question])


@contextmanager
def asked_anew() -> Iterator[None]:
    """While something is decided and changed, ask each time; after it, what was answered before counts no more."""
    token = _answers.set(None)
    try:
        yield
    finally:
        _answers.reset(token)
        answers = _answers.get()
        if answers is not None:
            answers.clear()


class AskedOnceMiddleware:
    """Begins every request without answers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; what is streamed later asks for itself."""
        token = _answers.set({})
        try:
            return self.get_response(request)
        finally:
            _answers.reset(token)
