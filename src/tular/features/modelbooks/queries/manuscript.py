"""Everything a book consists of, as plain data: what is frozen, approved, hashed and printed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.conf import settings

from tular.features.modelbooks.choices import Decision
from tular.features.modelbooks.models import Draft, DraftChapter, FgdComment, ModelBook, Section

SCHEMA = "tular-book-1"
"""Raised when the shape of `canonical` changes; editions of before keep theirs."""


def digest_of(value: Any) -> str:
    """SHA-256 of data as JSON with sorted keys, as UTF-8."""
    return hashlib.sha256(text_of(value).encode()).hexdigest()


def text_of(value: Any) -> str:
    """Data as JSON with sorted keys, the same text for the same data."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def chapters_of(sections: Iterable[Section | DraftChapter]) -> list[dict[str, Any]]:
    """The chapters of the text of now, or of a draft."""
    return [
        {
            "code": one.code if isinstance(one, Section) else one.section.code,
            "number": one.number,
            "title": one.title,
            "text": one.text,
        }
        for one in sections
    ]


def digest_of_chapters(book: ModelBook) -> str:
    """Changes with every word of the manuscript. One query."""
    return digest_of(chapters_of(book.sections.all()))


def last_draft(book: ModelBook) -> Draft | None:
    """The draft that was frozen last. One query."""
    return book.drafts.order_by("-number").first()


def next_edition(book: ModelBook) -> int:
    """The number that the edition being prepared will have. One query."""
    last = book.editions.order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1


def identifier_of(book: ModelBook, number: int) -> str:
    """What a citation names an edition by; "tular-model/penanganan-stunting/1"."""
    return f"tular-model/{book.slug}/{number}"


def canonical_of(book: ModelBook) -> dict[str, Any]:
    """All that the next edition is made of, as it stands now; about ten queries, whatever its length."""
    number = next_edition(book)
    return {
        "schema": SCHEMA,
        "slug": book.slug,
        "number": number,
        "identifier": identifier_of(book, number),
        "address": f"{settings.ADDRESS}{book.path}",
        "title": book.title,
        "subtitle": book.subtitle,
        "theme": {"slug": book.theme_id, "name": book.theme.name},
        "agency": book.agency.name,
        "kinds": book.kinds,
        "licence": book.licence,
        "changes": book.changes,
        "rulebook": {"id": book.rulebook.identity, "number": book.rulebook.number, "sha256": book.rulebook.sha256},
        "made_up": book.is_demo,
        "authors": [
            {"name": str(one.person), "role": one.role, "kind": one.kind, "affiliation": one.affiliation}
            for one in book.authors.filter(until__isnull=True).select_related("person")
        ],
        "chapters": [
            {**chapter, "gap_reason": section.gap_reason}
            for section in book.sections.all()
            for chapter in chapters_of([section])
        ],
        "sources": [
            {
                "key": one.key,
                "kind": one.kind,
                "who": one.who,
                "year": one.year,
                "title": one.title,
                "where": one.where,
                "url": one.url,
                "accessed_on": one.accessed_on.isoformat() if one.accessed_on else "",
            }
            for one in book.sources.filter(removed_at__isnull=True)
        ],
        "references": [
            {
                "key": one.key,
                "code": one.innovation.code,
                "reason": one.reason,
                "frozen_at": one.frozen_at.isoformat(),
                "sha256": one.sha256,
                "frozen": one.frozen,
            }
            for one in book.references.filter(dropped_at__isnull=True).select_related("innovation")
        ],
        "figures": _figures_of(book),
        "answers": answers_of(book),
    }


def _figures_of(book: ModelBook) -> list[dict[str, Any]]:
    rows = book.figures.filter(removed_at__isnull=True).select_related("file")
    return [
        {"key": one.key, "sha256": one.file.sha256, "type": one.file.content_type, "alt": one.alt, "source": one.source}
        for one in rows
    ]


def answers_of(book: ModelBook) -> list[dict[str, Any]]:
    """Every comment of every round with what became of it: the annex "comment → answer → change". Two queries."""
    rows = (
        FgdComment.objects.filter(round__book=book)
        .select_related("round__draft", "chapter", "answer__section", "same_as__answer__section")
        .order_by("round__number", "chapter__number", "start", "at", "pk")
    )
    found = []
    for one in rows:
        answer = getattr(one, "answer", None) or (getattr(one.same_as, "answer", None) if one.same_as else None)
        found.append({
            "round": one.round.number,
            "draft": one.round.draft.number,
            "chapter": one.chapter.title,
            "passage": one.exact,
            "comment": one.text,
            "speaker": one.speaker,
            "agency": one.speaker_agency,
            "decision": Decision(answer.decision).value if answer else "",
            "reason": answer.reason if answer else "",
            "change": f"{answer.section.title}, simpanan {answer.version}" if answer and answer.section else "",
        })  # fmt: skip
    return found
