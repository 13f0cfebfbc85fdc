"""What the team writes on the spot; what two of them wrote apart is joined, what both changed is kept twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.visits.models import FieldRecord
from tular.features.visits.queries.record import barred, cleaned, sections_of
from tular.features.visits.queries.visibility import memberships_of
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.once.actions import keep_aside, keep_save
from tular.foundation.once.merging import merge
from tular.foundation.once.sittings import content_at, goes_on

PAGE = 40
Section = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Saved:
    """The section is kept as number `version`; fields of `merged` came from somebody else meanwhile."""

    version: int
    merged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Met:
    """Somebody else saved the same first; or (`why`) nothing may be written now. Both are kept."""

    version: int
    theirs: Section
    mine: Section
    why: str = ""


@action("visits.answer", gettext_lazy("Mengisi catatan kunjungan"), on_trail=False)
def answer(
    record: FieldRecord, *, by: Any, now: datetime, section: str, content: Mapping[str, Any], base: int,
    page: str = "", settle: bool = False,
) -> Saved | Met:  # fmt: skip
    """Keep a section as a page shows it; `base` is the number on which it was written.

    What comes when nothing may be written (minutes drawn up, visit cancelled, team left) is kept aside all the same.
    `settle`: what is sent joins all versions that were kept beside each other. Raises `Refused` for values that cannot
    be, each at its field.
    """
    if section not in sections_of(record):
        raise Refused(_("Bagian ini tidak dikenal. Yang Anda ketik masih ada di halaman ini."))
    told, wrong = cleaned(record, section, content)
    if wrong:
        raise Refused(*(Reason(text, field) for field, text in wrong))
    held: Section = record.content.get(section) or {}
    version: int = record.versions.get(section, 0)
    saves = record.history.filter(section=section)
    page = page[:PAGE]
    former = held if base == version else content_at(saves, base)
    mine = {**(held if former is None else former), **told}
    belongs = memberships_of(by).filter(visit=record.visit_id).exists()
    row = {"record": record, "section": section, "by": by, "at": now}
    if why := barred(record.visit, belongs=belongs):
        if mine != held:
            keep_aside(saves, held, version=version, after=mine, **row)
        return Met(version, held, mine, why)
    merged: tuple[str, ...] = ()
    if base != version and held != mine and not goes_on(saves, base, page):
        found = merge(former, held, mine)
        if found.disputed:
            keep_aside(saves, held, version=version, after=mine, **row)
            return Met(version, held, mine)
        mine, merged = found.union, found.taken
    if not settle and (held == mine or (not held and not any(mine.values()))):
        return Saved(version, merged)
    record.content[section] = mine
    record.versions[section] = version + 1
    record.saved_at = now
    record.save(update_fields=["content", "versions", "saved_at"])
    keep_save(saves, held, version=version + 1, after=mine, page=page, **row)
    return Saved(version + 1, merged)
