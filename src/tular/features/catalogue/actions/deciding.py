"""Bringing a working copy before the public: submit, approve, send back, publish."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.catalogue import notices  # noqa: F401 - what people are told
from tular.features.catalogue.actions.content import apply_content
from tular.features.catalogue.actions.drafting import locked_draft, move, new_version
from tular.features.catalogue.actions.outbox import mark_changed
from tular.features.catalogue.choices import State
from tular.features.catalogue.flow import MOVES
from tular.features.catalogue.models import Innovation, InnovationDraft
from tular.features.catalogue.permissions import curates, is_owner_admin
from tular.features.catalogue.queries.content import problems_of
from tular.features.catalogue.queries.visibility import admins_of, curators_of, writers_of
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.notifications.actions import notify

NOT_HERE = {
    "catalogue.submit": gettext_lazy("Hanya draf atau naskah yang dikembalikan dapat diajukan."),
    "catalogue.approve": gettext_lazy(
        "Naskah ini tidak sedang menunggu persetujuan. Mungkin sudah diputus orang lain."
    ),
    "catalogue.return": gettext_lazy("Naskah ini tidak sedang diperiksa. Mungkin sudah diputus orang lain."),
    "catalogue.reject": gettext_lazy("Naskah ini tidak sedang diperiksa. Mungkin sudah diputus orang lain."),
    "catalogue.publish": gettext_lazy("Naskah harus disetujui instansi sebelum terbit, atau sudah terbit."),
}
"""What to say when a move does not begin where the working copy stands; mostly a page that is no longer current."""

PUBLIC_FROM = ("catalogue.edit", "catalogue.publish", "catalogue.unpublish")
"""What made the versions that were the public text."""


@action("catalogue.submit", gettext_lazy("Mengajukan"))
def submit(innovation: Innovation, *, by: Any, now: datetime, reason: str = "") -> Innovation:
    """Hand the working copy to the agency's admin. It stands still, and is kept as a version, until it is decided."""
    draft = _draft(innovation, "catalogue.submit")
    wrong = [Reason(text, field) for field, text in obstacles(innovation, draft)]
    if wrong:
        raise Refused(*wrong)
    draft.submitted_by = by
    new_version(innovation, draft.content, by=by, now=now, moved="catalogue.submit")
    move(innovation, draft, "catalogue.submit", now=now)
    _tell(
        [person for person in admins_of(innovation) or curators_of(innovation) if person.pk != by.pk],
        "catalogue.submitted", innovation, draft, now, who=str(by), path=f"/kurasi/{innovation.code}",
    )  # fmt: skip
    return innovation


@action("catalogue.approve", gettext_lazy("Menyetujui"))
def approve(innovation: Innovation, *, by: Any, now: datetime, reason: str = "", seen: int | None = None) -> Innovation:
    """The agency stands by the text. The hub of the area, or the centre, is asked to publish it."""
    draft = _draft(innovation, "catalogue.approve", seen)
    move(innovation, draft, "catalogue.approve", now=now)
    people = [*curators_of(innovation), *([draft.submitted_by] if draft.submitted_by else [])]
    _tell([one for one in people if one.pk != by.pk], "catalogue.approved", innovation, draft, now)
    return innovation


@action("catalogue.return", gettext_lazy("Mengembalikan"))
def send_back(
    innovation: Innovation, *, by: Any, now: datetime, reason: str = "", seen: int | None = None
) -> Innovation:
    """Give the text back to its writers with what has to be better."""
    return _turn_down(innovation, "catalogue.return", "catalogue.returned", by=by, now=now, reason=reason, seen=seen)


@action("catalogue.reject", gettext_lazy("Menolak"))
def reject(innovation: Innovation, *, by: Any, now: datetime, reason: str = "", seen: int | None = None) -> Innovation:
    """Say that the text will not be published, and why. It stays and can be opened again."""
    return _turn_down(innovation, "catalogue.reject", "catalogue.rejected", by=by, now=now, reason=reason, seen=seen)


@action("catalogue.publish", gettext_lazy("Menerbitkan"))
def publish(innovation: Innovation, *, by: Any, now: datetime, reason: str = "", seen: int | None = None) -> Innovation:
    """Make the approved text the public one. This is also its update: the record is fresh from today."""
    draft = _draft(innovation, "catalogue.publish", seen)
    new_version(innovation, draft.content, by=by, now=now, moved="catalogue.publish", always=True)
    apply_content(innovation, draft.content, by=by, now=now)
    innovation.state, innovation.state_reason, innovation.state_at = State.PUBLISHED, "", now
    innovation.published_at, innovation.fresh_on = now, timezone.localdate(now, timezone.get_default_timezone())
    innovation.save()
    innovation.update_requests.filter(closed_at=None).update(closed_at=now)
    _tell(writers_of(innovation), "catalogue.published", innovation, draft, now, path=f"/inovasi/{innovation.slug}")
    draft.delete()
    return innovation


