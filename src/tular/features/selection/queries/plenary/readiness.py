"""Whether a plenary can be held: what stands in the way, each with the page that mends it, and what to know besides."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tular.engines.rulebook.competition import Stage
from tular.features.competitions.models import Competition
from tular.features.judging.choices import AssignmentState, ReviewState
from tular.features.judging.models import Assignment, Calibration, Review
from tular.features.judging.queries.rules import MARKED
from tular.features.selection.queries.entering import passed_into, stage_before
from tular.features.selection.queries.plenary.basis import last_calibrations
from tular.features.selection.queries.plenary.beside import rated
from tular.features.selection.queries.plenary.stages import RATED, Source, deciding_source, sources_of
from tular.features.selection.queries.plenary.stepping import path_of_stage
from tular.features.selection.queries.plenary.verified import unfinished_visits
from tular.foundation.rulebooks.versions import rules_of

VISITED = "field_verification"


@dataclass(frozen=True, slots=True)
class Lacking:
    """Something that is missing, or to be known; `label` names the page at `path` where it is mended, "" for none."""

    text: str
    path: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether a plenary can be held: what stands in the way, and what should be known besides."""

    obstacles: tuple[Lacking, ...]
    cautions: tuple[Lacking, ...]
    proposals: int


def readiness(competition: Competition, stage: Stage) -> Readiness:
    """Before anything is frozen. A fixed number of queries."""
    rules = rules_of(competition.rulebook)
    entering, decides = passed_into(competition, stage.id), deciding_source(rules, stage)
    if entering is None:
        return Readiness((_undecided(competition, stage),), (), 0)
    wrong: list[Lacking] = []
    told: list[Lacking] = []
    if not entering:
        wrong.append(Lacking(_("Tidak ada proposal yang masuk tahap ini.")))
    if not decides:
        wrong.append(
            Lacking(
                _("Buku aturan tidak mempunyai tahap dengan nilai sebelum tahap ini."),
                f"/kompetisi/{competition.slug}/kelola", _("Kelola kompetisi"),
            )
        )  # fmt: skip
    reviews = {one.stage: one for one in Review.objects.filter(competition=competition)}
    last = last_calibrations(competition)
    total = rules.total(decides)
    needed = [term.id for term in total.terms if not term.is_total] if total else [decides] if decides else []
    for source in sources_of(rules, stage):
        if source.kind == RATED and not rated(competition, source.id):
            told.append(_of_stage(competition, source.id, _("%(stage)s belum dihitung.") % {"stage": source.label}))
        if source.kind not in MARKED:
            continue
        review, calibration = reviews.get(source.id), last.get(source.id)
        said = _missing(competition, source, review, calibration)
        (wrong if source.id in needed else told).extend(said)
        if calibration and not calibration.identifiable:
            text = _("%(stage)s: nilai tidak dapat dikalibrasi. %(why)s")
            told.append(Lacking(text % {"stage": source.label, "why": calibration.reason}))
    return Readiness(tuple(wrong), (*told, *_visits(competition, stage)), len(entering))


def _undecided(competition: Competition, stage: Stage) -> Lacking:
    before = stage_before(competition, stage.id)
    if before is None:
        return Lacking(_("Yang masuk tahap ini belum diputus: selesaikan dulu tahap sebelumnya."))
    text = _("Yang masuk tahap ini belum diputus: selesaikan dulu %(stage)s.") % {"stage": before.label}
    if before.kind == "checklist":
        return Lacking(text, f"/seleksi/{competition.slug}", before.label)
    return Lacking(text, f"/kompetisi/{competition.slug}/pleno/{before.id}", before.label)


def _of_stage(competition: Competition, identity: str, text: str) -> Lacking:
    stage = rules_of(competition.rulebook).stage(identity)
    return Lacking(text, path_of_stage(competition, stage), stage.label) if stage else Lacking(text)


def _missing(
    competition: Competition, source: Source, review: Review | None, calibration: Calibration | None
) -> list[Lacking]:
    if review is None:
        return [_of_stage(competition, source.id, _("%(stage)s belum dinilai.") % {"stage": source.label})]
    page = f"/kompetisi/{competition.slug}/penilaian/{source.id}"
    if review.state != ReviewState.CLOSED:
        text = _("%(stage)s belum ditutup: masih ada nilai yang dapat berubah.")
        return [Lacking(text % {"stage": source.label}, page, source.label)]
    if calibration is None:
        text = _("Nilai %(stage)s belum dihitung. Hitung dulu di ruang kendalinya.")
        return [Lacking(text % {"stage": source.label}, f"{page}/kendali", _("Ruang kendali"))]
    done = Assignment.objects.filter(
        entry__review=review, entry__left_at__isnull=True, state=AssignmentState.DONE
    ).count()
    if done != calibration.sheets:
        n = abs(done - calibration.sheets)
        text = ngettext(
            "%(stage)s: %(n)d lembar nilai belum ikut dihitung. Hitung ulang di ruang kendalinya.",
            "%(stage)s: %(n)d lembar nilai belum ikut dihitung. Hitung ulang di ruang kendalinya.", n,
        )  # fmt: skip
        return [Lacking(text % {"stage": source.label, "n": n}, f"{page}/kendali", _("Ruang kendali"))]
    return []


def _visits(competition: Competition, stage: Stage) -> list[Lacking]:
    """Visits that are not finished: a plenary may be held without them, but should know."""
    before = [one for one in rules_of(competition.rulebook).stages if one.kind == VISITED and one.order < stage.order]
    n = unfinished_visits(competition) if before else 0
    if not n:
        return []
    text = ngettext(
        "%(n)d proposal yang dipilih untuk diverifikasi belum punya berita acara bertanda tangan.",
        "%(n)d proposal yang dipilih untuk diverifikasi belum punya berita acara bertanda tangan.", n,
    )  # fmt: skip
    return [Lacking(text % {"n": n}, path_of_stage(competition, before[-1]), before[-1].label)]
