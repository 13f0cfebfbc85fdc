"""Figures as people type them: what follows from them, and what cannot be. Pure."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tular.features.catalogue.queries.content.reading import canonical
from tular.features.catalogue.queries.content.schema import Field, Kind
from tular.features.catalogue.queries.content.typed import typed
from tular.features.replications.choices import Scale

LONGEST_KEY = 80
PLACES = Decimal("0.0001")
LARGEST = Decimal(10) ** 15
"""Beyond it no column holds a figure."""

_NUMBER = Field("angka", "", Kind.NUMBER)
_PLAIN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_FRACTION = re.compile(r"-?0\.[0-9]+")
_TWO_WAYS = re.compile(r"-?[1-9][0-9]{0,2}[.,][0-9]{3}")
"""A thousand in one language, one and no thousandths in the other."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured: of a rate `events` of `total`, of a count what it is counted over, of a mean `sd` and n."""

    value: Decimal | None = None
    events: Decimal | None = None
    total: Decimal | None = None
    sd: Decimal | None = None


def key_of(name: str, unit: str) -> str:
    """What makes indicators of several places the same: name and unit, in small letters, blanks as one.

    A key too long for its column ends with a hash of the whole, so that no two become one by being cut.
    """
    whole = "|".join(" ".join(part.split()).casefold() for part in (name, unit))
    if len(whole) <= LONGEST_KEY:
        return whole
    return f"{whole[: LONGEST_KEY - 13]}#{hashlib.sha256(whole.encode()).hexdigest()[:12]}"


def decimal_told(text: str) -> Decimal | None:
    """A number as Indonesians write it: "1.234,5" is 1234.5. None when nothing was typed.

    Raises ValueError with the sentence for what is no number, or more than any column holds.
    """
    if not text.strip():
        return None
    if _TWO_WAYS.fullmatch(text.strip()) and get_language() == "en":
        said = _("“%(text)s” dapat dibaca dengan dua cara. Tulis ribuan tanpa tanda, dan pecahan dengan koma: 1234,5.")
        raise ValueError(said % {"text": text.strip()})
    # Nobody writes a hundred and more as "0.125".
    read = text.strip() if _FRACTION.fullmatch(text.strip()) else str(typed(_NUMBER, text))
    if not _PLAIN.fullmatch(read):
        said = _("“%(text)s” bukan angka. Tulis seperti 1.234,5.")
        raise ValueError(said % {"text": text.strip()[:40]})
    number = Decimal(read)
    if abs(number) >= LARGEST:
        raise ValueError(_("Angka ini terlalu besar. Pakai satuan yang lebih besar, misalnya ribuan."))
    if number != number.quantize(PLACES):
        raise ValueError(_("Paling banyak empat angka di belakang koma."))
    return number


def shown(value: Decimal | None) -> str:
    """A figure as the reader writes it, without zeros that say nothing; "" for an unknown one."""
    if value is None:
        return ""
    text = f"{value:f}"
    plain = text.rstrip("0").rstrip(".") if "." in text else text
    return str(number_format(Decimal(plain or "0"), use_l10n=True, force_grouping=True))


def day_of(moment: datetime) -> date:
    """The day of a moment at the site, where it begins seven hours earlier than the one of the clock that is stored."""
    return timezone.localdate(moment, timezone.get_default_timezone())


def day_in_words(day: date) -> str:
    """A day as sentences say it; "10 Maret 2026"."""
    return str(date_format(day, "j F Y"))


def as_typed(value: Decimal | None) -> str:
    """A figure as `decimal_told` reads it again, whatever the language of the page; "" for an unknown one."""
    return "" if value is None else canonical(value).replace(".", ",")


def rounded(value: float, places: int) -> str:
    """A worked-out figure as the reader writes it. Django alone would cut off what follows the last place."""
    return str(number_format(round(value, places) + 0.0, places))


def share(events: Decimal, total: Decimal) -> Decimal:
    """In percent, with four decimals; the total is above zero."""
    return (events * 100 / total).quantize(PLACES)


def worked_out(scale: str, told: Figures) -> tuple[Figures, list[tuple[str, str]]]:
    """The figures with what follows from them, and (field, sentence) of what cannot be.

    Of a rate the percentage follows from the counts; one that was typed besides has to agree with them as far as it
    was rounded.
    """
    wrong: list[tuple[str, str]] = []
    value = told.value
    if told.total is not None and told.total <= 0:
        wrong.append(("total", _("Jumlah seluruhnya harus lebih dari nol.")))
    if scale == Scale.RATE:
        wrong += _wrong_share(told)
        if not wrong and told.events is not None and told.total is not None:
            value = share(told.events, told.total)
            wrong += _contradiction(told.value, value, told)
        if value is not None and not 0 <= value <= 100:
            wrong.append(("value", _("Persentase harus antara 0 dan 100.")))
    if scale == Scale.COUNT and value is not None and (value < 0 or value != value.to_integral_value()):
        wrong.append(("value", _("Banyaknya kejadian adalah bilangan bulat, nol atau lebih.")))
    if scale == Scale.MEAN:
        wrong += _wrong_mean(told)
    if value is None and not wrong:
        wrong.append(("value", _("Tulis nilainya.")))
    events = told.events if scale == Scale.RATE else None
    total = told.total if scale in (Scale.RATE, Scale.COUNT, Scale.MEAN) else None
    return Figures(value, events, total, told.sd if scale == Scale.MEAN else None), wrong


def _wrong_share(told: Figures) -> list[tuple[str, str]]:
    if (told.events is None) != (told.total is None):
        missing = "total" if told.total is None else "events"
        return [(missing, _("Tulis keduanya: berapa, dari berapa seluruhnya. Atau tulis persentasenya saja."))]
    if told.events is None or told.total is None:
        return []
    if told.events < 0:
        return [("events", _("Jumlah ini tidak boleh kurang dari nol."))]
    if told.events > told.total > 0:
        text = _("%(events)s lebih banyak daripada seluruhnya (%(total)s). Periksa kedua angkanya.")
        return [("events", text % {"events": shown(told.events), "total": shown(told.total)})]
    return []


def _contradiction(typed: Decimal | None, computed: Decimal, told: Figures) -> list[tuple[str, str]]:
    """A percentage that the counts do not give, allowing for as much as it was rounded."""
    if typed is None:
        return []
    exponent = typed.as_tuple().exponent
    assert isinstance(exponent, int), "told figures are finite"
    room = Decimal(1).scaleb(min(exponent, 0)) / 2 + PLACES
    if abs(typed - computed) <= room:
        return []
    text = _("%(events)s dari %(total)s adalah %(computed)s persen, bukan %(typed)s. Kosongkan persentasenya, atau"
             " perbaiki angkanya.")  # fmt: skip
    return [(
        "value",
        text % {"events": shown(told.events), "total": shown(told.total), "computed": shown(computed),
                "typed": shown(typed)},
    )]  # fmt: skip


def _wrong_mean(told: Figures) -> list[tuple[str, str]]:
    found = []
    if told.sd is not None and told.sd < 0:
        found.append(("sd", _("Simpangan baku tidak boleh kurang dari nol.")))
    if told.total is not None and told.total != told.total.to_integral_value():
        found.append(("total", _("Banyaknya pengamatan adalah bilangan bulat.")))
    return found
