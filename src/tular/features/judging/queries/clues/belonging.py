"""Clues from where people belong: the same agency, one above or below it, a hub, the province."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import formats
from django.utils.translation import gettext as _

from tular.features.judging.choices import ConflictKind
from tular.features.judging.queries.clues.clue import Clue
from tular.features.judging.queries.clues.judged import Body, EvaluatorFacts, Judged, Place


def clues_of_places(judged: Judged, *, by_region: bool) -> Iterator[Clue]:
    """Each pair once per kind. The same province counts only where the rulebook says so, else it is a hint."""
    for evaluator in judged.evaluators:
        province, served = _province(evaluator, judged.bodies), _served(evaluator, judged.bodies)
        if province is None and not served:
            continue
        for agency, entries in judged.by_agency.items():
            body = judged.bodies[agency]
            kinds = dict(reversed(list(_against(served, body))))
            if province and body.province == province and body.is_government:
                kinds[ConflictKind.OWN_REGION] = _("Penilai berdomisili atau bertugas di provinsi yang sama.")
            for kind, note in kinds.items():
                hint = kind == ConflictKind.OWN_REGION and not by_region
                for entry in entries:
                    yield Clue(entry.id, evaluator.id, kind, note, hint=hint)


def _served(evaluator: EvaluatorFacts, bodies: dict[int, Body]) -> list[tuple[Place, Body]]:
    """Where they serve or served, in the order in which it speaks against an agency."""
    places = sorted(evaluator.places, key=lambda one: (one.until is not None, one.agency, one.is_hub))
    return [(place, bodies[place.agency]) for place in places if place.agency in bodies]


def _against(served: list[tuple[Place, Body]], body: Body) -> Iterator[tuple[ConflictKind, str]]:
    """Kind and sentence for each place of an evaluator that speaks against this agency, the strongest first."""
    for place, own in served:
        if place.until is not None:
            if own.id == body.id:
                values = {"agency": own.name, "until": formats.date_format(place.until, "j F Y")}
                yield ConflictKind.PAID, _("Penilai pernah bertugas di %(agency)s, sampai %(until)s.") % values
            continue
        yield from _against_place(place, own, body)


def _against_place(place: Place, own: Body, body: Body) -> Iterator[tuple[ConflictKind, str]]:
    told = _("menurut profilnya") if place.told else _("menurut perannya di Tular")
    if own.id == body.id:
        values = {"agency": own.name, "how": told}
        yield ConflictKind.OWN_AGENCY, _("Penilai bertugas di %(agency)s, %(how)s.") % values
    elif own.id in body.same_as:
        values = {"agency": own.name, "how": told, "other": body.name}
        yield (
            ConflictKind.OWN_AGENCY,
            _("Penilai bertugas di %(agency)s, %(how)s; %(other)s adalah kelanjutan atau asalnya.") % values,
        )
    elif own.parent == body.id:
        values = {"agency": own.name, "how": told, "parent": body.name}
        yield (
            ConflictKind.OWN_AGENCY, _("Penilai bertugas di %(agency)s, %(how)s; induknya %(parent)s.") % values,
        )  # fmt: skip
    elif body.parent == own.id:
        values = {"agency": own.name, "how": told, "child": body.name}
        yield (
            ConflictKind.SUPERVISION, _("Penilai bertugas di %(agency)s, %(how)s; instansi itu membawahi %(child)s.")
            % values,
        )  # fmt: skip
    elif place.is_hub and own.region is not None and body.province == own.region:
        values = {"agency": own.name, "how": told, "other": body.name}
        yield (
            ConflictKind.SUPERVISION, _("Penilai bertugas di %(agency)s, %(how)s; hubnya membina %(other)s.") % values,
        )  # fmt: skip


def _province(evaluator: EvaluatorFacts, bodies: dict[int, Body]) -> str | None:
    """As told in the profile; else that of the regional government at which they serve."""
    if evaluator.province:
        return evaluator.province
    held = (bodies.get(place.agency) for place in evaluator.places if place.until is None)
    return next((own.province for own in held if own and own.is_government and own.province), None)
