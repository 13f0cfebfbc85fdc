"""Minutes as pages and papers show them, to the team, the organiser, and the agency as far as it may read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tular.features.visits.choices import FindingKind, VisitMode, VisitState
from tular.features.visits.models import Acknowledgement, Addendum, Minutes, Signature, Visit
from tular.features.visits.queries.canonical import digest_of, digest_of_addendum
from tular.features.visits.queries.rules import AFTER_RELEASE, ALL, FACTS, readers_of
from tular.foundation.ui.shapes import Kind

NOTHING = "nothing"

SIGNS: Mapping[str, Kind] = {
    FindingKind.CONFIRMED: "ok", FindingKind.PARTLY: "part", FindingKind.NOT: "stop", FindingKind.NOT_LOOKED: "unknown",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item with what was found; `sign` is of the mark before `finding`."""

    number: int
    id: str
    question: str
    claim: str
    finding: str
    sign: Kind
    value: str
    note: str
    photos: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class MinutesPage:
    """The minutes. `told` is what was frozen; `recommendation` is "" where the reader may not see it."""

    minutes: Minutes
    told: Mapping[str, Any]
    mode: str
    items: tuple[ItemLine, ...]
    present: tuple[tuple[str, str], ...]
    summary: str
    recommendation: str
    times: str
    signatures: tuple[Signature, ...]
    unsigned: tuple[str, ...]
    addenda: tuple[Addendum, ...]
    acknowledgement: Acknowledgement | None
    is_intact: bool
    whole: bool

    @property
    def verify(self) -> str:
        """Where it is verified, for those who may read it."""
        return f"/verifikasi/berita-acara/{self.minutes.pk}"


def shown_to_agency(visit: Visit) -> str:
    """What the agency reads of signed minutes: `NOTHING`, `FACTS` or `ALL`."""
    if visit.state != VisitState.DONE:
        return NOTHING
    if visit.released_at is not None:
        return ALL
    told = readers_of(visit.choice.competition, visit.choice.stage)
    return {ALL: ALL, AFTER_RELEASE: NOTHING}.get(told, FACTS)


def latest_minutes(visit: Visit) -> Minutes | None:
    """The minutes with the highest number."""
    return visit.minutes.order_by("-number").first()


def minutes_page(minutes: Minutes, *, whole: bool = True) -> MinutesPage:
    """The page; `whole` with the recommendation. Five queries."""
    told = json.loads(minutes.canonical)
    signatures = tuple(minutes.signatures.select_related("member__verifier__person"))
    signed = {one.member_id for one in signatures}
    team = minutes.visit.members.filter(left_at__isnull=True).select_related("verifier__person")
    addenda = tuple(minutes.addenda.select_related("by"))
    general = told["general"]
    return MinutesPage(
        minutes=minutes,
        told=told,
        mode=str(VisitMode(told["plan"]["mode"]).label),
        items=tuple(_line(number, one) for number, one in enumerate(told["items"], start=1)),
        present=_present(told["present"]),
        summary=general.get("summary") or "",
        recommendation=(general.get("recommendation") or "") if whole else "",
        times="–".join(one for one in (general.get("began"), general.get("ended")) if one),
        signatures=signatures,
        unsigned=tuple(one.verifier.person.name for one in team if one.pk not in signed),
        addenda=addenda,
        acknowledgement=Acknowledgement.objects.filter(minutes=minutes).select_related("by").first(),
        is_intact=is_intact(minutes, signatures, addenda),
        whole=whole,
    )


def is_intact(minutes: Minutes, signatures: tuple[Signature, ...], addenda: tuple[Addendum, ...]) -> bool:
    """Whether text, signatures and addenda still have the digests that were noted."""
    if digest_of(minutes.canonical) != minutes.sha256 or any(one.sha256 != minutes.sha256 for one in signatures):
        return False
    before = minutes.sha256
    for one in addenda:
        if digest_of_addendum(before, one.number, one.text, one.reason) != one.sha256:
            return False
        before = one.sha256
    return True


def _line(number: int, one: Mapping[str, Any]) -> ItemLine:
    finding = one["finding"]
    return ItemLine(
        number, one["id"], one["question"], one["claim"], str(FindingKind(finding).label) if finding else "",
        SIGNS.get(finding, "unknown"), one["value"], one["note"], tuple(one["photos"]),
    )  # fmt: skip


def _present(told: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Who was there: numbers and roles, never names."""
    consent = {"ya": _("setuju dicatat tanpa nama"), "tidak": _("tidak setuju dicatat")}.get(told.get("consent", ""))
    rows = [
        (_("Pengguna layanan"), told.get("users") or ""),
        (_("Sebagai apa"), told.get("users_role") or ""),
        (_("Petugas dan pejabat instansi"), told.get("officials") or ""),
        (_("Lainnya"), told.get("others") or ""),
        (_("Persetujuan pengguna layanan"), consent or ""),
        (_("Catatan"), told.get("note") or ""),
    ]
    return tuple((label, text) for label, text in rows if text)
