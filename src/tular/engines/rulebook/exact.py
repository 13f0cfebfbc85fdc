"""Exact numbers. Marks and weights are computed as fractions and rounded once, at the end, by the rule that says how.

640 ÷ 12 is 53⅓ until somebody asks for two digits; 0.1 + 0.2 is 0.3.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, InvalidOperation
from fractions import Fraction

ROUNDINGS = {"half_up": ROUND_HALF_UP, "half_even": ROUND_HALF_EVEN}
"""How a half is rounded: up, as officials do by hand, or to the even digit."""

LONGEST = 30
"""Digits that a mark or a weight may have: far more than any scheme writes, too few to keep a machine busy."""

_WIDE = Context(prec=80)


def exact(value: object) -> Fraction:
    """The number as it was written. Raises `ValueError` for what is no finite number of sensible length.

    A float counts as the shortest decimal that means it, which is the one that somebody typed.
    """
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | Fraction):
        raise ValueError(f"{_told(value)} bukan angka")
    if isinstance(value, Fraction):
        return value
    try:
        number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    except InvalidOperation as error:
        raise ValueError(f"{_told(value)} bukan angka") from error
    if not number.is_finite() or not is_sensible(number):
        raise ValueError(f"{_told(value)} bukan angka biasa")
    return Fraction(number)


def _told(value: object) -> str:
    """The value as whoever wrote it would know it again, however long it is."""
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def is_sensible(number: int | Decimal) -> bool:
    """Whether a finite number has no more digits than any scheme writes."""
    if isinstance(number, int):
        return bool(abs(number) < 10 ** (LONGEST + 1))
    return len(number.as_tuple().digits) <= LONGEST and abs(number.adjusted()) <= LONGEST


def rounded(value: Fraction, decimals: int, rounding: str = "half_up") -> Decimal:
    """The number with so many digits after the comma."""
    if rounding == "half_up":  # exactly, without first cutting the fraction to a decimal
        scaled = abs(value) * 10**decimals
        whole = scaled.numerator // scaled.denominator
        whole += scaled - whole >= Fraction(1, 2)
        return Decimal(-whole if value < 0 else whole).scaleb(-decimals, _WIDE)
    digits = _WIDE.divide(Decimal(value.numerator), Decimal(value.denominator))
    return digits.quantize(Decimal(1).scaleb(-decimals), ROUNDINGS[rounding], _WIDE)


def written(value: Fraction | Decimal, decimals: int = 6) -> str:
    """The number as Indonesians write it: "7.825", "78,25", "53,333333…" where digits were left out."""
    fraction = value if isinstance(value, Fraction) else Fraction(value)
    shown = rounded(fraction, decimals)
    text = f"{shown:,f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    if "," in text:
        text = text.rstrip("0").rstrip(",")
    return text if Fraction(shown) == fraction else f"{text}…"
