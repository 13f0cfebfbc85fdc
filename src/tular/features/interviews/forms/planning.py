"""Lengths, sessions and chairs, as the organiser types them."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.competitions.models import ZONES
from tular.features.interviews.actions.planning import Lengths, Told
from tular.features.interviews.models import InterviewPlan, Session
from tular.features.judging.models import Evaluator, Panel, Review
from tular.features.judging.queries.rules import stage_of

SPAN = re.compile(r"^(\d{1,2})[.:](\d{2})\s*(?:-|–|—|sampai)\s*(\d{1,2})[.:](\d{2})$")


class DayInput(forms.DateInput):
    """A day as browsers ask for it."""

    input_type = "date"


class HourInput(forms.TimeInput):
    """A time as browsers ask for it."""

    input_type = "time"


def _hour(label: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label, widget=HourInput(format="%H:%M"), input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
        error_messages={"invalid": gettext_lazy("Tulis jam seperti 09.00.")},
    )  # fmt: skip


class LengthsForm(forms.Form):
    """Minutes, and the last moment for material."""

    presentation = forms.IntegerField(label=gettext_lazy("Presentasi (menit)"), min_value=1, max_value=240)
    questions = forms.IntegerField(label=gettext_lazy("Tanya jawab (menit)"), min_value=1, max_value=240)
    gap = forms.IntegerField(label=gettext_lazy("Jeda antarslot (menit)"), min_value=0, max_value=240)
    until_day = forms.DateField(
        label=gettext_lazy("Batas kirim bahan: tanggal"), required=False, widget=DayInput(format="%Y-%m-%d"),
        help_text=gettext_lazy("Kosong: sampai slotnya dimulai."),
    )  # fmt: skip
    until_hour = forms.TimeField(
        label=gettext_lazy("Batas kirim bahan: jam (WIB)"), required=False, widget=HourInput(format="%H:%M"),
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
    )  # fmt: skip

    def told(self) -> Lengths:
        """For the action."""
        asked = self.cleaned_data
        until = None
        if asked["until_day"]:
            until = datetime.combine(asked["until_day"], asked["until_hour"] or time(23, 59), ZoneInfo("Asia/Jakarta"))
        return Lengths(asked["presentation"], asked["questions"], asked["gap"], until)

    @staticmethod
    def begin(review: Review, plan: InterviewPlan | None) -> dict[str, Any]:
        """What is planned, or else what the rulebook tells; nothing where it does not."""
        if plan is None:
            stage = stage_of(review)
            return {"presentation": stage.minutes_presentation, "questions": stage.minutes_questions, "gap": 5}
        until = plan.material_until.astimezone(ZoneInfo("Asia/Jakarta")) if plan.material_until else None
        return {
            "presentation": plan.presentation_minutes, "questions": plan.question_minutes, "gap": plan.gap_minutes,
            "until_day": until.date() if until else None, "until_hour": until.time() if until else None,
        }  # fmt: skip


class PlaceForm(forms.Form):
    """Where a session is held."""

    place = forms.CharField(label=gettext_lazy("Tempat"), max_length=200, required=False)
    link = forms.URLField(
        label=gettext_lazy("Tautan video"), max_length=500, required=False, assume_scheme="https",
        help_text=gettext_lazy("Dilihat penyaji dan penilai sesi ini saja, setelah jadwal terbit."),
        error_messages={"invalid": gettext_lazy("Tautan belum benar. Contoh: https://rapat.contoh.go.id/abc.")},
    )  # fmt: skip


class ChangePlaceForm(PlaceForm):
    """The same with a reason."""

    alasan = forms.CharField(
        label=gettext_lazy("Alasan"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Wajib bila jadwal sudah terbit dan tempatnya berganti."),
    )  # fmt: skip


class SessionForm(PlaceForm):
    """A stretch of a day for a panel."""

    panel = forms.ModelChoiceField(label=gettext_lazy("Tim"), queryset=Panel.objects.none(), empty_label=None)
    day = forms.DateField(label=gettext_lazy("Tanggal"), widget=DayInput(format="%Y-%m-%d"))
    starts = _hour(gettext_lazy("Mulai"))
    ends = _hour(gettext_lazy("Selesai"))
    zone = forms.ChoiceField(label=gettext_lazy("Zona waktu"), choices=ZONES)
    breaks = forms.CharField(
        label=gettext_lazy("Istirahat"), required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Satu sebaris, seperti 12.00–13.00."),
    )  # fmt: skip
    field_order = ("panel", "day", "starts", "ends", "zone", "breaks", "place", "link")

    def __init__(self, *args: Any, review: Review, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["panel"]
        field.queryset = review.panels.all()

    def clean_breaks(self) -> list[tuple[time, time]]:
        """Each line a span of the day."""
        found = []
        for line in filter(None, (one.strip() for one in self.cleaned_data["breaks"].splitlines())):
            match = SPAN.match(line)
            try:
                hours = [int(one) for one in match.groups()] if match else []
                found.append((time(hours[0], hours[1]), time(hours[2], hours[3])))
            except (IndexError, ValueError):
                text = _("“%(line)s” bukan rentang jam. Tulis seperti 12.00–13.00.")
                raise forms.ValidationError(text % {"line": line[:40]}) from None
        return found

    def told(self) -> Told:
        """For the action; times on the clock of the zone."""
        asked = self.cleaned_data
        zone, day = ZoneInfo(asked["zone"]), asked["day"]
        spans = asked["breaks"]
        return Told(
            panel=asked["panel"], starts_at=_at(day, asked["starts"], zone), ends_at=_at(day, asked["ends"], zone),
            zone=asked["zone"], breaks=tuple((_at(day, since, zone), _at(day, until, zone)) for since, until in spans),
            written=tuple(f"{since:%H.%M}–{until:%H.%M}" for since, until in spans),
            place=asked["place"].strip(), link=asked["link"],
        )  # fmt: skip

    @staticmethod
    def begin(review: Review) -> dict[str, Any]:
        """The day after the last session, and its hours."""
        last = Session.objects.filter(plan__review=review).order_by("pk").last()
        found: dict[str, Any] = {"starts": time(9), "ends": time(15), "breaks": "12.00–13.00", "zone": "Asia/Jakarta"}
        if last is not None:
            zone = ZoneInfo(last.zone)
            since, until = last.starts_at.astimezone(zone), last.ends_at.astimezone(zone)
            found |= {
                "panel": last.panel_id, "day": since.date(), "starts": since.time(), "ends": until.time(),
                "zone": last.zone, "breaks": "\n".join(last.breaks), "place": last.place, "link": last.link,
            }  # fmt: skip
        return found


class ChairForm(forms.Form):
    """Who leads a panel."""

    evaluator = forms.ModelChoiceField(
        label=gettext_lazy("Ketua"), queryset=Evaluator.objects.none(), empty_label=None
    )  # fmt: skip

    def __init__(self, *args: Any, panel: Panel, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["evaluator"]
        field.queryset = panel.evaluators.filter(left_at__isnull=True).select_related("person")
        field.label_from_instance = lambda one: f"{one.number:02d} {one.person}"


def _at(day: date, hour: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, hour, zone)
