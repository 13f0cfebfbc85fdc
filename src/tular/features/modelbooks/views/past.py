"""What was written in a chapter: all saves, any two beside each other, and going back to one."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tular.features.modelbooks.queries.past import paragraphs_between, past_page, text_at
from tular.features.modelbooks.views.outlining import path_of, section_or_404
from tular.foundation.access.permissions import allows
from tular.foundation.access.public import signed_in
from tular.foundation.actions.confirm import Confirmation, confirm_and_run
from tular.foundation.actions.form_page import GET_OR_POST
from tular.foundation.actions.posting import Done
from tular.foundation.ui.typed import number_typed


@signed_in
@require_safe
def past(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The saves of a chapter; with `dari` and `ke` what differs between two of its texts."""
    section = section_or_404(request, slug, code)
    told = request.GET
    page = past_page(section, number_typed(told.get("halaman", ""), 1))
    context = {"page": page, "book": section.book, "section": section}
    if "ke" not in told:
        return render(request, "modelbooks/past.html", context)
    before, after = number_typed(told.get("dari", "")), number_typed(told["ke"])
    old, new = text_at(section, before), text_at(section, after)
    compared = {
        "before": before,
        "after": after,
        "lost": old is None or new is None,
        "differences": paragraphs_between(old or "", new or "") if old is not None and new is not None else (),
        "may_restore": new is not None and new != section.text and allows(request.user, "modelbooks.restore", section),
    }
    return render(request, "modelbooks/past.html", {**context, "compared": compared})


@signed_in
@GET_OR_POST
def restore(request: HttpRequest, slug: str, code: str, version: int) -> HttpResponse:
    """Let the chapter read as it did."""
    section = section_or_404(request, slug, code)
    if text_at(section, version) is None:
        raise Http404
    asked = Confirmation(
        action="modelbooks.restore",
        subject=section,
        title=_("Pulihkan bab ini ke simpanan %(n)d?") % {"n": version},
        effects=[
            _("Tulisan yang sekarang tetap ada di riwayat."),
            _("Pemulihan menjadi simpanan baru, jadi dapat dibatalkan dengan cara yang sama."),
        ],
        button=_("Pulihkan"),
        back=f"{section.book.desk}/riwayat/{section.code}",
        done=Done(path_of(section), _("Bab dipulihkan.")),
        arguments={"version": version},
    )
    return confirm_and_run(request, asked)
