"""Reading the text of a draft: the table, the rules, and what still keeps it from being opened."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tular.engines.rulebook import RulebookError, load
from tular.engines.rulebook.competition import Competition as Rules
from tular.engines.rulebook.competition import Gap
from tular.engines.rulebook.form import Attachment, Field, Section
from tular.engines.rulebook.reading import is_competition, read_competition
from tular.features.agencies.models import Agency
from tular.features.competitions.choices import CompetitionLevel
from tular.features.competitions.models import RulebookDraft
from tular.features.competitions.queries.drafting.screens import screen_for
from tular.features.competitions.queries.visibility import level_of

LONGEST = 200_000
"""Letters of a rulebook; the longest known has 24,000."""

LONGEST_GROUP, LONGEST_STAGE, LONGEST_PART = 40, 60, 80
PLAIN_ID = re.compile(r"[A-Za-z0-9_-]+")

SCOPE_OF = {
    CompetitionLevel.NATIONAL: "national",
    CompetitionLevel.PROVINCE: "province",
    CompetitionLevel.REGENCY: "regional",
    CompetitionLevel.BODY: "agency",
}
"""What a rulebook of this organiser is for; every agency may also write one for itself."""


@dataclass(frozen=True, slots=True)
class GapLine:
    """Something that is not told yet, and the screen on which to tell it."""

    sentence: str
    key: str
    screen: str
    blocks: bool


def table_of(draft: RulebookDraft) -> dict[str, Any]:
    """The draft as plain tables."""
    return tomllib.loads(draft.text)


def rules_in(text: str, draft: RulebookDraft) -> Rules:
    """The rules of a text that is to be this draft's.

    Raises `RulebookError`, with file, key and what would be right, for a text that cannot be read, contradicts itself,
    or is not this draft any more.
    """
    name = f"{draft.identity}.toml"
    if len(text) > LONGEST:
        raise RulebookError(name, "", _("paling panjang %(count)d huruf; hapus yang bukan aturan") % {"count": LONGEST})
    book = load(text.encode(), name)
    if not is_competition(book):
        raise RulebookError(name, "schema", 'harus "tular-competition-1": di sini hanya aturan kompetisi yang ditulis')
    if book.id != draft.identity:
        raise RulebookError(name, "id", f'harus tetap "{draft.identity}"; untuk id lain, gandakan rancangan ini')
    allowed = scopes_for(draft.owner)
    if book.scope not in allowed:
        raise RulebookError(name, "scope", f"harus salah satu dari {', '.join(allowed)}")
    rules = read_competition(book)
    _check_ids(rules, name)
    return rules


def _check_ids(rules: Rules, name: str) -> None:
    """Ids that become part of addresses and of columns fit there."""
    form = rules.form
    several = (form.for_all, *form.for_group.values(), *form.extra.values())
    sections = [one for sections in several for section in sections for one in (section, *section.parts)]
    told: list[tuple[str, int, str]] = [(one.id, LONGEST_GROUP, "groups") for one in rules.groups]
    told += [(one.id, LONGEST_STAGE, f"{one.rule}.id") for one in rules.stages]
    asked: list[Section | Field | Attachment] = [*sections, *form.fields, *form.attachments]
    told += [(one.id, LONGEST_PART, f"{one.rule}.id") for one in asked]
    for identity, longest, key in told:
        if len(identity) > longest or not PLAIN_ID.fullmatch(identity):
            text = _('"%(id)s": tulis huruf tanpa aksen, angka, "-" atau "_", paling panjang %(n)d, tanpa spasi')
            raise RulebookError(name, key, text % {"id": identity[:longest], "n": longest})


def rules_of_draft(draft: RulebookDraft) -> Rules:
    """The rules as they stand in the draft, which is never broken."""
    return rules_in(draft.text, draft)


def scopes_for(owner: Agency) -> tuple[str, ...]:
    """For whom this agency may write rules: at its own level, and inside itself."""
    return tuple(dict.fromkeys((SCOPE_OF[level_of(owner)], "agency")))


def gap_lines(gaps: Iterable[Gap]) -> tuple[GapLine, ...]:
    """What is missing, first what keeps the rulebook from being published."""
    lines = [GapLine(gap.sentence, gap.key, screen_for(gap.key), gap.blocks) for gap in gaps]
    return tuple(sorted(lines, key=lambda line: not line.blocks))
