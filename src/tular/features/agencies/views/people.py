"""The people of an agency, and inviting them."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tular.features.agencies.actions import invite, invite_many
from tular.features.agencies.choices import Role
from tular.features.agencies.forms import InviteForm, ManyForm
from tular.features.agencies.models import Agency, ServiceUnit
from tular.features.agencies.queries.giving import roles_reaching, roles_to_give, units_to_fill
from tular.features.agencies.queries.hubs import hubs_visible_to
from tular.features.agencies.queries.people import agencies_with_people_visible_to, people_page
from tular.features.agencies.queries.roles import roles_of
from tular.foundation.access.permissions import Denied, require
from tular.foundation.access.public import signed_in
from tular.foundation.actions import Refused
from tular.foundation.actions.form_page import FormPage, answer
from tular.foundation.actions.posting import show_refusal
from tular.foundation.ui.typed import text_typed

LONGEST_SEARCH = 200

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


def asked_for(request: HttpRequest) -> str:
    """What was typed into the search of a list."""
    return text_typed(request.GET.get("q", ""), LONGEST_SEARCH)


@signed_in
@require_safe
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """The people of an agency: current, former, invitations, units."""
    page = people_page(
        slug,
        request.user,
        part=request.GET.get("bagian", ""),
        asked=asked_for(request),
        page=request.GET.get("halaman", ""),
        now=timezone.now(),
    )
    if page is None:
        raise Http404
    return render(request, "agencies/people.html", {"page": page})


def _agency(request: HttpRequest, slug: str) -> Agency:
    return get_object_or_404(agencies_with_people_visible_to(request.user), slug=slug)


def _roles_at(person: Any, agency: Agency) -> tuple[Role, ...]:
    """Roles to offer on the form of an agency: its own, and those of its units that there are."""
    roles = list(roles_to_give(person, agency))
    units = units_to_fill(person, agency)
    if units.exists():
        reach = roles_reaching(person, agency)
        above = bool(reach & {Role.SUPER, Role.AGENCY})
        roles += [Role.UNIT_ADMIN, Role.UNIT] if above else [Role.UNIT]
    return tuple(roles)


@signed_in
@GET_OR_POST
def invite_person(request: HttpRequest, slug: str) -> HttpResponse:
    """Invite one person to the agency or one of its units."""
    agency = _agency(request, slug)
    roles = _roles_at(request.user, agency)
    if not roles:
        raise Denied("agencies.invite", doing=_("mengundang orang ke instansi ini"), who=_("admin instansi"))
    units = units_to_fill(request.user, agency)
    initial = {"unit": request.GET.get("unit", "")}
    form = InviteForm(request.POST or None, roles=roles, units=units or None, initial=initial)
    page = FormPage(
        title=_("Undang orang"),
        lead=agency.name,
        text=_("Surel undangan berisi tautan yang berlaku 14 hari."),
        button=_("Kirim undangan"),
        back=f"/instansi/{slug}/orang?bagian=undangan",
        up=_("Orang instansi"),
    )

    def do(sent: Any) -> str:
        values = sent.cleaned_data
        place: Agency | ServiceUnit = agency
        if values["role"] in (Role.UNIT, Role.UNIT_ADMIN):
            place = values.get("unit") or _missing_unit()
        return _invited(request, place, values)

    return answer(request, page, form, do)


def _missing_unit() -> ServiceUnit:
    raise Refused(_("Pilih unitnya: peran ini selalu di sebuah unit."))


def _invited(request: HttpRequest, place: Any, values: dict[str, Any]) -> str:
    invitation = invite(
        place,
        email=values["email"],
        name=values["name"],
        role=values["role"],
        by=request.user,  # type: ignore[arg-type] # the middleware has let nobody else in
        now=timezone.now(),
    )
    return _("Undangan untuk %(email)s akan dikirim. Tautannya berlaku 14 hari.") % {"email": invitation.email}


@signed_in
@GET_OR_POST
def invite_people(request: HttpRequest, slug: str) -> HttpResponse:
    """Invite many at once; the answer tells of each row."""
    agency = _agency(request, slug)
    if not _roles_at(request.user, agency):
        raise Denied("agencies.invite", doing=_("mengundang orang ke instansi ini"), who=_("admin instansi"))
    form = ManyForm(request.POST or None, request.FILES or None)
    report = None
    if request.method == "POST" and form.is_valid():
        try:
            report = invite_many(agency, form.people, by=request.user, now=timezone.now())  # type: ignore[arg-type]
        except Refused as refused:
            show_refusal(form, refused)
    shown = {
        "form": form,
        "agency": agency,
        "report": report,
        "done": sum(row.ok for row in report or ()),
        "left": sum(not row.ok for row in report or ()),
        "again": "\n".join(row.text for row in report or () if not row.ok),
    }
    return render(request, "agencies/many.html", shown, status=409 if form.errors else 200)


@signed_in
@GET_OR_POST
def invite_to_hub(request: HttpRequest, slug: str) -> HttpResponse:
    """Invite an admin of a hub."""
    hub = get_object_or_404(hubs_visible_to(request.user).select_related("agency"), agency__slug=slug)
    require(request.user, "agencies.invite", hub, doing=_("mengundang admin hub"))
    form = InviteForm(request.POST or None, roles=roles_to_give(request.user, hub), units=None)
    page = FormPage(
        title=_("Undang admin hub"),
        lead=hub.agency.name,
        button=_("Kirim undangan"),
        back=f"/hub/{slug}/instansi",
        up=_("Instansi hub"),
    )
    return answer(request, page, form, lambda sent: _invited(request, hub, sent.cleaned_data))


@signed_in
@GET_OR_POST
def invite_everywhere(request: HttpRequest) -> HttpResponse:
    """Invite to a role that holds everywhere."""
    roles = roles_to_give(request.user, None)
    if not roles:
        raise Denied("agencies.invite", visible=roles_of(request.user).is_national)
    form = InviteForm(request.POST or None, roles=roles, units=None)
    page = FormPage(
        title=_("Undang orang"),
        lead=_("Untuk peran yang berlaku di mana saja. Admin instansi diundang dari halaman instansinya."),
        button=_("Kirim undangan"),
        back="/pembina/orang?bagian=undangan",
        up=_("Orang"),
    )
    return answer(request, page, form, lambda sent: _invited(request, request.user, sent.cleaned_data))
