"""What an evaluator reads: the submission as it was frozen, in sections, hidden where the rulebook asks for it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote

from django.utils import formats
from django.utils.translation import gettext as _

from tular.engines.rulebook.wordcount import count_words
from tular.features.judging.models import Entry
from tular.features.judging.queries.redaction import Identities, redacted
from tular.features.judging.queries.rules import rules_for, stage_of
from tular.features.proposals.queries.form import ATTACHMENTS, GENERAL, RESULTS, SAYS
from tular.features.proposals.queries.submissions import frozen_files

GENERAL_SECTION = "_umum"

type Words = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Answer:
    """One question with what was answered; `said` is the yes or no before the text."""

    id: str
    label: str
    said: str
    text: str
    words: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the form with its answers."""

    id: str
    label: str
    answers: tuple[Answer, ...]

    def holds(self, identity: str) -> bool:
        """Whether the section, or a question in it, has this id."""
        return self.id == identity or any(one.id == identity for one in self.answers)

    @property
    def is_single(self) -> bool:
        """Whether it asks one thing only."""
        return len(self.answers) == 1 and self.answers[0].id == self.id


@dataclass(frozen=True, slots=True)
class Result:
    """One figure before and after."""

    indicator: str
    before: str
    before_on: str
    after: str
    after_on: str
    how: str


@dataclass(frozen=True, slots=True)
class Attached:
    """A file or link; `href` is "" where it is withheld."""

    label: str
    href: str
    note: str


@dataclass(frozen=True, slots=True)
class Submitted:
    """The submission as an evaluator may see it. `withheld` are the names of what is hidden with the identity."""

    number: str
    title: str
    called: str
    is_blind: bool
    agency: str
    unit: str
    category: str
    general: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    results: tuple[Result, ...]
    attached: tuple[Attached, ...]
    withheld: tuple[str, ...]

    def section_of(self, criterion: str) -> Section | None:
        """The section that a criterion is about, where ids say so."""
        return next((one for one in self.sections if one.holds(criterion)), None)


def number_text(entry: Entry) -> str:
    """ "0412": what an entry is called in its review."""
    return f"{entry.number:04d}"


def submitted(entry: Entry, who: Identities | None) -> Submitted:
    """The submission of an entry; with `who` their identities are hidden. No query with `sheets.WITH` loaded."""
    frozen = json.loads(entry.submission.canonical)
    is_blind = who is not None
    words: Words = (lambda text: redacted(text, who)) if who is not None else (lambda text: text)
    attached, withheld = _attached(entry, frozen, words, is_blind=is_blind)
    return Submitted(
        number=number_text(entry),
        title=words(frozen["title"]),
        called=number_text(entry) if is_blind else frozen["code"],
        is_blind=is_blind,
        agency="" if is_blind else frozen["agency"]["name"],
        unit="" if is_blind else frozen["unit"] or "",
        category=frozen["category"] or "",
        general=tuple((label, words(text)) for label, text in _general(frozen, is_blind=is_blind) if text),
        sections=tuple(_sections(frozen, words)),
        results=tuple(_results(frozen["content"].get(RESULTS) or {}, words)),
        attached=attached,
        withheld=withheld,
    )


def title_of(entry: Entry, who: Identities | None) -> str:
    """The title as it was submitted."""
    title = str(json.loads(entry.submission.canonical)["title"])
    return title if who is None else redacted(title, who)


def shown_when_blind(entry: Entry) -> frozenset[str]:
    """The attachments that the rulebook says name nobody."""
    form = rules_for(entry.review).form.form_for(entry.proposal.group)
    return frozenset(one.id for one in form.attachments if one.anonymous)


def is_blind(entry: Entry) -> bool:
    """Whether those who mark the entry must not know whose it is."""
    return stage_of(entry.review).blind


def _general(frozen: Mapping[str, Any], *, is_blind: bool) -> Iterator[tuple[str, str]]:
    general = frozen["content"].get(GENERAL) or {}
    yield _("Kelompok"), frozen["group"]["label"]
    yield _("Kategori"), frozen["category"] or ""
    started = frozen["started_on"]
    yield _("Mulai diterapkan"), formats.date_format(date.fromisoformat(started), "j F Y") if started else ""
    if not is_blind:
        yield _("Unit"), frozen["unit"] or ""
    yield _("Tujuan pembangunan berkelanjutan"), ", ".join(map(str, general.get("sdgs") or ()))
    labels = {one["id"]: one["label"] for one in frozen["form"]["fields"]}
    for name, value in {**(general.get("fields") or {}), **(general.get("conditions") or {})}.items():
        yield labels.get(name, name.replace("_", " ").capitalize()), str(value)


def _sections(frozen: Mapping[str, Any], words: Words) -> Iterator[Section]:
    for one in frozen["form"]["sections"]:
        told = frozen["content"].get(one["id"]) or {}
        answers = []
        for part in one["parts"] or [one]:
            text = str(told.get(part["id"]) or "")
            answers.append(
                Answer(
                    part["id"], part["label"], str(told.get(f"{part['id']}{SAYS}") or ""), words(text),
                    count_words(text), part["max_words"],
                )
            )  # fmt: skip
        yield Section(one["id"], one["label"], tuple(answers))


def _results(told: Mapping[str, Any], words: Words) -> Iterator[Result]:
    rows = [row for value in told.values() if isinstance(value, list) for row in value if isinstance(row, dict)]
    for place, row in enumerate(rows, start=1):
        how = "; ".join(str(row[name]) for name in ("method", "evidence") if row.get(name))
        yield Result(
            words(str(row.get("indicator") or _("Baris %(n)d") % {"n": place})),
            words(_figure(row, "before")), words(str(row.get("before_on") or "")),
            words(_figure(row, "after")), words(str(row.get("after_on") or "")), words(how),
        )  # fmt: skip


def _figure(row: Mapping[str, Any], name: str) -> str:
    if row.get(name) in (None, ""):
        return ""
    return " ".join(str(one) for one in (row[name], row.get("unit")) if one not in (None, ""))


def _attached(
    entry: Entry, frozen: Mapping[str, Any], words: Words, *, is_blind: bool
) -> tuple[tuple[Attached, ...], tuple[str, ...]]:
    """Files and links in the order of the form, and the names of those that are withheld."""
    shown = shown_when_blind(entry) if is_blind else None
    links = (frozen["content"].get(ATTACHMENTS) or {}).get("links") or {}
    files = {one["attachment"]: file for one, file in zip(frozen["files"], frozen_files(frozen), strict=True)}
    found, withheld = [], []
    for asked in frozen["form"]["attachments"]:
        file, link = files.get(asked["id"]), str(links.get(asked["id"]) or "")
        if file is None and not link:
            continue
        if shown is not None and (asked["id"] not in shown or file is None):
            withheld.append(asked["label"])  # links always lead to whose it is
        elif file is not None:
            name = file.name if shown is None else words(file.name)
            path = file.path if shown is None else f"/berkas/{file.id}/{quote(asked['id'], safe='')}"
            found.append(Attached(asked["label"], path, f"{name}, {file.size}"))
        else:
            found.append(Attached(asked["label"], link, link))
    return tuple(found), tuple(withheld)
