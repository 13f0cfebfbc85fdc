"""Texts of the catalogue record beside the sections of a form: offered, never put in by themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tular.features.catalogue.choices import State
from tular.features.catalogue.models import Innovation
from tular.features.catalogue.queries.record import record_for, working_content
from tular.features.proposals.models import Proposal

TEXTS: dict[str, str | Promise] = {
    "summary": _("Ringkasan"),
    "problem": _("Masalah"),
    "aim": _("Tujuan"),
    "novelty": _("Kebaruan"),
    "solution": _("Cara kerja"),
    "results": _("Hasil"),
    "adaptation": _("Adaptasi"),
    "resources": _("Sumber daya"),
    "continuity": _("Keberlanjutan menurut pemilik"),
    "stakeholder": _("Pemangku kepentingan"),
}
"""Texts of a record, by the names of its columns."""

FITTING: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ringkas", ("summary",)),
    ("latar", ("problem", "aim")),
    ("masalah", ("problem",)),
    ("tujuan", ("aim",)),
    ("kebaruan", ("novelty",)),
    ("inovatif", ("problem", "aim", "novelty")),
    ("pembaruan", ("novelty",)),
    ("implementasi", ("solution",)),
    ("penerapan", ("solution",)),
    ("signifikansi", ("solution", "results")),
    ("dampak", ("results",)),
    ("hasil", ("results",)),
    ("replika", ("adaptation",)),
    ("adaptabilitas", ("adaptation",)),
    ("transferabilitas", ("adaptation",)),
    ("tiru", ("adaptation",)),
    ("deskripsi", ("solution",)),
    ("sumber_daya", ("resources",)),
    ("berlanjut", ("continuity",)),
    ("keberlanjutan", ("continuity",)),
    ("kolaborasi", ("stakeholder",)),
    ("pemangku", ("stakeholder",)),
)
"""Part of the id of a section → texts that speak of the same."""


@dataclass(frozen=True, slots=True)
class RecordText:
    """A text of the record: its name there, and what it says."""

    name: str
    label: str
    text: str


def record_texts(proposal: Proposal, person: Any) -> dict[str, str]:
    """The texts of the innovation that the person may see: of a published one as published, else as being written."""
    innovation = proposal.innovation
    if innovation is None:
        return {}
    if innovation.state == State.PUBLISHED:
        return _columns(innovation)
    mine = record_for(person, innovation.code)
    if mine is None:
        return {}
    return {
        name: str(value)
        for section in working_content(mine).values()
        for name, value in section.items()
        if name in TEXTS and value
    }


def fitting_texts(texts: dict[str, str], identity: str) -> tuple[RecordText, ...]:
    """Those that speak of what the section or part with this id asks."""
    names = dict.fromkeys(name for word, fields in FITTING if word in identity for name in fields)
    return tuple(RecordText(name, str(TEXTS[name]), texts[name]) for name in names if texts.get(name))


def all_texts(texts: dict[str, str]) -> tuple[RecordText, ...]:
    """Every text of the record, for a section of which nobody knows what corresponds to it."""
    return tuple(RecordText(name, str(label), texts[name]) for name, label in TEXTS.items() if texts.get(name))


def _columns(innovation: Innovation) -> dict[str, str]:
    return {name: value for name in TEXTS if (value := str(getattr(innovation, name, "") or "").strip())}
