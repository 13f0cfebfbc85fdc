"""Holding a chapter while writing it, and handing it over."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.modelbooks.actions.moving import refuse_unless_writable
from tular.features.modelbooks.actions.telling import tell
from tular.features.modelbooks.models import Section
from tular.features.modelbooks.queries.holding import holder_of
from tular.foundation.actions import Refused, action


@action("modelbooks.hold", gettext_lazy("Memegang bab"), on_trail=False)
def hold(section: Section, *, by: Any, now: datetime) -> Section:
    """Hold a free chapter, so that others see who writes it. Nothing happens to one that the person holds already."""
    refuse_unless_writable(section.book)
    holder = holder_of(section, now)
    if holder is not None and holder.pk != by.pk:
        raise Refused(_("Bab ini sedang ditulis %(who)s. Minta dulu, atau tunggu.") % {"who": holder})
    section.held_by, section.held_at = by, now
    if section.wanted_by_id == by.pk:
        section.wanted_by = section.wanted_at = None
    section.save()
    return section


@action("modelbooks.ask_hold", gettext_lazy("Meminta bab"))
def ask_hold(section: Section, *, by: Any, now: datetime, reason: str = "") -> Section:
    """Tell the holder that one would like to write. A free chapter is simply taken."""
    holder = holder_of(section, now)
    if holder is None or holder.pk == by.pk:
        return hold(section, by=by, now=now)
    if section.wanted_by_id == by.pk:
        raise Refused(_("Anda sudah meminta bab ini dari %(who)s.") % {"who": holder})
    section.wanted_by, section.wanted_at = by, now
    section.save()
    path = f"{section.book.desk}/bab/{section.code}"
    tell("modelbooks.wanted", [holder], section.book, path=path, by=by, now=now, chapter=section.title)
    return section


@action("modelbooks.hand_over", gettext_lazy("Menyerahkan bab"))
def hand_over(section: Section, *, by: Any, now: datetime, reason: str = "") -> Section:
    """Let whoever asked write from now on; they are told."""
    if section.held_by_id != by.pk:
        raise Refused(_("Anda tidak sedang memegang bab ini."))
    if section.wanted_by is None:
        raise Refused(_("Tidak ada yang meminta bab ini."))
    taker = section.wanted_by
    section.held_by, section.held_at, section.wanted_by, section.wanted_at = taker, now, None, None
    section.save()
    path = f"{section.book.desk}/bab/{section.code}"
    tell("modelbooks.handed", [taker], section.book, path=path, by=by, now=now, chapter=section.title)
    return section


@action("modelbooks.release", gettext_lazy("Melepas bab"), on_trail=False)
def release(section: Section, *, by: Any, now: datetime) -> Section:
    """Hold it no longer; who asked for it has it then."""
    if section.held_by_id != by.pk:
        return section
    if section.wanted_by is not None:
        return hand_over(section, by=by, now=now)
    section.held_by = section.held_at = None
    section.save()
    return section
