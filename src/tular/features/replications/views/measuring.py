"""What a case measures: its page, its indicators, its values."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tular.features.replications.forms.measuring import IndicatorForm, MeasureForm, RunningForm, proposed
from tular.features.replications.models import Case, CaseIndicator
from tular.features.replications.queries.figures import day_in_words, shown
from tular.features.replications.queries.measuring_page import COLUMNS, measuring_page, proposals_for, table_of
from tular.features.replications.queries.standing import main_indicator
from tular.features.replications.views.finding import case_or_404
from tular.foundation.access.permissions import require
from tular.foundation.access.public import signed_in
from tular.foundation.actions.confirm import Confirmation, confirm_and_run
from tular.foundation.actions.form_page import GET_OR_POST, FormPage, answer, run
from tular.foundation.actions.posting import Done
from tular.foundation.files.streams import csv_file


def indicator_or_404(request: HttpRequest, pk: int, indicator: int) -> CaseIndicator:
    """An indicator of a case that the person may open."""
    case = case_or_404(request, pk)
    found = get_object_or_404(CaseIndicator.objects.select_related("origin", "baseline_file"), pk=indicator, case=case)
    found.case = case
    return found


def _page(case: Case, title: str, lead: str, button: str, text: str = "", seen: object = None) -> FormPage:
    return FormPage(title, lead, button, f"{case.path}/ukuran", _("Ukuran"), text, seen=seen, is_demo=case.is_demo)  # type: ignore[arg-type]


@signed_in
@require_safe
def measurements(request: HttpRequest, pk: int) -> HttpResponse:
    """Every indicator with its values, beside the months in which to measure."""
    page = measuring_page(request.user, case_or_404(request, pk), timezone.now())
    return render(request, "replications/measurements.html", {"page": page, "case": page.case})


@signed_in
@require_safe
def measurements_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as a table."""
    case = case_or_404(request, pk)
    return csv_file(f"ukuran-{case.code}", COLUMNS, table_of(case))


@signed_in
@GET_OR_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """An indicator of one's own, or (`?dari=`) one that the origin or another taker measures."""
    case = case_or_404(request, pk)
    require(request.user, "replications.add_indicator", case)
    known = proposals_for(case)
    chosen = next((one for one in known if one.key == request.GET.get("dari", "")), None)
    initial = proposed(chosen.name, chosen.unit, chosen.better, chosen.method) if chosen else None
    form = IndicatorForm(
        request.POST or None, request.FILES or None, by=request.user, initial=initial,
        origin=chosen.origin if chosen else None,
    )  # fmt: skip
    first = main_indicator(case) is None
    text = _("Indikator pertama menjadi yang utama: ukuran keberhasilan replikasi ini.") if first else ""
    page = _page(case, _("Tambah indikator"), case.name, _("Simpan indikator"), text, case)

    def do(form: IndicatorForm) -> str:
        run(request, "replications.add_indicator", case, told=form.told())
        return _("Indikator tersimpan.")

    return answer(request, page, form, do, "replications/add_indicator.html", proposals=known, chosen=chosen)


@signed_in
@GET_OR_POST
def change(request: HttpRequest, pk: int, indicator: int) -> HttpResponse:
    """Its target, method, baseline."""
    row = indicator_or_404(request, pk, indicator)
    require(request.user, "replications.change_indicator", row)
    form = IndicatorForm(request.POST or None, request.FILES or None, by=request.user, changes=row)
    text = ""
    if row.baseline is not None and row.baseline_on:
        text = _("Tersimpan sekarang: data awal %(value)s %(unit)s, %(day)s.") % {
            "value": shown(row.baseline), "unit": row.unit, "day": day_in_words(row.baseline_on),
        }  # fmt: skip

    def do(form: IndicatorForm) -> str:
        run(request, "replications.change_indicator", row, told=form.told(),
            reason=form.cleaned_data.get("alasan", ""))  # fmt: skip
        return _("Perubahan tersimpan.")

    return answer(request, _page(row.case, _("Ubah indikator"), row.name, _("Simpan"), text, row), form, do)


