"""The wording of an agreement: clauses filled from the case, gaps named, the whole as one Markdown text.

What is unknown stands as "[…]" in the text and in the list of gaps. The text is Indonesian whoever reads.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import formats, translation
from django.utils.translation import gettext as _

from tular.features.replications.choices import Paper, WorkModel
from tular.features.replications.models import Agreement, AgreementClause
from tular.features.replications.queries.naming import head_of, owner_named
from tular.features.replications.queries.rules import rules_of
from tular.foundation.documents.writing import ROOM, escaped, escaped_lines

BLANK = "……"

PLACE = re.compile(r"\{([a-z_]+)\}")
"""A place in a clause that is filled: `{batas_bantuan}`."""

TITLES = {Paper.MEMORANDUM: "NOTA KESEPAKATAN", Paper.WORKING: "PERJANJIAN KERJA SAMA"}


@dataclass(frozen=True, slots=True)
class Gap:
    """A place of a text that nothing fills yet."""

    key: str
    name: str
    clauses: tuple[str, ...]


def place_names() -> dict[str, str]:
    """What the places that clauses may have are called; texts of own clauses may use them too."""
    return {
        "inovasi": _("inovasi"),
        "bagian": _("bagian yang diambil"),
        "batas_bantuan": _("batas bantuan pemilik"),
        "selang_koordinasi": _("selang koordinasi"),
        "berlaku_sampai": _("tanggal berakhir"),
        "nomor_haki": _("nomor kekayaan intelektual"),
    }


def values_of(agreement: Agreement) -> dict[str, str]:
    """What fills the places: what was written for this paper, else what the case tells. "" for the unknown."""
    case, written = agreement.case, {key: str(value) for key, value in agreement.values.items()}
    told = {
        "inovasi": f"“{case.innovation.title}”",
        "bagian": case.takes.strip().rstrip("."),
        "batas_bantuan": f"tanggal {in_indonesian(case.help_until)}" if case.help_until else "",
        "berlaku_sampai": f"tanggal {in_indonesian(agreement.valid_until)}" if agreement.valid_until else "",
    }
    found = {key: written.get(key, "").strip() or told.get(key, "") for key in place_names()}
    # Many innovations have no number; the sentence stands without it.
    number = found["nomor_haki"]
    return {**found, "nomor_haki": f" (nomor {number})" if number else ""}


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its places filled; an unknown value stands as "[batas bantuan]"."""

    def fill(match: re.Match[str]) -> str:
        key = match[1]
        if key not in values:
            return match[0]
        return values[key] or ("" if key == "nomor_haki" else f"[{key.replace('_', ' ')}]")

    return PLACE.sub(fill, text)


def gaps_of(agreement: Agreement, clauses: list[AgreementClause]) -> tuple[Gap, ...]:
    """The places without a value, with the clauses that need them."""
    values, names = values_of(agreement), place_names()
    found: dict[str, list[str]] = {}
    for clause in clauses:
        for key in PLACE.findall(clause.text) if clause.included else ():
            if key in values and not values[key] and key != "nomor_haki":
                found.setdefault(key, []).append(clause.title)
    return tuple(Gap(key, names[key], tuple(dict.fromkeys(titles))) for key, titles in found.items())


