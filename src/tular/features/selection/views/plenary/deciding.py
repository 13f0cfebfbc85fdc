"""Deciding in a plenary: proposals, ties, settings, and handing on."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from tular.features.selection.actions.plenary.deciding import Pick
from tular.features.selection.actions.plenary.sitting import Sitting
from tular.features.selection.actions.plenary.voting import Asked
from tular.features.selection.choices import DecisionKind, QuestionKind, TieWay
from tular.features.selection.forms.plenary import AskForm, PlacesForm, ReasonForm, SittingForm, TieForm
from tular.features.selection.queries.plenary.history import history_of
from tular.features.selection.queries.plenary.narrowing import Wished
from tular.features.selection.queries.plenary.records import current, pool_label
from tular.features.selection.queries.plenary.room import room_of, tie_says
from tular.features.selection.queries.plenary.settling import settings_of
from tular.features.selection.queries.plenary.stages import PARTS, award_labels, parted, sources_of
from tular.features.selection.views.plenary.finding import Asking, answer, run, run_by
from tular.foundation.access.public import signed_in
from tular.foundation.actions import Refused
from tular.foundation.actions.confirm import Confirmation, confirm_and_run
from tular.foundation.actions.posting import Done, post_once
from tular.foundation.rulebooks.versions import rules_of
from tular.foundation.ui.typed import number_typed, text_typed

FORM = require_http_methods(["GET", "HEAD", "POST"])


def _codes(request: HttpRequest) -> list[str]:
    return [text_typed(code, 60) for code in request.POST.getlist("kode")][:500]


@signed_in
@require_POST
def decide(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """Take in, leave out, or follow the ranking again, for the proposals that were ticked."""
    found = run_by(request, slug, stage)
    codes, what = _codes(request), request.POST.get("putusan", "")
    form = ReasonForm(request.POST)
    asked = {DecisionKind.IN.value: DecisionKind.IN, DecisionKind.OUT.value: DecisionKind.OUT}.get(what)
    back = f"{found.base}?{request.GET.urlencode()}#daftar" if request.GET else f"{found.base}#daftar"

    def do(_form: Any) -> Done:
        if asked is None:
            run(request, "selection.undo", found.plenary, codes=codes)
            return Done(back, _("Mengikuti peringkat lagi. Riwayatnya tetap tersimpan."))
        run(request, "selection.decide", found.plenary, kind=asked, codes=codes,
            reason=request.POST.get("alasan", ""))  # fmt: skip
        text = ngettext("%(n)d proposal diputus.", "%(n)d proposal diputus.", len(codes)) % {"n": len(codes)}
        return Done(back, text)

    if asked is None:
        form = ReasonForm({"alasan": "-"})
    names = {DecisionKind.IN: _("Masukkan"), DecisionKind.OUT: _("Jangan masukkan")}
    button = str(names.get(asked, _("Ikuti peringkat"))) if asked else _("Ikuti peringkat")
    page = Asking(
        _("Putusan sidang"), button, _("Sidang"),
        text=_("Tidak ada yang berubah. Isian Anda ada di bawah; lengkapi lalu kirim lagi."), seen=found.plenary,
        context={"hidden": [("putusan", what), *(("kode", code) for code in codes)], "codes": codes},
    )  # fmt: skip
    return answer(request, found, page, form, do)


@signed_in
@require_POST
def undo(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """Take one decision back, from the history."""
    found = run_by(request, slug, stage)
    number = text_typed(request.POST.get("nomor", ""), 9)

    def do() -> Done:
        run(request, "selection.undo", found.plenary, numbers=[number_typed(number)] if number_typed(number) else [])
        return Done(f"{found.base}/riwayat", _("Keputusan nomor %(n)s dibatalkan.") % {"n": number})

    try:
        return post_once(request, do)
    except Refused as refused:
        context = {
            "here": found, "rows": history_of(found.plenary), "wrong": [one.text for one in refused.reasons],
            "is_open": found.plenary.state == "sidang",
        }  # fmt: skip
        return render(request, "selection/plenary/history.html", context, status=409)


@signed_in
@FORM
def settings(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """Places, awards, what ranks; with a reason that the minutes tell."""
    found = run_by(request, slug, stage)
    told, decisions, _found = current(found.plenary)
    held = settings_of(decisions)
    by = (request.POST if request.method == "POST" else request.GET).get("bagi", "")
    rows = parted(told["proposals"], by) if by in PARTS else held["places"]
    rules = rules_of(found.competition.rulebook)
    stage_found = rules.stage(stage)
    assert stage_found is not None, "a plenary is of a stage of its rulebook"
    labels = [pool_label(found.competition, {"places": rows}, number) for number in range(len(rows))]
    choices = {
        "sources": [(one.id, one.label) for one in sources_of(rules, stage_found) if one.counts],
        "awards": list(award_labels(found.competition).items()),
    }
    form = PlacesForm(request.POST if request.method == "POST" else None, rows, labels, choices, held)

    def do(form: PlacesForm) -> Done:
        why = form.cleaned_data["alasan"]
        run(request, "selection.set_plenary", found.plenary, settings=form.settings(), reason=why)
        return Done(found.base, _("Pengaturan tersimpan; alasannya masuk berita acara."))

    page = Asking(
        _("Pengaturan sidang"), _("Simpan pengaturan"), _("Sidang"), seen=found.plenary,
        text=_("Dimulai seperti buku aturan. Setiap perubahan tersimpan dengan alasannya."),
        context={
            "hidden": [("bagi", by)] if by in PARTS else [],
            "parts": [
                ("group", _("kelompok")), ("category", _("kategori")), ("kind", _("jenis instansi")),
                ("island", _("pulau")), ("province", _("provinsi")),
            ],
        },
    )  # fmt: skip
    return answer(request, found, page, form, do)


@signed_in
@FORM
def sitting(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """When and where it sits, who leads and approves."""
    found = run_by(request, slug, stage)
    plenary = found.plenary
    begin = {
        "held_on": plenary.held_on, "place": plenary.place, "chair": plenary.chair, "quorum": plenary.quorum,
        "notes": plenary.notes, "approver": plenary.approver.email if plenary.approver else "",
    }  # fmt: skip
    form = SittingForm(request.POST if request.method == "POST" else None, initial=begin)

    def do(form: Any) -> Done:
        told = form.cleaned_data
        sits = Sitting(
            told["held_on"], told["place"].strip(), told["chair"].strip(), told["notes"].strip(), told["quorum"],
            told["approver"],
        )  # fmt: skip
        run(request, "selection.describe_plenary", plenary, sitting=sits)
        return Done(found.base, _("Keterangan sidang tersimpan."))

    page = Asking(_("Keterangan sidang"), _("Simpan keterangan"), _("Sidang"), seen=plenary)
    return answer(request, found, page, form, do)


@signed_in
@FORM
def tie(request: HttpRequest, slug: str, stage: str, pool: int) -> HttpResponse:
    """Tell equal ones apart, or put that to the vote."""
    found = run_by(request, slug, stage)
    told, _decisions, settled = current(found.plenary)
    tied = next((one for one in settled.ties if one.pool == pool), None)
    if tied is None:
        raise Http404
    facts = {one["code"]: one for one in told["proposals"]}
    labels = [(code, f"{facts[code]['title']}, {facts[code]['agency']} ({code})") for code in tied.tied]
    form = TieForm(request.POST if request.method == "POST" else None, labels)

    def do(form: Any) -> Done:
        values = form.cleaned_data
        if values["way"] == TieWay.VOTE:
            asked = Asked(QuestionKind.TIE, values["alasan"], pool=pool, chosen=values["chosen"])
            made = run(request, "selection.ask", found.plenary, asked=asked)
            return Done(f"{found.base}/suara/{made.number}", _("Pemungutan suara dibuka; anggota diberi tahu."))
        pick = Pick(pool, TieWay(values["way"]), values["chosen"], values["seed"])
        run(request, "selection.break_tie", found.plenary, pick=pick, reason=values["alasan"])
        return Done(found.base, _("Nilai sama sudah diputus."))

    page = Asking(_("Nilai sama"), _("Putuskan"), _("Sidang"), text=tie_says(settled, pool), seen=found.plenary)
    return answer(request, found, page, form, do)


@signed_in
@FORM
def proposal(request: HttpRequest, slug: str, stage: str, code: str) -> HttpResponse:
    """One proposal: every score apart, what was decided, and putting it to the vote."""
    found = run_by(request, slug, stage)
    page = room_of(found.plenary, Wished(words=code))
    line = next((one for one in page.rows if one.line.code == code), None)
    if line is None:
        raise Http404
    kinds = [
        (QuestionKind.OUT.value, _("Tidak memasukkannya")) if line.is_in
        else (QuestionKind.IN.value, _("Memasukkannya"))
    ]  # fmt: skip
    form = AskForm(request.POST if request.method == "POST" else None, kinds)

    def do(form: Any) -> Done:
        told = form.cleaned_data
        asked = Asked(QuestionKind(told["kind"]), told["text"], code=code, secret=told["secret"])
        made = run(request, "selection.ask", found.plenary, asked=asked)
        return Done(f"{found.base}/suara/{made.number}", _("Pemungutan suara dibuka; anggota diberi tahu."))

    asking = Asking(
        str(line.facts["title"]), _("Buka pemungutan suara"), _("Sidang"), seen=found.plenary,
        template="selection/plenary/proposal.html",
        context={
            "line": line, "room": page, "is_open": found.plenary.state == "sidang",
            "decided": [
                one for one in history_of(found.plenary) if one.row.proposal and one.row.proposal.code == code
            ],
        },
    )  # fmt: skip
    return answer(request, found, asking, form, do)


def _confirm(request: HttpRequest, asked: dict[str, Any]) -> HttpResponse:
    found = asked.pop("found")
    return confirm_and_run(
        request, Confirmation(subject=found.plenary, back=found.base, done=Done(found.base, asked.pop("says")), **asked)
    )


@signed_in
def propose(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """Hand the lines to a second person."""
    found = run_by(request, slug, stage)
    _told, _decisions, settled = current(found.plenary)
    effects = [
        _("%(n)d proposal diusulkan; sidang tidak dapat mengubah apa pun sampai orang kedua menjawab.")
        % {"n": settled.chosen},
        _("Orang lain yang menjalankan kompetisi ini, atau pemberi persetujuan yang Anda sebut, diberi tahu."),
        _("Belum ada yang diumumkan."),
    ]
    return _confirm(
        request,
        {"found": found, "action": "selection.propose", "title": _("Ajukan hasil sidang untuk disetujui?"),
         "effects": effects, "button": _("Ajukan hasil sidang"), "says": _("Hasil sidang menunggu persetujuan.")},
    )  # fmt: skip


@signed_in
def again(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """Hold an approved plenary again."""
    found = run_by(request, slug, stage)
    effects = [
        _("Sidang baru dimulai dengan dasar dan keputusan sidang ini."),
        _("Sampai sidang baru disetujui, hasil sidang ini tetap berlaku."),
    ]
    return _confirm(
        request,
        {"found": found, "action": "selection.hold_again", "title": _("Sidangkan lagi tahap ini?"), "effects": effects,
         "button": _("Buka sidang ulang"), "reason": "required", "says": _("Sidang ulang dibuka.")},
    )  # fmt: skip


@signed_in
def gone(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """Record proposals that left the competition."""
    found = run_by(request, slug, stage)
    effects = [_("Yang tidak lagi diajukan keluar dari daftar, dengan sebabnya; tempatnya kembali menurut peringkat.")]
    return _confirm(
        request,
        {"found": found, "action": "selection.drop_gone", "title": _("Catat proposal yang gugur?"), "effects": effects,
         "button": _("Catat yang gugur"), "says": _("Yang gugur tercatat. Periksa lagi daftarnya.")},
    )  # fmt: skip


@signed_in
def renew(request: HttpRequest, slug: str, stage: str) -> HttpResponse:
    """Take the scores as they are now."""
    found = run_by(request, slug, stage)
    effects = [_("Peringkat mengikuti nilai terbaru; keputusan yang sudah diambil tetap ada dan perlu diperiksa lagi.")]
    return _confirm(
        request,
        {"found": found, "action": "selection.renew_basis", "title": _("Ambil nilai terbaru?"), "effects": effects,
         "button": _("Ambil nilai terbaru"), "reason": "required", "says": _("Nilai terbaru menjadi dasar sidang.")},
    )  # fmt: skip
