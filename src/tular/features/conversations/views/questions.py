"""Asking, answering, publishing: each post is one action, and an error shows the page again with what was typed."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms as django_forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tular.features.agencies.models import Agency
from tular.features.catalogue.models import Innovation
from tular.features.conversations import actions, forms
from tular.features.conversations.queries.threads import question_list, thread
from tular.features.conversations.views.attempt import attempt
from tular.foundation.access.public import signed_in
from tular.foundation.actions.posting import Done
from tular.foundation.ui.typed import number_typed


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask the owner of an innovation."""
    innovation = get_object_or_404(Innovation.published.select_related("agency"), slug=slug)
    return _ask(request, partial(actions.ask_owner, innovation), str(innovation), f"/inovasi/{slug}", innovation.agency)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def ask_agency(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask an agency."""
    agency = get_object_or_404(Agency, slug=slug)
    return _ask(request, partial(actions.ask_agency, agency), agency.name, f"/instansi/{slug}", agency)


@signed_in
@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """The questions that were asked of me, and those that I asked."""
    page = question_list(
        request.user, request.GET.get("kotak", ""), "terbuka" in request.GET, request.GET.get("halaman", "")
    )
    return render(request, "conversations/questions.html", {"page": page})


@signed_in
@require_safe
def show(request: HttpRequest, number: int) -> HttpResponse:
    """One thread."""
    return _thread(request, number)


@signed_in
@require_POST
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """Answer as the side that was asked."""
    return _do(
        request, number, "answer", forms.AnswerForm(request.POST), actions.answer_question, _("Jawaban dikirim.")
    )


@signed_in
@require_POST
def follow_up(request: HttpRequest, number: int) -> HttpResponse:
    """Go on asking."""
    form = forms.FollowUpForm(request.POST)
    return _do(request, number, "follow_up", form, actions.follow_up, _("Pertanyaan lanjutan dikirim."))


@signed_in
@require_POST
def publish(request: HttpRequest, number: int) -> HttpResponse:
    """Put question and answers on the innovation's page."""
    form = forms.PublishForm(request.POST, choices=_answers(_visible(request, number)))
    return _do(request, number, "publish", form, actions.publish_question, _("Tanya jawab tampil di halaman inovasi."))


@signed_in
@require_POST
def unpublish(request: HttpRequest, number: int) -> HttpResponse:
    """Take it off the page."""
    done = _("Tanya jawab tidak lagi tampil.")
    return _do(request, number, "unpublish", django_forms.Form(request.POST), actions.unpublish_question, done)


@signed_in
@require_POST
def close(request: HttpRequest, number: int) -> HttpResponse:
    """End without an answer."""
    return _do(
        request, number, "close", forms.CloseForm(request.POST), actions.close_question, _("Pertanyaan ditutup.")
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, number: int) -> HttpResponse:
    """Report a question, or with `jawaban` one of its answers."""
    page = _visible(request, number)
    said = page.question.answers.filter(pk=number_typed(request.GET.get("jawaban", ""))).first()
    form = forms.ReportForm(request.POST or None)
    if request.method == "POST":
        run = partial(actions.report_question, page.question, by=request.user, now=timezone.now(), answer=said)
        text = _("Laporan Anda sampai kepada kurator. Anda akan diberi tahu keputusannya.")
        if sent := attempt(request, form, run, lambda _: Done(f"/pertanyaan/{number}", text)):
            return sent
    context = {"form": form, "text": said.text if said else page.question.text, "back": f"/pertanyaan/{number}"}
    return render(request, "conversations/report.html", context, status=422 if form.errors else 200)


def _ask(request: HttpRequest, run: Any, about: str, back: str, agency: Agency) -> HttpResponse:
    form = forms.AskForm(request.POST or None)
    if request.method == "POST":
        text = _("Pertanyaan Anda terkirim. Jawabannya muncul di sini dan di pemberitahuan Anda.")
        ask = partial(run, by=request.user, now=timezone.now())
        if sent := attempt(request, form, ask, lambda question: Done(f"/pertanyaan/{question.pk}", text)):
            return sent
    context = {"form": form, "about": about, "back": back, "agency": agency}
    return render(request, "conversations/ask.html", context, status=422 if form.errors else 200)


def _visible(request: HttpRequest, number: int) -> Any:
    page = thread(request.user, number)
    if page is None:
        raise Http404
    return page


def _answers(page: Any) -> list[tuple[int, str]]:
    return [(said.id, said.text) for said in page.said if said.by_owner]


def _thread(request: HttpRequest, number: int, **bound: django_forms.Form) -> HttpResponse:
    page = _visible(request, number)
    shown = {
        "answer": forms.AnswerForm(),
        "follow_up": forms.FollowUpForm(),
        "publish": forms.PublishForm(
            choices=_answers(page),
            initial={
                "public_text": page.public_text,
                "answers": [
                    said.id
                    for said in page.said
                    if said.by_owner and (said.published or not page.question.published_at)
                ],
            },
        ),
        "close": forms.CloseForm(),
    } | bound
    failed = next((form for form in bound.values() if form.errors), None)
    return render(
        request, "conversations/thread.html", {"page": page, "forms": shown, "failed": failed},
        status=422 if failed else 200,
    )  # fmt: skip


def _do(request: HttpRequest, number: int, name: str, form: django_forms.Form, action: Any, done: str) -> HttpResponse:
    page = _visible(request, number)
    run = partial(action, page.question, by=request.user, now=timezone.now())
    sent = attempt(request, form, run, lambda _: Done(f"/pertanyaan/{number}", done))
    return sent or _thread(request, number, **{name: form})
