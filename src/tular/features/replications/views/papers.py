"""Letters and agreements as files: one text, as PDF to sign and as DOCX to go on editing."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from tular.features.replications.queries.agreements import text_of
from tular.features.replications.queries.letter_text import letter_text
from tular.features.replications.queries.letters import letter_of
from tular.features.replications.views.agreeing import agreement_or_404
from tular.features.replications.views.finding import case_or_404
from tular.foundation.access.public import signed_in
from tular.foundation.documents.writing import docx_of, pdf_of

KINDS = {
    "pdf": (pdf_of, "application/pdf"),
    "docx": (docx_of, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}
MARK = "RANCANGAN"
"""Of an agreement that is not signed: at the head of every page."""


@signed_in
@require_safe
def letter(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The letter of interest, or the notice of who works alone."""
    case = case_or_404(request, pk)
    found = letter_of(case)
    if found is None or kind not in KINDS:
        raise Http404
    write, _ = KINDS[kind]
    made = write(letter_text(found), title=found.title, author=case.taker.name, at=case.state_at, made_up=case.is_demo)
    return _answer(made, kind, found.file_name)


@signed_in
@require_safe
def agreement(request: HttpRequest, pk: int, paper: int, kind: str) -> HttpResponse:
    """An agreement: marked as a draft until its signed copy is here, then the frozen text."""
    found = agreement_or_404(request, pk, paper)
    if kind not in KINDS:
        raise Http404
    case, text = found.case, text_of(found)
    name = f"{found.paper}-{case.code.lower()}-{found.edition}"
    write, _ = KINDS[kind]
    made = write(
        text, title=f"{found.get_paper_display()} {case.code}", author=case.taker.name, at=found.created_at,
        made_up=case.is_demo, mark="" if found.signed_on else MARK,
    )  # fmt: skip
    return _answer(made, kind, name if found.signed_on else f"rancangan-{name}")


def _answer(content: bytes, kind: str, name: str) -> HttpResponse:
    disposition = content_disposition_header(kind == "docx", f"{name}.{kind}") or "inline"
    return HttpResponse(content, content_type=KINDS[kind][1], headers={"Content-Disposition": disposition})
