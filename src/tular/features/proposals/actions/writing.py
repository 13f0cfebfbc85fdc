"""Writing a proposal section by section: every save is kept, finished or not, also after the deadline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.accounts.models import User
from tular.features.agencies.queries.roles import roles_of
from tular.features.proposals import permissions  # noqa: F401 - registers who may do all this
from tular.features.proposals.choices import ProposalState
from tular.features.proposals.flow import EDITABLE
from tular.features.proposals.models import Proposal
from tular.features.proposals.queries.asked import known_sections
from tular.features.proposals.queries.form import ATTACHMENTS, GENERAL, RESULTS, obstacles_of, rules_for
from tular.features.proposals.queries.general import day_told, innovation_called, title_told, told_innovation
from tular.foundation.actions import Refused, action
from tular.foundation.once.actions import keep_aside, keep_save
from tular.foundation.once.merging import merge
from tular.foundation.once.sittings import content_at, goes_on

COUNT_EVERY = 15
"""So many saves of a section go by between two counts of what is missing: about five minutes of autosaves."""

PAGE = 40
"""Letters of a page's token that are kept."""

SectionContent = dict[str, Any]
"""Field → value; a value may be a table of its own ("fields", "links"), one level deep."""


@dataclass(frozen=True, slots=True)
class Saved:
    """The section is kept as number `version`; in fields of `merged` somebody else's change was taken over."""

    version: int
    at: datetime
    merged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody saved the same fields first. Both texts are kept; `fields` are those that differ on both sides."""

    version: int
    at: datetime
    by: User | None
    fields: tuple[str, ...]
    theirs: SectionContent
    mine: SectionContent
    merged: SectionContent
    """What both agree on; of the fields in question mine."""


@action("proposals.save", gettext_lazy("Menulis proposal"), on_trail=False)
def save_section(
    proposal: Proposal, *, by: Any, now: datetime, section: str, content: SectionContent, base: int,
    page: str = "", count: bool = False,
) -> Saved | Conflict:  # fmt: skip
    """Keep a section as it stands in the editor; `base` is the number on which it was written.

    Fields that only one of two people changed are merged; if both changed one, what came first stays, what came
    second is kept beside it, and the answer is a `Conflict` to choose from. `page` is a token of the opened page: whose
    answer was lost on a bad link goes on with it. `count`: count now what is missing, else only now and then. The
    deadline is no matter here: it bars submitting, never keeping what was typed.
    """
    writable(proposal, by)
    if section not in proposal.versions and not _is_known(proposal, section):
        raise Refused(_("Bagian ini tidak dikenal. Yang Anda ketik masih ada di halaman ini."))
    held: SectionContent = proposal.content.get(section) or {}
    version: int = proposal.versions.get(section, 0)
    saves = proposal.saves.filter(section=section)
    merged: tuple[str, ...] = ()
    page = page[:PAGE]
    if base != version and held != content and not goes_on(saves, base, page):
        former = content_at(saves, base)
        found = merge(None if former is None else _flat(former), _flat(held), _flat(content))
        if found.disputed:
            keep_aside(saves, held, proposal=proposal, section=section, version=version, after=content, by=by, at=now)
            last = saves.filter(kept=True).select_related("by").last()
            return Conflict(
                version, last.at if last else proposal.edited_at, last.by if last else proposal.edited_by,
                found.disputed, held, content, _deep(found.union),
            )  # fmt: skip
        content, merged = _deep(found.union), found.taken
    if held == content:
        if count:
            count_again(proposal)
        return Saved(version, now, merged)
    proposal.content[section] = content
    proposal.versions[section] = version + 1
    proposal.edited_by, proposal.edited_at = by, now
    if section == GENERAL:
        _repeat(proposal, content, by)
    else:
        proposal.save(update_fields=["content", "versions", "edited_by", "edited_at"])
    keep_save(
        saves, held, proposal=proposal, section=section, version=version + 1, after=content, by=by, at=now, page=page
    )
    if count or (version + 1) % COUNT_EVERY == 0:
        count_again(proposal)
    return Saved(version + 1, now, merged)


def _is_known(proposal: Proposal, section: str) -> bool:
    """Whether the editor has such a section; of one that was saved before nobody needs to ask again."""
    return section in (GENERAL, RESULTS, ATTACHMENTS) or section in {
        one.id for one in known_sections(rules_for(proposal))
    }


def writable(proposal: Proposal, by: Any) -> None:
    """Refused where it is not to be written now, with whose turn it is."""
    still = _("Yang Anda ketik masih ada di halaman ini; salin bila perlu.")
    if proposal.state == ProposalState.WITH_ADMIN and proposal.agency_id not in roles_of(by).agencies:
        said = _("Proposal ini sedang di admin lokal, jadi hanya admin lokal yang mengubahnya. Ambil kembali dulu.")
        raise Refused(f"{said} {still}")
    if proposal.state not in EDITABLE:
        said = _("Proposal ini %(state)s, jadi tidak dapat diubah.") % {"state": proposal.get_state_display()}
        raise Refused(f"{said} {still}")


def _repeat(proposal: Proposal, told: Mapping[str, Any], by: Any) -> None:
    """Bring the columns that lists and rules read to what "_umum" says; what cannot be, is left empty and told later.

    An innovation that another proposal of the competition has is not taken twice, also when both are saved at once.
    """
    rules = rules_for(proposal)
    proposal.title = title_told(told) or proposal.title
    group = str(told.get("group") or "")
    proposal.group = group if group in {one.id for one in rules.groups} else ""
    category = told.get("category")
    proposal.category = proposal.competition.categories.filter(pk=category).first() if category else None
    proposal.started_on = day_told(str(told.get("started_on") or ""))
    proposal.replicates = innovation_called(str(told.get("replicates") or ""))
    proposal.innovation = told_innovation(by, proposal, str(told.get("innovation") or ""))
    others = Proposal.objects.filter(competition=proposal.competition_id).exclude(pk=proposal.pk)
    taken = others.exclude(state=ProposalState.WITHDRAWN)
    if proposal.innovation is not None and taken.filter(innovation=proposal.innovation).exists():
        proposal.innovation = None
    try:
        with transaction.atomic():
            proposal.save()
    except IntegrityError:
        proposal.innovation = None
        proposal.save()


def count_again(proposal: Proposal) -> None:
    """Note how much is missing, for lists. The row in hand stays as it is: history need not tell of counts."""
    number = sum(not one.needs_person for one in obstacles_of(proposal))
    if number != proposal.obstacles:
        Proposal.objects.filter(pk=proposal.pk).update(obstacles=number)


def _flat(content: Mapping[str, Any]) -> SectionContent:
    """Tables within the section become fields of their own: two people may answer two of them at once."""
    found: SectionContent = {}
    for name, value in content.items():
        if isinstance(value, dict):
            found |= {f"{name}/{inner}": one for inner, one in value.items()}
        else:
            found[name] = value
    return found


def _deep(content: Mapping[str, Any]) -> SectionContent:
    found: SectionContent = {}
    for name, value in content.items():
        table, _slash, inner = name.partition("/")
        if inner:
            found.setdefault(table, {})[inner] = value
        else:
            found[name] = value
    return found