@signed_in
def make_main(request: HttpRequest, pk: int, indicator: int) -> HttpResponse:
    """Judge the replication by this one."""
    row = indicator_or_404(request, pk, indicator)
    back = f"{row.case.path}/ukuran"
    asked = Confirmation(
        action="replications.make_main",
        subject=row,
        title=_("Jadikan “%(name)s” indikator utama?") % {"name": row.name},
        effects=[_("Replikasi ini dinilai berhasil atau tidak dari indikator utamanya."),
                 _("Indikator utama yang lama tetap ada dengan semua ukurannya.")],
        button=_("Jadikan utama"),
        back=back,
        done=Done(back, _("Indikator utama diganti.")),
        reason="required" if row.case.began_on else "no",
    )  # fmt: skip
    return confirm_and_run(request, asked)


@signed_in
def drop(request: HttpRequest, pk: int, indicator: int) -> HttpResponse:
    """Measure it no longer."""
    row = indicator_or_404(request, pk, indicator)
    back = f"{row.case.path}/ukuran"
    asked = Confirmation(
        action="replications.drop_indicator",
        subject=row,
        title=_("Lepas indikator “%(name)s”?") % {"name": row.name},
        effects=[_("Tidak ada ukuran baru yang dicatat untuknya."),
                 _("Ukuran yang sudah ada tetap dapat dibaca, bersama alasan Anda.")],
        button=_("Lepas indikator"),
        back=back,
        done=Done(back, _("Indikator dilepas.")),
        reason="required",
        destructive=True,
    )  # fmt: skip
    return confirm_and_run(request, asked)


@signed_in
@GET_OR_POST
def measure(request: HttpRequest, pk: int, indicator: int) -> HttpResponse:
    """A value of a day."""
    row = indicator_or_404(request, pk, indicator)
    require(request.user, "replications.measure", row)
    last = row.measurements.last()
    form = MeasureForm(
        request.POST or None, request.FILES or None, by=request.user, indicator=row,
        initial={"method": last.method if last else row.method},
    )  # fmt: skip
    text = ""
    if row.baseline is not None and row.baseline_on:
        text = _("Data awal: %(value)s %(unit)s, %(day)s.") % {
            "value": shown(row.baseline), "unit": row.unit, "day": day_in_words(row.baseline_on),
        }  # fmt: skip
    page = _page(row.case, _("Isi ukuran"), row.name, _("Simpan ukuran"), text)

    def do(form: MeasureForm) -> str:
        run(request, "replications.measure", row, told=form.told())
        return _("Ukuran tersimpan.")

    return answer(request, page, form, do)


@signed_in
@GET_OR_POST
def correct(request: HttpRequest, pk: int, indicator: int, measurement: int) -> HttpResponse:
    """Put a mistake right; when somebody else did meanwhile, both values are on the page."""
    row = indicator_or_404(request, pk, indicator)
    found = row.measurements.select_related("file", "by").filter(pk=measurement).first()
    if found is None:
        raise Http404
    require(request.user, "replications.correct_measurement", found)
    form = MeasureForm(request.POST or None, request.FILES or None, by=request.user, indicator=row, corrects=found)
    text = _("Tersimpan sekarang: %(value)s %(unit)s, %(day)s, dicatat %(who)s. Riwayat menyimpan nilai lama.") % {
        "value": shown(found.value), "unit": row.unit, "day": day_in_words(found.on), "who": found.by,
    }  # fmt: skip

    def do(form: MeasureForm) -> str:
        run(request, "replications.correct_measurement", found, told=form.told())
        return _("Perbaikan tersimpan.")

    return answer(
        request, _page(row.case, _("Perbaiki ukuran"), row.name, _("Simpan perbaikan"), text, found), form, do
    )


@signed_in
@GET_OR_POST
def confirm_running(request: HttpRequest, pk: int) -> HttpResponse:
    """It still runs."""
    case = case_or_404(request, pk)
    require(request.user, "replications.confirm_running", case)
    form = RunningForm(request.POST or None, initial={"on": timezone.localdate()})
    text = _("Tampil untuk umum sebagai hari terakhir replikasi ini diketahui berjalan.")

    def do(form: RunningForm) -> str:
        run(request, "replications.confirm_running", case, on=form.cleaned_data["on"])
        return _("Dinyatakan masih berjalan.")

    return answer(request, _page(case, _("Masih berjalan"), case.name, _("Nyatakan"), text, case), form, do)
