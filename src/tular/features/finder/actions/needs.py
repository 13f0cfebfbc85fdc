"""Keeping a need, and looking again whether something new answers it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.finder import notices, permissions  # noqa: F401 - registered by importing
from tular.features.finder.models import SavedNeed
from tular.features.finder.queries.search import Hit, Question, answer
from tular.foundation.actions import Refused, action
from tular.foundation.notifications.actions import notify

FIRST = 10
"""How many of the first results a watched need looks at."""

MOST = 50


@action("finder.save_need", gettext_lazy("Menyimpan kebutuhan"), on_trail=False)
def save_need(account: Any, *, by: Any, now: datetime, question: Question, query: str, watch: bool = True) -> SavedNeed:
    """Keep a need for the person; saved twice it is one. `query` opens the list again. Refuses a bare question."""
    if question.is_bare:
        raise Refused(_("Tulis dulu kebutuhan atau pilih saringan, lalu simpan."))
    if SavedNeed.objects.filter(person=by).exclude(query=query).count() >= MOST:
        raise Refused(_("Anda sudah menyimpan %(count)s kebutuhan. Lepas beberapa dulu.") % {"count": MOST})
    known = [hit.code for hit in _first(question, now)]
    need, _created = SavedNeed.objects.update_or_create(
        person=by,
        query=query,
        defaults={"known": known, "watched": watch},
        create_defaults={"text": question.text.strip(), "known": known, "watched": watch, "saved_at": now},
    )
    return need


@action("finder.drop_need", gettext_lazy("Melepas kebutuhan"), on_trail=False)
def drop_need(need: SavedNeed, *, by: Any, now: datetime) -> None:
    """Keep it no longer."""
    need.delete()


@action("finder.watch_need", gettext_lazy("Mengikuti kebutuhan"), on_trail=False)
def set_watching(need: SavedNeed, *, by: Any, now: datetime, watch: bool) -> SavedNeed:
    """Tell of new answers to it, or no longer."""
    need.watched = watch
    need.save()
    return need


def look_again(need: SavedNeed, question: Question, now: datetime) -> int:
    """Tell the person of innovations that newly stand among the first answers; returns how many.

    `question` is what the need asks. What was told and what was known are one transaction.
    """
    hits = _first(question, now)
    fresh = [hit for hit in hits if hit.code not in need.known]
    if not fresh:
        return 0
    with transaction.atomic():
        SavedNeed.objects.filter(pk=need.pk).update(known=[*need.known, *(hit.code for hit in fresh)])
        notify(
            [need.person], "finder.need_news", path=f"/temukan?{need.query}", now=now,
            count=len(fresh), need=str(need), titles=[hit.title for hit in fresh[:3]],
        )  # fmt: skip
    return len(fresh)


def query_of(question: Question) -> str:
    """The parameters that open this question again, without its page."""
    query = QueryDict(mutable=True)
    if question.text:
        query["q"] = question.text
    if question.asker:
        query["untuk"] = question.asker
    for name, values in sorted(question.filters.items()):
        query.setlist(name, list(values))
    if question.without:
        query.setlist("tanpa", list(question.without))
    return query.urlencode()


def _first(question: Question, now: datetime) -> list[Hit]:
    first = Question(question.text, question.asker, question.filters, question.without, page_size=FIRST)
    return answer(first, now.date()).hits
