"""Settling a borderline band by comparing two proposals at a time. Marks never change by it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tular.engines.judging.next_pair import Band, Phase, next_pair
from tular.features.competitions.queries.runners import runners_of
from tular.features.judging import notices, permissions  # noqa: F401 - what people are told, and who may do this
from tular.features.judging.actions.conflicts import write_conflict
from tular.features.judging.choices import AssignmentState, ConflictSource, Judgement
from tular.features.judging.models import (
    Assignment,
    BorderBand,
    BorderJudgement,
    BorderPair,
    BorderResult,
    Calibration,
    Conflict,
    Evaluator,
    Review,
)
from tular.features.judging.queries.borders.choosing import EACH, LARGEST, SMALLEST, USUAL, chosen_band
from tular.features.judging.queries.borders.computing import (
    figures_of,
    is_settled,
    named,
    solved,
    stopping_of,
)
from tular.features.judging.queries.borders.mine import open_pair, sides
from tular.features.judging.queries.borders.state import BandState, state_of
from tular.features.judging.queries.made_with import noted, of_figures
from tular.features.judging.queries.planning import canonical_of
from tular.features.judging.queries.sheets import has_sworn
from tular.features.judging.queries.visibility import STARTED, may_judge
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.notifications.actions import notify
from tular.foundation.ui.typed import prose_typed

LONGEST_REASON = 500
MOST_BUDGET = 5000


@action("judging.open_band", gettext_lazy("Membuka perbandingan berpasangan"))
def open_band(
    review: Review, *, pool: int, size: int = USUAL, budget: int = 0, by: Any, now: datetime, reason: str = ""
) -> BorderBand:
    """Have the borderline proposals nearest to a line compared two at a time by the evaluators of the review.

    `budget` 0: the usual number of comparisons for so many proposals. Refused while the calibration is not of now.
    """
    calibration = _calibration(review, pool)
    if not SMALLEST <= size <= LARGEST:
        raise Refused(Reason(_("Pilih 2 sampai 60 proposal."), "size"))
    if not 0 <= budget <= MOST_BUDGET:
        raise Refused(Reason(_("Isi jatah 1 sampai 5.000 perbandingan."), "budget"))
    if BorderBand.objects.filter(review=review, pool=pool, closed_at__isnull=True).exists():
        raise Refused(_("Perbandingan di garis ini sudah berjalan. Muat ulang halamannya."))
    found = chosen_band(calibration, pool, size)
    if not found.is_contested:
        raise Refused(_("Tidak ada proposal di ambang yang memperebutkan tempat di garis ini."))
    people = [one for one in _evaluators(review) if may_judge(one.person, review.competition)]
    if not people:
        raise Refused(_("Belum ada penilai yang dapat membandingkan."))
    made = BorderBand.objects.create(
        review=review, calibration=calibration, pool=pool, places=found.places, entries=list(found.entries),
        priors=found.priors, budget=budget or EACH * len(found.entries), by=by, at=now,
    )  # fmt: skip
    notify(
        [one.person for one in people], "judging.pairs_wanted", now=now, path=f"/penilaian/perbandingan/{made.pk}",
        count=len(found.entries), competition=review.competition.title,
    )  # fmt: skip
    return made


@action("judging.extend_band", gettext_lazy("Menambah jatah perbandingan"))
def extend_band(band: BorderBand, *, budget: int, by: Any, now: datetime, reason: str = "") -> BorderBand:
    """Let more be compared; `budget` is the new number in all."""
    _must_be_open(band)
    if not band.budget < budget <= MOST_BUDGET:
        text = _("Isi jatah baru, lebih dari %(now)d dan paling banyak 5.000.") % {"now": band.budget}
        raise Refused(Reason(text, "budget"))
    band.budget = budget
    band.save()
    return band


@action("judging.close_band", gettext_lazy("Menutup perbandingan berpasangan"))
def close_band(band: BorderBand, *, by: Any, now: datetime, reason: str = "") -> BorderResult:
    """Keep the result for good, with what it was computed from. Before it is settled only with a reason."""
    _must_be_open(band)
    state = state_of(band)
    with translation.override("id"):
        found = solved(state.told)
        figures = figures_of(found)
    if not is_settled(found) and not reason.strip():
        text = _("Batasnya belum cukup pasti. Tulis mengapa perbandingan ditutup sekarang; pleno membacanya.")
        raise Refused(Reason(text, "alasan"))
    text, sha256 = canonical_of(state.told)
    band.closed_at = now
    band.save()
    return BorderResult.objects.create(
        band=band,
        canonical=text,
        sha256=sha256,
        figures=noted(figures, of_figures()),
        reason=reason.strip(),
        by=by,
        at=now,
    )


@action("judging.ask_pair", gettext_lazy("Meminta pasangan untuk dibandingkan"))
def ask_pair(band: BorderBand, *, by: Any, now: datetime, reason: str = "") -> BorderPair:
    """The pair that waits for this evaluator, or the next that teaches most. Refused, with why, where there is none.

    The row of the band is locked, so that two who ask at once do not get the same without need.
    """
    _must_be_open(band)
    evaluator = _own_place(band, by)
    state = state_of(band)
    waiting = open_pair(state, evaluator)
    if waiting is not None:
        return waiting
    found = solved(state.told)
    known = Band(found.fit, found.order, found.comparisons, state.asked(now))
    chosen = next_pair(
        named(evaluator.number), known, stopping=stopping_of(band.budget), conflicts=_away(state, evaluator)
    )
    if chosen.left is None or chosen.right is None:
        raise Refused(_none_left(chosen.phase))
    keys = {number: pk for pk, number in state.numbers.items()}
    left, right = keys[int(chosen.left)], keys[int(chosen.right)]
    return BorderPair.objects.create(
        band=band, evaluator=evaluator, first_id=min(left, right), second_id=max(left, right), turned=left > right,
        at=now,
    )  # fmt: skip


@action("judging.compare", gettext_lazy("Membandingkan dua proposal"))
def compare(pair: BorderPair, *, said: str, by: Any, now: datetime, reason: str = "") -> BorderJudgement:
    """Which of the two is better, or that it cannot be told, and shortly why."""
    band = _locked(pair)
    _own_place(band, by)
    why = prose_typed(reason).strip()
    wrong = []
    if said not in (Judgement.LEFT, Judgement.RIGHT, Judgement.TIE):
        wrong.append(Reason(_("Pilih yang lebih baik, atau bahwa keduanya tidak dapat dibedakan."), "jawaban"))
    if not why:
        wrong.append(Reason(_("Tulis alasannya dalam satu kalimat."), "alasan"))
    elif len(why) > LONGEST_REASON:
        wrong.append(Reason(_("Paling panjang 500 huruf. Singkatkan dulu."), "alasan"))
    if wrong:
        raise Refused(*wrong)
    now_said = next(one for one in state_of(band).pairs if one.pair.pk == pair.pk)
    if now_said.barred:
        raise Refused(_("Pasangan ini tidak dibandingkan lagi. Minta pasangan berikutnya."))
    if now_said.judgement is not None:
        raise Refused(_("Pasangan ini sudah Anda jawab. Tarik dulu jawabannya bila keliru."))
    return _judge(pair, said, why, by, now)


@action("judging.undo_comparison", gettext_lazy("Menarik jawaban perbandingan"))
def undo_comparison(pair: BorderPair, *, by: Any, now: datetime, reason: str = "") -> BorderJudgement:
    """Take back the answer given last; both stay on record, and the same pair waits for another answer."""
    band = _locked(pair)
    evaluator = _own_place(band, by)
    answered = [one for one in state_of(band).of(evaluator) if one.judgement is not None and not one.barred]
    last = max(answered, key=lambda one: (one.at, one.pair.pk), default=None)
    if last is None or last.pair.pk != pair.pk:
        raise Refused(_("Hanya jawaban Anda yang terakhir dapat ditarik."))
    return _judge(pair, Judgement.TAKEN_BACK, reason.strip()[:LONGEST_REASON], by, now)


@action("judging.decline_pair", gettext_lazy("Menyatakan benturan saat membandingkan"))
def decline_pair(
    pair: BorderPair, *, side: str, kind: str, note: str = "", by: Any, now: datetime, reason: str = ""
) -> Conflict:
    """The evaluator has a conflict with one of the two: they compare it no more, and earlier answers do not count."""
    band = _locked(pair)
    evaluator = _own_place(band, by)
    if side not in (Judgement.LEFT, Judgement.RIGHT):
        raise Refused(Reason(_("Pilih dengan proposal yang mana."), "side"))
    left, right = sides(pair)
    entry = pair.first if pair.first_id == (left if side == Judgement.LEFT else right) else pair.second
    made = write_conflict(evaluator, entry, kind, note, ConflictSource.EVALUATOR, by, now)
    review = band.review
    notify(
        runners_of(review.competition), "judging.conflict_declared", now=now, competition=review.competition.title,
        evaluator=evaluator.number, entry=entry.number, why=str(made.kind),
        path=f"/kompetisi/{review.competition.slug}/penilaian/{review.stage}/benturan?cari={entry.number}",
    )  # fmt: skip
    return made


def _calibration(review: Review, pool: int) -> Calibration:
    """The calibration of now, with this line; refused with what to do first."""
    if review.state not in STARTED:
        raise Refused(_("Penilaian ini belum dimulai."))
    found = review.calibrations.order_by("number").last()
    if found is None or not found.identifiable or not 0 <= pool < len(found.figures["lines"]):
        raise Refused(_("Belum ada nilai terkalibrasi di garis ini. Hitung dulu di ruang kendali."))
    done = Assignment.objects.filter(
        entry__review=review, entry__left_at__isnull=True, state=AssignmentState.DONE
    ).count()
    if done != found.sheets:
        text = ngettext(
            "%(n)d lembar nilai berubah sejak kalibrasi. Hitung ulang dulu.",
            "%(n)d lembar nilai berubah sejak kalibrasi. Hitung ulang dulu.",
            abs(done - found.sheets),
        )
        raise Refused(text % {"n": abs(done - found.sheets)})  # fmt: skip
    return found


def _evaluators(review: Review) -> Sequence[Evaluator]:
    return list(review.evaluators.filter(left_at__isnull=True).select_related("person").order_by("pk"))


def _own_place(band: BorderBand, person: Any) -> Evaluator:
    """The person as evaluator of the band, who signed what there is to sign."""
    found = band.review.evaluators.get(person=person, left_at__isnull=True)
    if not has_sworn(person, band.review):
        raise Refused(_("Tandatangani pakta integritas dulu."))
    return found


def _away(state: BandState, evaluator: Evaluator) -> set[str]:
    """Proposals of the band that this evaluator must not see."""
    rows = Conflict.objects.filter(evaluator=evaluator, entry__in=state.numbers, lifted_at__isnull=True)
    return {named(number) for number in rows.values_list("entry__number", flat=True)}


def _none_left(phase: Phase) -> str:
    if phase is Phase.SETTLED:
        return _("Batasnya sudah cukup pasti. Tidak ada yang perlu dibandingkan lagi. Terima kasih.")
    if phase is Phase.SPENT:
        return _("Jatah perbandingan sudah habis. Penyelenggara menutup atau menambahnya.")
    return _("Anda sudah membandingkan semua pasangan yang boleh Anda lihat. Terima kasih; penilai lain melanjutkan.")


def _locked(pair: BorderPair) -> BorderBand:
    rows = BorderBand.objects.select_related("review__competition__rulebook", "calibration")
    band = rows.select_for_update(of=("self",)).get(pk=pair.band_id)
    _must_be_open(band)
    return band


def _must_be_open(band: BorderBand) -> None:
    if band.closed_at is not None:
        raise Refused(_("Perbandingan ini sudah ditutup; hasilnya tidak berubah lagi."))


def _judge(pair: BorderPair, said: str, reason: str, by: Any, now: datetime) -> BorderJudgement:
    last = pair.judgements.aggregate(last=Max("number"))["last"] or 0
    return BorderJudgement.objects.create(
        pair=pair, number=last + 1, said=Judgement(said), reason=reason, by=by, at=now
    )
