"""Agreements: the papers of a case, a draft that both sides write, signed copies and extensions."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tular.features.replications.actions.drafting import ClauseText, Written
from tular.features.replications.choices import Paper
from tular.features.replications.forms.agreeing import ClauseForm, PartiesForm, SignedForm
from tular.features.replications.models import Agreement, AgreementClause
from tular.features.replications.queries.agreement_text import gaps_of
from tular.features.replications.queries.agreements import agreement_page, agreements_page
from tular.features.replications.views.finding import case_or_404
from tular.foundation.access.permissions import require
from tular.foundation.access.public import signed_in
from tular.foundation.actions import Refused
from tular.foundation.actions.confirm import Confirmation, confirm_and_run
from tular.foundation.actions.form_page import GET_OR_POST, FormPage, answer, run
from tular.foundation.actions.posting import Done, post_once, show_refusal
from tular.foundation.audit.queries import history
from tular.foundation.ui.typed import number_typed

NEW = "baru"
"""In the address of a clause: one that is being added."""


def agreement_or_404(request: HttpRequest, pk: int, paper: int) -> Agreement:
    """A paper of a case that the person may open."""
    case = case_or_404(request, pk)
    found = get_object_or_404(Agreement.objects.select_related("signed_file"), pk=paper, case=case)
    found.case = case
    return found


@signed_in
@require_safe
def agreements(request: HttpRequest, pk: int) -> HttpResponse:
    """Both levels with their editions, and until when they hold."""
    page = agreements_page(request.user, case_or_404(request, pk))
    return render(request, "replications/agreements.html", {"page": page, "case": page.case})


@signed_in
@GET_OR_POST
def draft(request: HttpRequest, pk: int, level: str) -> HttpResponse:
    """Begin a paper."""
    case = case_or_404(request, pk)
    if level not in Paper.values:
        raise Http404
    asked = Confirmation(
        action="replications.draft_agreement",
        subject=case,
        title=_("Susun rancangan %(paper)s?") % {"paper": Paper(level).label},
        effects=[
            _("Naskahnya dimulai dengan pasal-pasal yang lazim, terisi dari kasus ini."),
            _("Kedua pihak dapat mengubahnya, pasal demi pasal; pihak lain diberi tahu."),
        ],
        button=_("Susun rancangan"),
        back=f"{case.path}/kesepakatan",
        done=lambda made: Done(f"{case.path}/kesepakatan/{made.pk}", _("Rancangan siap. Baca dan sesuaikan.")),
        arguments={"paper": level},
    )
    return confirm_and_run(request, asked)


@signed_in
@require_safe
def agreement(request: HttpRequest, pk: int, paper: int) -> HttpResponse:
    """One paper with its checklist."""
    page = agreement_page(request.user, agreement_or_404(request, pk, paper))
    return render(
        request, "replications/agreement.html", {"page": page, "agreement": page.agreement, "case": page.agreement.case}
    )


@signed_in
@GET_OR_POST
def write(request: HttpRequest, pk: int, paper: int) -> HttpResponse:
    """Parties, place, numbers and values."""
    found = agreement_or_404(request, pk, paper)
    page = _page(found, _("Pihak dan isian naskah"), _("Simpan isian"))
    now_said = {
        **{name: getattr(found, name) for name in ("first_party", "second_party", "first_number", "second_number")},
        "place": found.place, "valid_until": found.valid_until, **found.values,
    }  # fmt: skip
    form = PartiesForm(request.POST or None, initial=now_said)

    def do(form: PartiesForm) -> str:
        given = form.cleaned_data
        run(request, "replications.write_agreement", found, told=Written(
            first_party=given["first_party"], second_party=given["second_party"], place=given["place"],
            first_number=given["first_number"], second_number=given["second_number"],
            valid_until=given["valid_until"], values=form.values(),
        ))  # fmt: skip
        return _("Isian tersimpan.")

    require(request.user, "replications.write_agreement", found)
    return answer(request, page, form, do)


@signed_in
@GET_OR_POST
def clause(request: HttpRequest, pk: int, paper: int, key: str) -> HttpResponse:
    """Write a clause; when the other side saved it meanwhile, both texts are shown."""
    found = agreement_or_404(request, pk, paper)
    row = _clause(found, key)
    require(request.user, "replications.write_clause", row)
    page = _page(found, row.title or _("Pasal tambahan"), _("Simpan pasal"))
    now_said = {
        "title": row.title, "text": row.text, "included": row.included, "place": row.place, "seen": row.version,
    }  # fmt: skip
    form = ClauseForm(request.POST or None, initial=now_said)

    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            return post_once(request, lambda: _kept(request, row, form, page))
        except Refused as refused:
            show_refusal(form, refused)
            theirs = _meanwhile(row, form)
    context = {"page": page, "form": form, "theirs": theirs, "row": row, "agreement": found}
    return render(request, "replications/clause.html", context, status=409 if form.errors else 200)


@signed_in
@require_safe
def clause_history(request: HttpRequest, pk: int, paper: int, key: str) -> HttpResponse:
    """Who wrote what in a clause, and when."""
    found = agreement_or_404(request, pk, paper)
    row = get_object_or_404(found.clauses, clause=key)
    shown = history([row], request.user, page=number_typed(request.GET.get("halaman", ""), 1))
    context = {"row": row, "agreement": found, "case": found.case, "history": shown}
    return render(request, "replications/clause_history.html", context)


@signed_in
@GET_OR_POST
def bring_signed(request: HttpRequest, pk: int, paper: int) -> HttpResponse:
    """Upload the signed copy; the text freezes."""
    found = agreement_or_404(request, pk, paper)
    require(request.user, "replications.bring_signed", found)
    gaps = gaps_of(found, list(found.clauses.all()))
    text = _("Sesudah ini teksnya tetap. Perubahan kemudian dibuat sebagai perpanjangan.")
    if gaps:
        names = ", ".join(one.name for one in gaps)
        text += " " + _("Dalam rancangan di sini masih kosong: %(gaps)s.") % {"gaps": names}
    page = _page(found, _("Unggah salinan bertanda tangan"), _("Simpan salinan"), text)
    form = SignedForm(
        request.POST or None, request.FILES or None, by=request.user, initial={"valid_until": found.valid_until}
    )

    def do(form: SignedForm) -> str:
        run(request, "replications.bring_signed", found, **form.told())
        return _("Salinan tersimpan; teksnya kini tetap.")

    return answer(request, page, form, do)


@signed_in
@GET_OR_POST
def extend(request: HttpRequest, pk: int, paper: int) -> HttpResponse:
    """Begin another edition of a signed paper."""
    found = agreement_or_404(request, pk, paper)
    asked = Confirmation(
        action="replications.extend_agreement",
        subject=found,
        title=_("Perpanjang %(paper)s?") % {"paper": found.get_paper_display()},
        effects=[
            _("Rancangan baru dibuat dari naskah yang berlaku; kedua pihak dapat mengubahnya."),
            _("Naskah yang lama tetap seperti ditandatangani, dan berlaku sampai tanggalnya."),
        ],
        button=_("Buat perpanjangan"),
        back=_path(found),
        done=lambda made: Done(_path(made), _("Perpanjangan siap disunting.")),
    )
    return confirm_and_run(request, asked)


def _path(found: Agreement) -> str:
    return f"/replikasi/{found.case_id}/kesepakatan/{found.pk}"


def _page(found: Agreement, title: str, button: str, text: str = "") -> FormPage:
    return FormPage(
        title, f"{found.get_paper_display()}: {found.case.name}", button, _path(found), _("Naskah"), text,
        is_demo=found.case.is_demo,
    )  # fmt: skip


def _clause(found: Agreement, key: str) -> AgreementClause:
    """A clause of the paper, or a new one of one's own."""
    if key == NEW:
        return AgreementClause(agreement=found, place=found.clauses.count() + 1)
    row = get_object_or_404(found.clauses.select_related("edited_by"), clause=key)
    row.agreement = found
    return row


def _kept(request: HttpRequest, row: AgreementClause, form: ClauseForm, page: FormPage) -> Done:
    run(request, "replications.write_clause", row, told=ClauseText(**form.cleaned_data))
    return Done(page.back, _("Pasal tersimpan."))


def _meanwhile(row: AgreementClause, form: ClauseForm) -> AgreementClause | None:
    """The clause as the other side saved it meanwhile, None when nobody did.

    The form stands beside it and goes on from there: whoever saves again has seen both.
    """
    if row._state.adding:
        return None
    row = AgreementClause.objects.get(pk=row.pk)
    if form.cleaned_data.get("seen") == row.version:
        return None
    form.data = {**form.data.dict(), "seen": str(row.version)} if isinstance(form.data, QueryDict) else form.data
    return row
