"""What was submitted, read from its frozen text alone: receipts, the text in words, two submissions side by side."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from django.utils import formats
from django.utils.translation import gettext as _

from tular.features.catalogue.queries.content.comparing import Difference, difference
from tular.features.competitions.choices import WindowKind
from tular.features.competitions.queries.moments import DEFAULT_ZONE, to_the_second
from tular.features.competitions.queries.windows import window_of
from tular.features.proposals.models import ProposalVersion
from tular.features.proposals.queries.canonical import digest_of
from tular.features.proposals.queries.form import ATTACHMENTS, GENERAL, RESULTS, SAYS
from tular.features.proposals.queries.visibility import proposals_visible_to
from tular.foundation.ui.sizes import bytes_text

type Line = tuple[str, str]


@dataclass(frozen=True, slots=True)
class FrozenFile:
    """A file as it was submitted; `id` finds it still."""

    label: str
    id: str
    name: str
    size: str
    sha256: str
    content_type: str

    @property
    def path(self) -> str:
        """Where it is read, for those who may."""
        return f"/berkas/{self.id}/{quote(self.name, safe='')}"


@dataclass(frozen=True, slots=True)
class Receipt:
    """That something was received, when, and whether the frozen text is still the same.

    `title` and `by` are for those who may read the proposal; the public page does not show them.
    """

    receipt: str
    code: str
    number: int
    at: str
    sha256: str
    still_matches: bool
    competition: str
    competition_slug: str
    agency: str
    rulebook: str
    title: str
    unit: str
    by: str
    files: tuple[FrozenFile, ...]
    is_demo: bool


@dataclass(frozen=True, slots=True)
class SubmissionPage:
    """A submission in words: sections as they were asked, with what was answered ("" is nothing)."""

    receipt: Receipt
    sections: tuple[tuple[str, tuple[Line, ...]], ...]
    others: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """Two submissions of a proposal: the sections in which something differs."""

    old: Receipt
    new: Receipt
    sections: tuple[tuple[str, tuple[Difference, ...]], ...]


def submission(person: Any, code: str, number: int) -> ProposalVersion | None:
    """The submission of this number, for somebody who may open the proposal."""
    rows = ProposalVersion.objects.select_related("proposal__competition", "proposal__agency")
    return rows.filter(proposal__in=proposals_visible_to(person), proposal__code=code, number=number).first()


def submission_called(receipt: str) -> ProposalVersion | None:
    """The submission that a receipt is of, however its letters were typed."""
    rows = ProposalVersion.objects.select_related("proposal__competition", "proposal__agency")
    return rows.filter(receipt=receipt.strip().upper()).first()


def receipt_of(version: ProposalVersion) -> Receipt:
    """The receipt, with the hash computed anew. One query, for the zone of the deadline."""
    frozen = json.loads(version.canonical)
    window = window_of(version.proposal.competition, WindowKind.SUBMISSION)
    rulebook = frozen["rulebook"]
    return Receipt(
        receipt=version.receipt,
        code=frozen["code"],
        number=version.number,
        at=to_the_second(datetime.fromisoformat(frozen["at"]), window.zone if window else DEFAULT_ZONE),
        sha256=version.sha256,
        still_matches=digest_of(version.canonical) == version.sha256,
        competition=frozen["competition"]["title"],
        competition_slug=frozen["competition"]["slug"],
        agency=frozen["agency"]["name"],
        rulebook=_("%(id)s versi %(number)d, SHA-256 %(sha256)s") % rulebook,
        title=frozen["title"],
        unit=frozen["unit"] or "",
        by=(frozen["by"] or {}).get("name", ""),
        files=tuple(frozen_files(frozen)),
        is_demo=version.proposal.is_demo or version.proposal.competition.is_demo,
    )


def submission_page(version: ProposalVersion) -> SubmissionPage:
    """The submission in words. Two queries."""
    others = version.proposal.submissions.exclude(pk=version.pk).values_list("number", flat=True)
    return SubmissionPage(receipt_of(version), readable(json.loads(version.canonical)), tuple(others))


def beside(old: ProposalVersion, new: ProposalVersion) -> Beside:
    """What differs between two submissions of one proposal, word by word."""
    before, after = readable(json.loads(old.canonical)), readable(json.loads(new.canonical))
    left = {title: dict(lines) for title, lines in before}
    right = {title: dict(lines) for title, lines in after}
    found = []
    for title in dict.fromkeys((*left, *right)):
        one, other = left.get(title, {}), right.get(title, {})
        changed = tuple(
            difference(label, one.get(label, ""), other.get(label, ""))
            for label in dict.fromkeys((*one, *other))
            if one.get(label, "") != other.get(label, "")
        )
        if changed:
            found.append((title, changed))
    return Beside(receipt_of(old), receipt_of(new), tuple(found))


def readable(frozen: Mapping[str, Any]) -> tuple[tuple[str, tuple[Line, ...]], ...]:
    """(title, lines) of every section in the words in which it was asked; needs nothing but the frozen text."""
    content = frozen["content"]
    sections = [(_("Data umum"), tuple(_general(frozen)))]
    sections += [
        (one["label"], tuple(_answers(one, content.get(one["id"]) or {}))) for one in frozen["form"]["sections"]
    ]
    sections.append((_("Hasil sebelum dan sesudah"), tuple(_results(content.get(RESULTS) or {}))))
    sections.append((_("Lampiran dan tautan"), tuple(_attached(frozen))))
    return tuple(sections)


def _general(frozen: Mapping[str, Any]) -> Iterator[Line]:
    general = frozen["content"].get(GENERAL) or {}
    yield _("Judul"), frozen["title"]
    yield _("Kelompok"), frozen["group"]["label"]
    yield _("Kategori"), frozen["category"] or ""
    started = frozen["started_on"]
    yield _("Mulai diterapkan"), formats.date_format(date.fromisoformat(started), "j F Y") if started else ""
    yield _("Unit"), frozen["unit"] or ""
    yield _("Inovasi dalam katalog"), frozen["innovation"] or ""
    if frozen["replicates"]:
        yield _("Mereplikasi"), frozen["replicates"]
    if general.get("never_entered"):
        yield _("Belum pernah ikut kompetisi"), general["never_entered"]
    if general.get("sdgs"):
        yield _("Tujuan pembangunan berkelanjutan"), ", ".join(map(str, general["sdgs"]))
    labels = {one["id"]: one["label"] for one in frozen["form"]["fields"]}
    for name, value in {**(general.get("fields") or {}), **(general.get("conditions") or {})}.items():
        yield labels.get(name, name.replace("_", " ").capitalize()), str(value)


def _answers(section: Mapping[str, Any], told: Mapping[str, Any]) -> Iterator[Line]:
    for part in section["parts"] or [section]:
        said = told.get(f"{part['id']}{SAYS}", "")
        text = str(told.get(part["id"]) or "")
        yield part["label"], f"{said}\n{text}".strip() if said else text


def _results(told: Mapping[str, Any]) -> Iterator[Line]:
    rows = [row for value in told.values() if isinstance(value, list) for row in value if isinstance(row, dict)]
    for place, row in enumerate(rows, start=1):
        before, after = (_figure(row, name) for name in ("before", "after"))
        said = [f"{before} → {after}", *(str(row[name]) for name in ("method", "evidence") if row.get(name))]
        yield str(row.get("indicator") or _("Baris %(n)d") % {"n": place}), "\n".join(said)


def _figure(row: Mapping[str, Any], name: str) -> str:
    value = " ".join(str(one) for one in (row.get(name), row.get("unit")) if one not in (None, ""))
    on = f" ({row[f'{name}_on']})" if row.get(f"{name}_on") else ""
    return f"{value}{on}" if row.get(name) not in (None, "") else _("belum diketahui")


def _attached(frozen: Mapping[str, Any]) -> Iterator[Line]:
    links = (frozen["content"].get(ATTACHMENTS) or {}).get("links") or {}
    files = {one["attachment"]: one for one in frozen["files"]}
    for asked in frozen["form"]["attachments"]:
        file = files.get(asked["id"])
        said = f"{file['name']}\nSHA-256 {file['sha256']}" if file else ""
        yield asked["label"], "\n".join(one for one in (said, links.get(asked["id"], "")) if one)


def frozen_files(frozen: Mapping[str, Any]) -> Iterator[FrozenFile]:
    """The files of a frozen text, in its order."""
    labels = {one["id"]: one["label"] for one in frozen["form"]["attachments"]}
    for one in frozen["files"]:
        label, size = labels.get(one["attachment"], one["attachment"]), bytes_text(one["size"])
        yield FrozenFile(label, one["id"], one["name"], size, one["sha256"], one["content_type"])
