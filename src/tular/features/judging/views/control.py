"""The organiser's control room."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from tular.features.competitions.queries.moments import in_words
from tular.features.judging.actions import calibrating
from tular.features.judging.choices import Belongs
from tular.features.judging.models import Review
from tular.features.judging.queries.control import (
    BELONGS_SIGNS,
    SORTS,
    Asked,
    ControlRoom,
    control_room,
    last_calibration,
    lines_of,
    scores_of,
)
from tular.features.judging.views.assigning import found_or_404
from tular.foundation.access.public import signed_in
from tular.foundation.actions import Refused
from tular.foundation.actions.posting import Done, post_once
from tular.foundation.charts.intervals import Intervals, Ranged, Sure
from tular.foundation.charts.sides import Sides
from tular.foundation.files.streams import csv_file
from tular.foundation.ui.typed import number_typed, text_typed

SURE: dict[str, Sure] = {Belongs.IN.value: "in", Belongs.BORDERLINE.value: "between", Belongs.OUT.value: "out"}
BEYOND = 4
"""The figure shows so many times the places: what lies farther from the line says nothing about it."""
LEAST_SHOWN = 60
MOST_DOTS = 400

CSV = (
    "proposal", "kode", "judul", "instansi", "bacaan", "selisih", "mentah", "peringkat_mentah", "terkalibrasi",
    "rendah_90", "tinggi_90", "peringkat_terkalibrasi", "peringkat_rendah_90", "peringkat_tinggi_90", "peluang_masuk",
    "kedudukan", "guna_satu_bacaan",
)  # fmt: skip


def _asked(request: HttpRequest) -> Asked:
    told = request.GET
    sort, belongs = told.get("urut", ""), told.get("kedudukan", "")
    return Asked(
        line=number_typed(told.get("garis", "")),
        sort=sort if sort in SORTS else "",
        belongs=belongs if belongs in Belongs.values else "",
        words=text_typed(told.get("cari", ""), 100),
        page=told.get("halaman", ""),
    )


def _base(review: Review) -> str:
    return f"/kompetisi/{review.competition.slug}/penilaian/{review.stage}"


@signed_in
@require_safe
def room(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """How far the marks are, what they say, and what to do next."""
    review = found_or_404(request, slug, stage)
    page = control_room(review, _asked(request), timezone.now())
    kept = {"garis": page.asked.line or "", "urut": page.asked.sort, "kedudukan": page.asked.belongs,
            "cari": page.asked.words}  # fmt: skip
    context = {
        "page": page,
        "base": _base(review),
        "until": in_words(page.window.closes_at, page.window.zone) if page.window else "",
        "band": _band(page),
        "sides": _sides(page),
        "sorts": {value: label for value, (label, _columns) in SORTS.items()},
        "belongs": Belongs.choices,
        "signs": BELONGS_SIGNS,
        "query": urlencode({name: value for name, value in kept.items() if value}),
    }
    return render(request, "judging/control.html", context)


@signed_in
@require_safe
def download(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """The list of the room, whole, as it is filtered and sorted."""
    review = found_or_404(request, slug, stage)
    asked = _asked(request)
    calibration = last_calibration(review)
    rows = lines_of(scores_of(calibration, asked, None))
    return csv_file(
        f"nilai-{slug}-{stage}",
        CSV,
        (
            (
                one.number, one.code, one.title, one.agency, one.score.readings,
                one.score.apart if one.score.readings > 1 else None, one.score.raw,
                one.score.raw_rank, one.score.calibrated, one.score.low, one.score.high, one.score.rank,
                one.score.low_rank, one.score.high_rank, one.score.p_in, one.score.belongs, one.score.gain,
            )
            for one in rows
        ),
    )  # fmt: skip


@signed_in
@require_POST
def calibrate(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """Have the marks computed anew."""
    review = found_or_404(request, slug, stage)
    back = f"{_base(review)}/kendali"

    def begin() -> Done:
        run = calibrating.begin_calibration(review, by=request.user, now=timezone.now())
        return Done(f"/proses/{run.pk}?{urlencode({'kembali': back})}")

    try:
        return post_once(request, begin)
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, reason.text)
        return redirect(back)


def _band(page: ControlRoom) -> Intervals | None:
    """The figure of the line: its values in order, as far as they have to do with it."""
    if page.line is None or not page.points:
        return None
    told = page.line.figures
    places, near = told["places"], told["in"] + told["borderline"]
    wanted = max(BEYOND * places, near + places, LEAST_SHOWN)
    rows = [
        Ranged(number, calibrated, low, high, SURE[belongs])
        for number, (_rank, calibrated, low, high, belongs, _raw, _entry) in enumerate(page.points, start=1)
    ][:wanted]
    text = _("%(in)d proposal pasti masuk, %(near)d di ambang, %(out)d pasti tidak masuk %(places)d besar.")
    counts = {"in": told["in"], "near": told["borderline"], "out": told["out"], "places": places}
    return Intervals(
        id="pita", title=_("Nilai terkalibrasi dengan rentang 90 persen di sekitar garis batas"),
        description=text % counts, rows=rows, places=places, places_word=_("tempat ke-%(n)d") % {"n": places},
        axis_word=_("peringkat terkalibrasi; tidak semua proposal digambar")
        if len(rows) > LEAST_SHOWN
        else _("peringkat terkalibrasi"),
        fields=_fields(page),
    )  # fmt: skip


def _fields(page: ControlRoom) -> list[tuple[int, int, Sure, str]]:
    """Stretches of ranks by what is sure; the probability falls with the rank but for a few neighbours."""
    assert page.line is not None, "only with a line"
    told = page.line.figures
    found: list[tuple[int, int, Sure, str]] = []
    first = 1
    words = {"in": _("pasti masuk"), "between": _("di ambang"), "out": _("pasti tidak masuk")}
    for sure, count in (("in", told["in"]), ("between", told["borderline"]), ("out", told["out"])):
        if count:
            found.append((first, first + count - 1, sure, f"{words[sure]} {number_format(count, force_grouping=True)}"))  # type: ignore[arg-type] # as above
        first += count
    return found


def _sides(page: ControlRoom) -> Sides | None:
    """The figure of who changes sides: raw against calibrated, around the line."""
    if page.line is None or not page.points:
        return None
    told = page.line.figures
    up, down = set(told["up"]), set(told["down"])
    near = [point for point in page.points if point[5] is not None][: max(2 * told["places"], LEAST_SHOWN)]
    listed = {entry for *_values, entry in near}
    near += [point for point in page.points if point[6] in down and point[6] not in listed and point[5] is not None]
    if len(near) < 2 or told["proposals"] <= told["places"]:
        return None
    raws = sorted((point[5] for point in page.points if point[5] is not None), reverse=True)
    calibrated = [point[1] for point in page.points]
    places = told["places"]
    step = max(1, len(near) // MOST_DOTS)
    rise, fall = [p for p in near if p[6] in up], [p for p in near if p[6] in down]
    rest = [p for p in near if p[6] not in up | down][::step]
    return Sides(
        id="sisi", title=_("Nilai mentah dan nilai terkalibrasi di sekitar garis batas"),
        description=_("%(up)d proposal masuk hanya setelah kalibrasi, %(down)d keluar.")
        % {"up": len(up), "down": len(down)},
        stay=[(p[5] or 0.0, p[1]) for p in rest], rise=[(p[5] or 0.0, p[1]) for p in rise],
        fall=[(p[5] or 0.0, p[1]) for p in fall],
        first_line=(raws[places - 1] + raws[min(places, len(raws) - 1)]) / 2 if len(raws) >= places else raws[-1],
        second_line=(calibrated[places - 1] + calibrated[min(places, len(calibrated) - 1)]) / 2,
        first_word=_("nilai mentah"), second_word=_("nilai terkalibrasi"),
        rise_word=ngettext("%(n)d naik", "%(n)d naik", len(up)) % {"n": len(up)},
        fall_word=ngettext("%(n)d turun", "%(n)d turun", len(down)) % {"n": len(down)},
    )  # fmt: skip