def whole_text(agreement: Agreement, clauses: list[AgreementClause]) -> str:
    """The paper as Markdown: title, parties, each included clause as a Pasal, places to sign."""
    with translation.override("id"):
        values = values_of(agreement)
        articles = [one for one in clauses if one.included and one.text.strip()]
        parts = [*_opening(agreement)]
        for place, clause in enumerate(articles, start=1):
            text = filled(clause.text.strip(), values)
            parts += [f"## Pasal {place}", f"### {escaped(clause.title)}", escaped_lines(text)]
        return "\n\n".join([*parts, _closing(agreement), _signatures(agreement)])


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs as what: role in the paper, office and name as written; the name is "" where nobody is named yet."""

    role: str
    office: str
    name: str


def signing(agreement: Agreement) -> tuple[Signer, ...]:
    """The signers in their order. What is written of a party begins with the name; the office is the line below."""
    case = agreement.case
    of_owner, of_taker = heads(agreement)
    found = [
        _signer("PIHAK PERTAMA", agreement.first_party, of_owner),
        _signer("PIHAK KEDUA", agreement.second_party, of_taker),
    ]
    if case.model == WorkModel.FACILITATED and case.facilitator:
        found.append(Signer("Mengetahui, fasilitator", head_of(case.facilitator), ""))
    return tuple(found)


def signers(agreement: Agreement) -> tuple[tuple[str, str], ...]:
    """Who signs: part of the agreement, and name or else office."""
    return tuple((one.role, one.name or one.office) for one in signing(agreement))


def heads(agreement: Agreement) -> tuple[str, str]:
    """The offices that sign for owner and taker: of a memorandum the heads of region, else those of the offices."""
    case = agreement.case
    innovation = case.innovation
    if agreement.paper == Paper.MEMORANDUM:
        return head_of(innovation.agency), head_of(case.taker)
    owner = innovation.service_unit.name if innovation.service_unit else innovation.unit
    taker = case.unit.name if case.unit else ""
    return f"Kepala {owner or BLANK}", f"Kepala {taker or BLANK}"


def in_indonesian(day: date) -> str:
    """Such as "1 Mei 2028"."""
    with translation.override("id"):
        return formats.date_format(day, "j F Y")


def _opening(agreement: Agreement) -> list[str]:
    case = agreement.case
    first, second = escaped(owner_named(case)), escaped(case.taker.name)
    kind = "Kesepakatan" if agreement.paper == Paper.MEMORANDUM else "Perjanjian"
    about = [f"**antara {first}**", f"**dan {second}**"]
    about.append(f"**tentang replikasi inovasi “{escaped(case.innovation.title)}”**")
    if agreement.edition > 1:
        about.append(f"(Perpanjangan ke-{agreement.edition - 1})")
    numbers = [f"Nomor: {escaped(one) or BLANK}" for one in (agreement.first_number, agreement.second_number)]
    when = f"Pada hari ini, {BLANK}, tanggal {BLANK}, bulan {BLANK}, tahun {BLANK}"
    if agreement.signed_on:
        when = f"Pada tanggal {in_indonesian(agreement.signed_on)}"
    of_owner, of_taker = heads(agreement)
    parties = [
        f"1. {_party(agreement.first_party, of_owner, owner_named(case))}",
        f"2. {_party(agreement.second_party, of_taker, case.taker.name)}",
    ]
    names = ("**PIHAK PERTAMA**;", "**PIHAK KEDUA**;")
    parties = [f"{one}, selanjutnya disebut {name}" for one, name in zip(parties, names, strict=True)]
    return [
        f"# {TITLES[Paper(agreement.paper)]}",
        _middle("\n\n".join(about)),
        _middle("\\\n".join(numbers)),
        f"{when}, bertempat di {escaped(agreement.place) or BLANK}, yang bertanda tangan di bawah ini:",
        "\n".join(parties),
        f"bersama-sama disebut **PARA PIHAK**, menyepakati {kind} ini dengan ketentuan sebagai berikut.",
    ]  # fmt: skip


def _middle(text: str) -> str:
    return f"::: tengah\n{text}\n:::"


def _party(written: str, head: str, agency: str) -> str:
    """Who stands for a party, as written, else its head."""
    if written.strip():
        return escaped(re.sub(r"\s*\n\s*", ", ", written.strip()).rstrip(".,;"))
    return f"{BLANK}, {escaped(head)}, bertindak untuk dan atas nama {escaped(agency)}"


def _closing(agreement: Agreement) -> str:
    kind = "Nota Kesepakatan" if agreement.paper == Paper.MEMORANDUM else "Perjanjian Kerja Sama"
    return f"Demikian {kind} ini dibuat dalam rangkap 2 (dua), masing-masing mempunyai kekuatan hukum yang sama."


def _signatures(agreement: Agreement) -> str:
    parties = [
        f"::: pihak\n{escaped(one.role)}\\\n{escaped(one.office)},\n\n{ROOM}\n\n**{escaped(one.name) or BLANK}**\n:::"
        for one in signing(agreement)
    ]
    return "::: tandatangan\n" + "\n".join(parties) + "\n:::"


def _signer(role: str, written: str, head: str) -> Signer:
    lines = [line.strip().rstrip(",;") for line in written.splitlines() if line.strip()]
    return Signer(role, lines[1] if len(lines) > 1 else head, lines[0] if lines else "")


def clauses_of_rules(agreement: Agreement) -> list[tuple[str, str, str]]:
    """Id, name and draft of each clause that the rules know for this paper."""
    return [
        (one.name.id, one.name.text, one.draft)
        for one in rules_of(agreement.case).clauses
        if agreement.paper in one.papers
    ]
