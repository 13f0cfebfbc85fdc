"""A first draft of a chapter, put together from the frozen records of the reference innovations. Pure.

Every statement carries the citation of the record from which it comes. Nothing is added: what no record tells stands as
a gap with the questions that would fill it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from tular.features.catalogue.choices import MeansKind, MoneySource, PartKind, RuleKind, RuleUse
from tular.features.catalogue.queries.content.sections import SDG_NAMES
from tular.foundation.documents.writing.escaping import cleaned


@dataclass(frozen=True, slots=True)
class Told:
    """A frozen record: the key by which it is cited, its short name, and its content without sections."""

    key: str
    name: str
    values: Mapping[str, Any]


TEXTS: dict[str, tuple[str, ...]] = {
    "masalah": ("problem", "aim"),
    "inovasi_rujukan": ("results",),
    "proses_layanan": ("solution", "novelty"),
    "sumber_daya": ("resources", "low_cost"),
    "data_digital": ("personal_data",),
    "adaptasi_konteks": ("adaptation",),
    "pelembagaan": ("continuity",),
}
"""Component → the texts of a record that answer it."""


def told_of(key: str, frozen: Mapping[str, Any]) -> Told:
    """What a frozen record tells, whatever section of it says so."""
    values = {name: value for section in frozen["sections"].values() for name, value in section.items()}
    own = {name: frozen.get(name) for name in ("title", "agency", "unit", "province", "year", "sustainability")}
    short = str(frozen["title"]).partition("(")[0].partition(":")[0].strip() or str(frozen["title"])
    return Told(key, short, {**values, **own})


MEANING = re.compile(r"([\\`*_\[\]<>|@^~$])")
"""Signs that mean something anywhere in a line of the dialect."""

BEGINNING = re.compile(r"^(\s*)([#>+:-]|\d+[.)])", re.MULTILINE)
"""What means something at the beginning of a line."""


def line(text: str) -> str:
    """One line as it was told, with as few marks as can be: authors go on writing here."""
    return MEANING.sub(r"\\\1", " ".join(cleaned(text).split()))


def prose(text: str) -> str:
    """What was told with its paragraphs."""
    found = re.split(r"\n\s*\n", MEANING.sub(r"\\\1", cleaned(text).strip()))
    return "\n\n".join(BEGINNING.sub(r"\1\\\2", one) for one in found)


def assembled(component: str, records: Sequence[Told], questions: Sequence[str]) -> str:
    """The chapter of a component as Markdown; "" when there is neither a statement nor a question. In Indonesian."""
    with override("id"):
        parts = [part for part in (*_texts(component, records), *_tables(component, records)) if part]
        if questions:
            asked = "\n".join(f"- {line(one)}" for one in questions)
            parts.append(f"::: celah\n{_('Yang belum dijawab catatan rujukan:')}\n\n{asked}\n:::")
        return "\n\n".join(parts)


def _texts(component: str, records: Sequence[Told]) -> Iterable[str]:
    for name in TEXTS.get(component, ()):
        for one in records:
            text = str(one.values.get(name) or "").strip()
            if text:
                yield f"**{line(one.name)}.** {prose(text)} [@{one.key}]"


def _tables(component: str, records: Sequence[Told]) -> Iterable[str]:
    for make in TABLES.get(component, ()):
        yield make(records)


def _table(key: str, title: str, heads: Sequence[str], rows: Iterable[Sequence[str]], right: Iterable[int] = ()) -> str:
    """A pipe table; "" without rows. Unknown cells say so."""
    filled = [[cell or _("belum diketahui") for cell in row] for row in rows]
    if not filled:
        return ""
    marks = ["---:" if place in set(right) else "---" for place in range(len(heads))]
    lines = ["| " + " | ".join(row) + " |" for row in (list(heads), *filled)]
    return "\n".join([lines[0], "|" + "|".join(marks) + "|", *lines[1:]]) + f"\n\n: {title} {{#tabel:{key}}}"


def _rows(records: Sequence[Told], name: str) -> Iterable[tuple[Told, Mapping[str, Any]]]:
    for one in records:
        for row in one.values.get(name) or ():
            yield one, row


def _figure(value: Any) -> str:
    """A number as people of the country write it; "" when unknown."""
    return number_format(Decimal(str(value)), force_grouping=True) if value not in (None, "") else ""


def _label(choices: Any, value: Any) -> str:
    return str(choices(value).label) if value in choices.values else line(str(value or ""))


def _cite(one: Told) -> str:
    return f"[@{one.key}]"


def _identity(records: Sequence[Told]) -> str:
    rows = [
        [f"{line(one.name)} {_cite(one)}", line(str(one.values.get("agency") or "")),
         line(str(one.values.get("unit") or "")), str(one.values.get("year") or "")]
        for one in records
    ]  # fmt: skip
    heads = (_("Inovasi rujukan"), _("Instansi"), _("Unit pelaksana"), _("Tahun"))
    return _table("rujukan", _("Inovasi yang disintesis"), heads, rows)


def _results(records: Sequence[Told]) -> str:
    rows = [
        [f"{line(one.name)} {_cite(one)}", line(f"{row['name']} ({row['unit']})"),
         _moment(row.get("before"), row.get("before_period")), _moment(row.get("after"), row.get("after_period")),
         line(str(row.get("method") or ""))]
        for one, row in _rows(records, "indicators")
    ]  # fmt: skip
    heads = (_("Inovasi"), _("Ukuran"), _("Sebelum"), _("Sesudah"), _("Cara mengukur"))
    return _table("hasil", _("Hasil menurut pemilik"), heads, rows, right=(2, 3))


def _moment(value: Any, period: Any) -> str:
    told = _figure(value)
    return f"{told} ({line(str(period))})" if told and period else told


def _parts(records: Sequence[Told]) -> str:
    rows = [
        [line(str(row["name"])), _label(PartKind, row["kind"]), line(str(row.get("reason") or "")), _cite(one)]
        for one, row in _rows(records, "parts")
    ]
    heads = (_("Bagian"), _("Sifat"), _("Alasan"), _("Menurut"))
    return _table("inti", _("Bagian inti dan bagian yang boleh disesuaikan"), heads, rows)


def _rules(records: Sequence[Told]) -> str:
    rows = [
        [_label(RuleKind, row["kind"]), line(f"{row.get('number') or ''}/{row.get('year') or ''}".strip("/")),
         line(str(row.get("about") or "")), _label(RuleUse, row.get("use")), _cite(one)]
        for one, row in _rows(records, "legal_rules")
    ]  # fmt: skip
    heads = (_("Jenis"), _("Nomor dan tahun"), _("Tentang"), _("Kegunaan"), _("Menurut"))
    return _table("aturan", _("Aturan menurut catatan rujukan"), heads, rows)


def _people(records: Sequence[Told]) -> str:
    rows = [
        [line(str(row["role"])), _figure(row.get("number")), line(str(row.get("skill") or "")), _cite(one)]
        for one, row in _rows(records, "people_needs")
    ]
    heads = (_("Peran"), _("Jumlah"), _("Kemampuan"), _("Menurut"))
    return _table("orang", _("Orang yang diperlukan"), heads, rows, right=(1,))


def _costs(records: Sequence[Told]) -> str:
    rows = [
        [_label(MoneySource, row["source"]), line(str(row.get("use") or "")),
         *(_figure(row.get(f"year_{year}")) for year in (1, 2, 3)), _cite(one)]
        for one, row in _rows(records, "costs")
    ]  # fmt: skip
    heads = (_("Sumber dana"), _("Untuk"), _("Tahun 1 (Rp)"), _("Tahun 2 (Rp)"), _("Tahun 3 (Rp)"), _("Menurut"))
    return _table("biaya", _("Biaya menurut catatan rujukan"), heads, rows, right=(2, 3, 4))


def _means(records: Sequence[Told]) -> str:
    rows = [
        [line(str(row["name"])), _label(MeansKind, row["kind"]), line(str(row.get("amount") or "")), _cite(one)]
        for one, row in _rows(records, "means")
    ]
    return _table("sarana", _("Sarana dan teknologi"), (_("Nama"), _("Jenis"), _("Jumlah"), _("Menurut")), rows)


def _stages(records: Sequence[Told]) -> str:
    rows = [
        [f"{line(one.name)} {_cite(one)}", _figure(one.values.get("preparation_months"))]
        for one in records
        if one.values.get("preparation_months")
    ]
    heads = (_("Inovasi"), _("Bulan persiapan"))
    return _table("persiapan", _("Waktu dari keputusan sampai pertama kali dipakai"), heads, rows, right=(1,))


def _goals(records: Sequence[Told]) -> str:
    rows = [
        [f"{line(one.name)} {_cite(one)}", ", ".join(_goal(number) for number in one.values.get("sdgs") or ())]
        for one in records
        if one.values.get("sdgs")
    ]
    return _table("tpb", _("TPB menurut catatan rujukan"), (_("Inovasi"), _("TPB")), rows)


def _goal(number: Any) -> str:
    name = SDG_NAMES.get(int(number))
    return f"{number} ({name})" if name else str(number)


def _contacts(records: Sequence[Told]) -> str:
    rows = [
        [line(str(one.values["contact"])), f"{line(one.name)} {_cite(one)}"]
        for one in records
        if one.values.get("contact")
    ]
    return _table("kontak", _("Kantor yang dapat ditanya"), (_("Kantor"), _("Tentang")), rows)


TABLES: dict[str, tuple[Callable[[Sequence[Told]], str], ...]] = {
    "identitas": (_identity,),
    "inovasi_rujukan": (_results,),
    "komponen_inti": (_parts,),
    "regulasi": (_rules,),
    "sumber_daya": (_people, _costs, _means),
    "tahapan": (_stages,),
    "keterkaitan": (_goals,),
    "rujukan_kontak": (_contacts,),
}
"""Component → the tables that answer it."""
