"""Reasons and cautions as sentences, in the language of the page; one function per code, so that a code is found fast.

The engine gives codes with values; pages, spreadsheets, the command line and the API all speak through this file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils import formats
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tular.engines.matching.explaining import Caution, Reason
from tular.features.agencies.queries import IndicatorFact
from tular.features.replications.choices import ReplicationState

Values = Mapping[str, Any]


def reason_sentence(reason: Reason) -> str:
    """Why, in one sentence without a full stop."""
    return _REASONS[reason.code](reason.values)


def caution_sentence(caution: Caution) -> str:
    """What to beware of, in one sentence without a full stop."""
    return _CAUTIONS[caution.code](caution.values)


def _words(values: Values) -> str:
    said = ", ".join(values["words"])
    others = "; ".join(_("“%(said)s” di sini “%(here)s”") % {"said": a, "here": b} for a, b in values["other_names"])
    if said and others:
        return _("Kata yang sama: %(words)s; searti: %(others)s") % {"words": said, "others": others}
    if said:
        return _("Kata yang sama: %(words)s") % {"words": said}
    if others:
        return _("Searti: %(others)s") % {"others": others}
    return _("Nama pemilik atau temanya memuat kata Anda")


def _meaning(values: Values) -> str:
    return _("Maknanya dekat dengan kebutuhan Anda")


def _theme(values: Values) -> str:
    return _("Tema: %(themes)s") % {"themes": ", ".join(values["themes"])}


def _kind(values: Values) -> str:
    return _("Pemiliknya %(kind)s, seperti Anda") % {"kind": values["kind"]}


def _area(values: Values) -> str:
    if values["same"] == "province":
        return _("Satu provinsi dengan Anda: %(province)s") % values
    return _("Satu gugus pulau dengan Anda: %(island_group)s") % values


def _indicators(values: Values) -> str:
    alike = sorted(values["indicators"], key=lambda line: -line["likeness"])
    shown = [line for line in alike if line["likeness"] >= 0.5][:2] or alike[:1]
    return _("Angka wilayah: %(figures)s") % {"figures": "; ".join(map(_compared, shown))}


def _recognition(values: Values) -> str:
    return _("Diakui: %(levels)s") % {"levels": ", ".join(values["levels"])}


def _alive(values: Values) -> str:
    if values.get("confirmed_on"):
        return _("Masih berjalan, dikonfirmasi %(day)s") % {"day": formats.date_format(values["confirmed_on"])}
    return _("Masih berjalan menurut pemilik; tanggal konfirmasi belum diketahui")


def _replication(values: Values) -> str:
    count = values["count"]
    text = ngettext("Ditiru %(count)s kali tercatat", "Ditiru %(count)s kali tercatat", count) % {"count": count}
    return f"{text} ({_states(values['states'])}): {_some(values['takers'])}"


def _taken_alike(values: Values) -> str:
    count = values["running"]
    text = ngettext(
        "Dijalankan %(count)s %(kind)s lain, seperti Anda", "Dijalankan %(count)s %(kind)s lain, seperti Anda", count
    ) % {"count": count, "kind": values["kind"]}
    if values["lasting"]:
        said = _("%(text)s; %(lasting)s terbukti sesudah %(months)s bulan") % {**values, "text": text}
    elif values["proven"]:
        said = _("%(text)s; %(proven)s terbukti dengan pengukuran") % {**values, "text": text}
    else:
        said = _("%(text)s, menurut sumber") % {"text": text}
    return f"{said}: {_some(values['alike'])}" if values.get("alike") else said


def _results(values: Values) -> str:
    if values["measured"]:
        return _("Menyebut hasil dengan angka, menurut sumber")
    return _("Menyebut hasil tanpa angka, menurut sumber")


def _completeness(values: Values) -> str:
    return _("Uraian: %(filled)s dari %(components)s bagian terisi, %(partly)s sebagian") % values


def _stopped(values: Values) -> str:
    return _("Sudah berhenti atau vakum")


def _lacks(values: Values) -> str:
    english = (get_language() or "").startswith("en")
    resource = values["resource"]
    name = resource.name_en if english else resource.name
    return _("Uraiannya menyebut “%(mention)s”, sedangkan Anda kekurangan %(name)s") % {
        "mention": values["mention"],
        "name": name,
    }


def _needs(values: Values) -> str:
    english = (get_language() or "").startswith("en")
    resource = values["resource"]
    name = resource.name_en if english else resource.name
    return _("Menurut pemiliknya perlu “%(requirement)s”, sedangkan Anda kekurangan %(name)s") % {
        "requirement": values["requirement"],
        "name": name,
    }


def _title_only(values: Values) -> str:
    return _("Baru judulnya yang diketahui; masalah, cara, dan hasil belum ada")


def _no_results(values: Values) -> str:
    return _("Tidak menyebut hasil")


def _unmeasured(values: Values) -> str:
    return _("Hasilnya tidak disertai angka")


def _not_confirmed(values: Values) -> str:
    return _("Belum diketahui apakah masih berjalan")


def _stale(values: Values) -> str:
    if values.get("confirmed_on"):
        return _("Terakhir dikonfirmasi %(day)s, lebih dari tiga tahun lalu") % {
            "day": formats.date_format(values["confirmed_on"])
        }
    return _("Tanggal konfirmasinya belum diketahui")


def _unproven(values: Values) -> str:
    return _("Replikasinya baru tercatat %(states)s; belum ada yang berjalan atau terbukti") % {
        "states": _states(values["states"])
    }


def _region_differs(values: Values) -> str:
    return _("Wilayahnya berbeda: %(figures)s") % {"figures": "; ".join(map(_compared, values["indicators"]))}


def _compared(line: Mapping[str, Any]) -> str:
    """ "kemiskinan 5,1 persen (2024); Anda 19,0 persen (provinsi, 2024)"."""
    theirs, mine = line["theirs"], line["mine"]
    if theirs is None or mine is None:
        return line["indicator"]
    return _("%(name)s di sana %(theirs)s, di tempat Anda %(mine)s") % {
        "name": mine.label,
        "theirs": _figure(theirs),
        "mine": _figure(mine),
    }


def _figure(fact: IndicatorFact) -> str:
    value = fact.value
    if fact.number is not None:
        number = int(fact.number) if fact.number.is_integer() else fact.number
        value = formats.number_format(number, use_l10n=True, force_grouping=True)
    where = _("provinsi, %(year)s") if fact.from_province else "%(year)s"
    return f"{value} ({where % {'year': fact.year}})"


def _states(states: Mapping[str, int]) -> str:
    labels = dict(ReplicationState.choices)
    return ", ".join(f"{count} {labels[state]}" for state, count in states.items())


def _some(names: Iterable[str], most: int = 3) -> str:
    row = list(names)
    if len(row) <= most:
        return ", ".join(row)
    return _("%(names)s, dan %(rest)s lainnya") % {"names": ", ".join(row[:most]), "rest": len(row) - most}


_REASONS: dict[str, Callable[[Values], str]] = {
    "words": _words,
    "meaning": _meaning,
    "theme": _theme,
    "kind": _kind,
    "area": _area,
    "indicators": _indicators,
    "recognition": _recognition,
    "alive": _alive,
    "replication": _replication,
    "taken_alike": _taken_alike,
    "results": _results,
    "completeness": _completeness,
}

_CAUTIONS: dict[str, Callable[[Values], str]] = {
    "stopped": _stopped,
    "needs": _needs,
    "lacks": _lacks,
    "title_only": _title_only,
    "no_results": _no_results,
    "unmeasured_results": _unmeasured,
    "not_confirmed": _not_confirmed,
    "stale": _stale,
    "replication_unproven": _unproven,
    "region_differs": _region_differs,
}
