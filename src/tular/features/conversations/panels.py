"""What this feature puts on the pages of innovations and agencies."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from tular.features.conversations.forms import CommentForm
from tular.features.conversations.queries.keeping import keeping_of
from tular.features.conversations.queries.threads import comments_on, published_questions


def ask_and_keep(request: HttpRequest, page: Any) -> str:
    """Beside an innovation: ask the owner, keep it, follow it."""
    context = {"page": page, "mine": keeping_of(request.user, page.subject_id)}
    return render_to_string("conversations/_ask_and_keep.html", context, request)


def answers_and_comments(request: HttpRequest, page: Any) -> str:
    """Below an innovation: published questions with their answers, comments, and the form for one."""
    context = {
        "page": page,
        "questions": published_questions(page.subject_id),
        "comments": comments_on(page.subject_id, request.user),
        "form": CommentForm(),
    }
    return render_to_string("conversations/_answers_and_comments.html", context, request)


def ask_agency(request: HttpRequest, page: Any) -> str:
    """On an agency's page: ask it."""
    return render_to_string("conversations/_ask_agency.html", {"page": page}, request)