@action("catalogue.unpublish", gettext_lazy("Membatalkan penerbitan"))
def unpublish(innovation: Innovation, *, by: Any, now: datetime, reason: str = "") -> Innovation:
    """Undo a publication: the text before comes back, or nothing if there was none; the text itself is approved again.

    Only while nobody has begun to change the published text.
    """
    public = list(innovation.versions.filter(moved__in=PUBLIC_FROM).order_by("-number")[:2])
    current = public[0] if public and public[0].moved == "catalogue.publish" else None
    if innovation.state != State.PUBLISHED or current is None or locked_draft(innovation) is not None:
        raise Refused(_("Penerbitan ini tidak dapat dibatalkan lagi: catatannya sudah berubah sesudah itu."))
    # Nothing was public before the first publication, nor after that was undone.
    former = public[1] if len(public) > 1 and public[1].content else None
    new_version(innovation, former.content if former else {}, by=by, now=now, moved="catalogue.unpublish", always=True)
    if former is not None:
        apply_content(innovation, former.content, by=by, now=now)
    draft = InnovationDraft(
        innovation=innovation, state=State.APPROVED, state_at=now, content=current.content,
        versions=dict.fromkeys(current.content, 1), base_version=former.number if former else 0,
        opened_by=by, opened_at=now, edited_by=current.by, edited_at=current.at, submitted_by=current.by,
    )  # fmt: skip
    draft.save(force_insert=True)
    if former is None:
        innovation.state, innovation.state_at, innovation.fresh_on = State.APPROVED, now, None
    innovation.published_at = None
    innovation.save()
    mark_changed([innovation.pk], now)
    return innovation


def obstacles(innovation: Innovation, draft: InnovationDraft) -> list[tuple[str, str]]:
    """(place in the content, sentence) of everything that keeps a text from being submitted. A handful of queries."""
    return [(one.place, one.sentence) for one in problems_of(draft.content)] + missing(innovation, draft)


def missing(innovation: Innovation, draft: InnovationDraft) -> list[tuple[str, str]]:
    """(section and field, sentence) of what a text lacks before it may be submitted; completeness is another matter."""
    content = draft.content
    found: list[tuple[str, str]] = []
    if not (content.get("identitas") or {}).get("title"):
        found.append(("identitas.title", _("Judul wajib diisi sebelum diajukan.")))
    if innovation.state == draft.state:
        if not (content.get("masalah") or {}).get("problem"):
            found.append(("masalah.problem", _("Tulis masalahnya sebelum mengajukan.")))
        if not (content.get("cara-kerja") or {}).get("solution"):
            found.append(("cara-kerja.solution", _("Tulis cara kerjanya sebelum mengajukan.")))
    else:
        base = innovation.versions.filter(number=draft.base_version).first()
        if base is not None and base.content == content:
            found.append(
                ("", _("Belum ada yang berubah dari naskah yang terbit. Bila isinya masih benar, pastikan saja."))
            )
    return found


def _turn_down(
    innovation: Innovation, name: str, notice: str, *, by: Any, now: datetime, reason: str, seen: int | None
) -> Innovation:
    draft = _draft(innovation, name, seen)
    reason = said(reason)
    if draft.state == State.APPROVED and not (curates(by, innovation) or name == "catalogue.return"):
        raise Denied(name)
    move(innovation, draft, name, now=now, reason=reason)
    people = {person.pk: person for person in writers_of(innovation)}
    if draft.submitted_by:
        people[draft.submitted_by.pk] = draft.submitted_by
    if curates(by, innovation) and not is_owner_admin(by, innovation):
        people |= {person.pk: person for person in admins_of(innovation)}
    people.pop(by.pk, None)
    _tell(people.values(), notice, innovation, draft, now, who=str(by), reason=reason)
    return innovation


def said(reason: str, wanted: str = "") -> str:
    """The reason without spaces around it. Refused when there is none, in the words of `wanted`."""
    reason = reason.strip()
    if not reason:
        text = wanted or _("Tulis alasannya: pemilik perlu tahu apa yang harus dilakukan.")
        raise Refused(Reason(text, "reason"))
    if len(reason) > 5000:
        raise Refused(Reason(_("Alasan paling banyak 5.000 huruf."), "reason"))
    return reason


def _draft(innovation: Innovation, name: str, seen: int | None = None) -> InnovationDraft:
    """The working copy, if this move begins where it stands and it is the version that was `seen`."""
    draft = locked_draft(innovation)
    if draft is None or draft.state not in MOVES[name].sources:
        raise Refused(str(NOT_HERE[name]))
    if seen is not None:
        last = innovation.versions.last()
        if last is None or last.number != seen:
            raise Refused(_("Naskah ini sudah diperbaiki sejak Anda membukanya. Baca yang terbaru, lalu putuskan."))
    return draft


def _tell(
    people: Any, code: str, innovation: Innovation, draft: InnovationDraft, now: datetime, path: str = "", **params: Any
) -> None:
    title = (draft.content.get("identitas") or {}).get("title") or innovation.title
    notify(people, code, path=path or f"/catatan/{innovation.code}", now=now, title=title, **params)
