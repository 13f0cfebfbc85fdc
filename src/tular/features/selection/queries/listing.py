"""A published list as everybody reads it, and its lines as the file whose hash it shows."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tular.features.agencies.choices import AgencyKind
from tular.features.competitions.models import Competition
from tular.features.competitions.queries.moments import in_words
from tular.features.competitions.queries.visibility import competitions_visible_to
from tular.features.selection.choices import LineChange, Outcome
from tular.features.selection.models import Announcement, AnnouncementLine
from tular.features.selection.queries.composing import Line
from tular.foundation.files.streams import Cell, csv_stream
from tular.foundation.rulebooks.versions import rules_of
from tular.foundation.ui.shapes import Figure, Pages, Rows

PUBLIC = Q(outcome=Outcome.PASSED) | Q(outcome_before=Outcome.PASSED)
"""The lines that everybody reads: they pass, or the list before said that they did."""

PASSING = Q(outcome=Outcome.PASSED) & ~Q(change=LineChange.LEFT)

PAGE, CHANGES_SHOWN = 50, 100

COLUMNS = (
    "nomor", "kode", "judul", "instansi", "jenis_instansi", "provinsi", "kelompok", "kategori", "hasil", "perubahan",
    "alasan_perubahan",
)  # fmt: skip


AWARD = ("penghargaan", "nama_penghargaan")
"""Columns besides, of lists that give awards; those without keep the bytes that their hash is of."""


def csv_of(lines: Iterable[Line | AnnouncementLine], awards: bool = False) -> Iterator[bytes]:
    """The lines that everybody reads, as CSV; the same bytes for the same list, whoever asks in whatever language."""
    if awards:
        return csv_stream((*COLUMNS, *AWARD), ((*_row(line), line.award, line.award_label) for line in lines))
    return csv_stream(COLUMNS, map(_row, lines))


def gives_awards(announcement: Announcement) -> bool:
    """Whether a list gives awards; one query."""
    return AnnouncementLine.objects.filter(PUBLIC, announcement=announcement).exclude(award="").exists()


def sha256_of(lines: Iterable[Line | AnnouncementLine], awards: bool = False) -> str:
    """Hash of that file."""
    digest = hashlib.sha256()
    for piece in csv_of(lines, awards):
        digest.update(piece)
    return digest.hexdigest()


def _row(line: Line | AnnouncementLine) -> Sequence[Cell]:
    left = line.change == LineChange.LEFT
    passing = line.outcome == Outcome.PASSED and not left
    return (
        line.order if passing else None, line.code, line.title, line.agency_name, str(line.agency_kind), line.province,
        line.group, line.category, "" if left else str(line.outcome), str(line.change), line.change_reason,
    )  # fmt: skip


def public_lines(announcement: Announcement) -> QuerySet[AnnouncementLine]:
    """What everybody reads of a list, in its order."""
    return AnnouncementLine.objects.filter(PUBLIC, announcement=announcement).order_by("order")


@dataclass(frozen=True, slots=True)
class ListFilters:
    """What a list is narrowed by; an empty value narrows nothing."""

    words: str = ""
    group: str = ""
    category: str = ""
    kind: str = ""
    province: str = ""
    award: str = ""

    @property
    def any(self) -> bool:
        """Whether it is narrowed."""
        return any((self.words, self.group, self.category, self.kind, self.province, self.award))

    @property
    def narrowed(self) -> bool:
        """Whether something is chosen besides words."""
        return any((self.group, self.category, self.kind, self.province, self.award))

    def matches(self) -> Q:
        """The lines that remain."""
        found = Q()
        for field, value in (
            ("group", self.group),
            ("category", self.category),
            ("agency_kind", self.kind),
            ("province", self.province),
            ("award", self.award),
        ):
            if value:
                found &= Q(**{field: value})
        if self.words:
            words = self.words
            found &= Q(title__icontains=words) | Q(agency_name__icontains=words) | Q(code__icontains=words)
        return found


@dataclass(frozen=True, slots=True)
class Option:
    """A value that a filter offers, and how many lines have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class CountRow:
    """How many of a kind passed and did not."""

    label: str
    passed: int
    failed: int


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter: its name in the address, what it is called, what is chosen, what it offers."""

    name: str
    label: str
    chosen: str
    options: list[Option]


@dataclass(frozen=True, slots=True)
class CountTable:
    """Counts with a caption; `what` names the first column."""

    title: str
    what: str
    rows: list[CountRow]


@dataclass(frozen=True, slots=True)
class Edition:
    """One number of a list, to choose from."""

    number: int
    decree: str
    decree_on: Any
    at: Any
    path: str


@dataclass(frozen=True)
class ListPage:
    """A published list."""

    competition: Competition
    announcement: Announcement
    stage: str
    path: str
    editions: list[Edition]
    passed: int
    failed: int
    undecided: int
    by_group: list[CountRow]
    by_kind: list[CountRow]
    options: dict[str, list[Option]]
    filters: ListFilters
    rows: list[tuple[AnnouncementLine, str]]
    """Each with the name of its group."""

    pages: Pages
    whole: bool
    changes: list[AnnouncementLine]
    changes_count: int
    unchanged: int
    groups: dict[str, str]

    @property
    def call(self) -> str:
        """Address of the competition."""
        return f"/kompetisi/{self.competition.slug}"

    @property
    def figures(self) -> list[Figure]:
        """How many pass, fail, are open, and changed."""
        on = date_format(timezone.localtime(self.announcement.at), "j F Y")
        if self.announcement.plenary_id:
            # How many were not chosen says nothing that the list of those who came this far did not say.
            return [Figure(self.passed, _("terpilih"), _("menurut daftar ini, %(on)s") % {"on": on})]
        shown = [
            Figure(self.passed, _("lolos"), _("menurut daftar ini, %(on)s") % {"on": on}),
            Figure(self.failed, _("tidak lolos"), _("alasannya dibaca instansi masing-masing")),
        ]
        if self.undecided:
            shown.append(Figure(self.undecided, _("belum diputus"), _("diajukan, tetapi ditinggalkan dari daftar ini")))
        if self.announcement.number > 1:
            note = _("yang lolos dalam kedua daftar tanpa perubahan")
            shown.append(Figure(self.unchanged, _("tetap"), note))
        return shown

    @property
    def about(self) -> Rows:
        """Decree, dates and the time for objecting, as terms and values."""
        one = self.announcement
        until = one.objections_until
        return [
            (_("Nomor keputusan"), one.decree),
            (_("Tanggal keputusan"), date_format(one.decree_on, "j F Y")),
            (_("Diumumkan"), in_words(one.at)),
            (_("Sanggah diterima sampai"), in_words(until) if until else _("tidak ada masa sanggah")),
            (_("Penyelenggara"), self.competition.organiser.name),
        ]

    @property
    def choices(self) -> list[Choice]:
        """The filters that offer more than one value."""
        f = self.filters
        found = [
            Choice("penghargaan", _("Penghargaan"), f.award, self.options["penghargaan"]),
            Choice("kelompok", _("Kelompok"), f.group, self.options["kelompok"]),
            Choice("kategori", _("Kategori"), f.category, self.options["kategori"]),
            Choice("jenis", _("Jenis instansi"), f.kind, self.options["jenis"]),
            Choice("provinsi", _("Provinsi"), f.province, self.options["provinsi"]),
        ]
        return [one for one in found if len(one.options) > 1 or one.chosen]

    @property
    def tables(self) -> list[CountTable]:
        """The counts by group and by kind of agency."""
        found = [
            CountTable(_("Menurut kelompok"), _("Kelompok"), self.by_group),
            CountTable(_("Menurut jenis instansi"), _("Jenis instansi"), self.by_kind),
        ]
        return [one for one in found if one.rows]

    @property
    def newest(self) -> Edition:
        """The number that holds now."""
        return self.editions[-1]

    @property
    def before(self) -> Edition | None:
        """The number that this one replaced; None of the first."""
        return next((one for one in self.editions if one.number == self.announcement.number - 1), None)

    @property
    def corrects_decree(self) -> bool:
        """Whether its decree is another than that of the list before."""
        told = (self.announcement.decree, self.announcement.decree_on)
        return self.before is not None and (self.before.decree, self.before.decree_on) != told

    @property
    def is_newest(self) -> bool:
        """Whether this one holds."""
        return self.newest.number == self.announcement.number


def announcement_for(person: Any, slug: str, stage: str, number: int) -> Announcement | None:
    """A published list of a competition that the person sees."""
    return (
        Announcement.objects.filter(
            competition__in=competitions_visible_to(person).filter(slug=slug), stage=stage, number=number
        )
        .select_related("competition__rulebook", "competition__organiser")
        .first()
    )


def path_of(competition: Competition, stage: str, number: int) -> str:
    """Address of a list."""
    return f"/kompetisi/{competition.slug}/daftar/{stage}/{number}"


def group_labels(competition: Competition) -> dict[str, str]:
    """Group → its name; no query with `rulebook` loaded."""
    return {group.id: group.label for group in rules_of(competition.rulebook).groups}


def stage_label(competition: Competition, identity: str) -> str:
    """What the rulebook calls a stage; no query with `rulebook` loaded."""
    stage = rules_of(competition.rulebook).stage(identity)
    return stage.label if stage else identity


def list_page(announcement: Announcement, filters: ListFilters, asked: str, whole: bool) -> ListPage:
    """A list as everybody reads it; a fixed number of queries. `whole` shows all of its lines on one page."""
    competition = announcement.competition
    groups = group_labels(competition)
    told = AnnouncementLine.objects.filter(announcement=announcement)
    columns = ("group", "category", "agency_kind", "province", "outcome", "change", "award", "award_label")
    facts = list(told.values_list(*columns))
    standing = [one for one in facts if one[5] != LineChange.LEFT]
    found = told.filter(PASSING, filters.matches()).order_by("order")
    count = found.count()
    pages = Pages.read(asked, count, max(1, count) if whole else PAGE)
    changes = told.filter(PUBLIC).exclude(change=LineChange.SAME).order_by("change", "order")
    if announcement.number == 1:
        changes = changes.none()
    shown = list(changes if whole else changes[: CHANGES_SHOWN + 1])
    kinds = dict(AgencyKind.choices)
    passing = [one for one in standing if one[4] == Outcome.PASSED]
    # Of a plenary also counts of those who were not chosen are nobody's business.
    told_of = passing if announcement.plenary_id else standing
    return ListPage(
        competition=competition,
        announcement=announcement,
        stage=stage_label(competition, announcement.stage),
        path=path_of(competition, announcement.stage, announcement.number),
        editions=editions_of(competition, announcement.stage),
        passed=len(passing),
        failed=len(standing) - len(passing),
        undecided=announcement.omissions.count(),
        by_group=_counted((groups.get(one[0], one[0]), one[4]) for one in told_of) if groups else [],
        by_kind=_counted((str(kinds.get(one[2], one[2])), one[4]) for one in told_of),
        options={
            "penghargaan": _options((one[6] for one in passing), {one[6]: one[7] for one in passing}),
            "kelompok": _options((one[0] for one in passing), groups),
            "kategori": _options((one[1] for one in passing), {}),
            "jenis": _options((one[2] for one in passing), {str(k): str(v) for k, v in kinds.items()}),
            "provinsi": _options((one[3] for one in passing), {}),
        },
        filters=filters,
        rows=[(row, groups.get(row.group, row.group)) for row in found[pages.start : pages.start + pages.size]],
        pages=pages,
        whole=whole,
        changes=shown[:CHANGES_SHOWN] if not whole else shown,
        changes_count=len(shown) if len(shown) <= CHANGES_SHOWN or whole else changes.count(),
        unchanged=sum(1 for one in passing if one[5] == LineChange.SAME),
        groups=groups,
    )


def editions_of(competition: Competition, stage: str) -> list[Edition]:
    """All numbers of the list of a stage, the first one first."""
    rows = Announcement.objects.filter(competition=competition, stage=stage).order_by("number")
    return [
        Edition(row.number, row.decree, row.decree_on, row.at, path_of(competition, stage, row.number)) for row in rows
    ]


def _counted(pairs: Iterable[tuple[str, str]]) -> list[CountRow]:
    counts = Counter(pairs)
    labels = sorted({label for label, _outcome in counts})
    return [CountRow(label, counts[label, Outcome.PASSED], counts[label, Outcome.FAILED]) for label in labels]


def _options(values: Iterable[str], labels: dict[str, str]) -> list[Option]:
    counts = Counter(value for value in values if value)
    return sorted(
        (Option(value, labels.get(value, value), n) for value, n in counts.items()), key=lambda one: one.label
    )
