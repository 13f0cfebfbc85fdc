"""What people type for a value, and the value as content holds it.

Nothing is ever refused here: what cannot be understood is kept as it was typed, so that a draft loses nothing, and the
check of the content says what is wrong with it.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from tular.features.catalogue.queries.content.reading import canonical
from tular.features.catalogue.queries.content.schema import DECIMALS, Field, Json, Kind

GROUPED = re.compile(r"-?\d{1,3}(?:\.\d{3})+(?:,\d+)?")
COMMA = re.compile(r"-?\d+(?:,\d+)?")
POINT = re.compile(r"-?\d+\.\d+")
CURRENCY = re.compile(r"^rp\.?\s*|,-$", re.IGNORECASE)
MOST_DIGITS = 40


def typed(field: Field, text: str) -> Json:
    """The value of what was typed: "1.250.000,5" is "1250000.5". Numbers that are none stay as they were typed."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if field.kind is Kind.TEXT:
        return plain
    plain = " ".join(plain.split())
    if plain == "":
        return field.kind.empty
    if field.kind in (Kind.WHOLE, Kind.YEAR):
        digits = plain.replace(".", "").replace(" ", "") if field.kind is Kind.WHOLE else plain
        return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < MOST_DIGITS else plain
    return _decimal(field, plain) if field.kind in DECIMALS else plain


def shown(field: Field, value: Json) -> str:
    """The value as its author would type it."""
    if value is None or value == "":
        return ""
    if field.kind not in DECIMALS or not isinstance(value, str):
        return str(value)
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    if field.kind is Kind.DEGREE or not number.is_finite():
        return value
    whole, _, fraction = f"{number:f}".partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{int(digits):,}".replace(",", ".") + (f",{fraction}" if fraction else "")


def _decimal(field: Field, plain: str) -> str:
    number = CURRENCY.sub("", plain).replace(" ", "").replace("\N{MINUS SIGN}", "-")
    if len(number) > MOST_DIGITS:
        return plain
    if field.kind is Kind.DEGREE and POINT.fullmatch(number):
        return canonical(Decimal(number))
    if GROUPED.fullmatch(number) or COMMA.fullmatch(number):
        return canonical(Decimal(number.replace(".", "").replace(",", ".")))
    return canonical(Decimal(number)) if POINT.fullmatch(number) else plain
