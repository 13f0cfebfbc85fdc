"""Figures as they are typed, and the calendar of measuring."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tular.features.replications.choices import Scale
from tular.features.replications.queries.figures import (
    Figures,
    as_typed,
    decimal_told,
    key_of,
    share,
    worked_out,
)
from tular.features.replications.queries.schedule import (
    GRACE,
    SlotState,
    after_months,
    months_between,
    nearest_month,
    slots_of,
)

BEGAN = date(2026, 3, 10)
MONTHS = (3, 6, 12, 24)
DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1.234,5", "1234.5"), ("31,0", "31"), ("31.5", "31.5"), ("1.234", "1234"), (" 0 ", "0"), ("-2,5", "-2.5"),
        ("Rp 1.000", "1000"),
    ],
)  # fmt: skip
def test_numbers_are_read_as_indonesians_write_them(typed: str, number: str) -> None:
    assert decimal_told(typed) == Decimal(number)


@pytest.mark.parametrize("typed", ["dua", "1,2,3", "1e9", "NaN", "inf", "9" * 16, "0,00001", "12%"])
def test_what_is_no_number_is_said_with_what_was_typed(typed: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        decimal_told(typed)


def test_nothing_typed_is_no_number() -> None:
    assert decimal_told("  ") is None


def test_names_that_differ_in_letters_and_blanks_are_the_same_indicator() -> None:
    assert key_of(" Balita  Ditimbang", "PERSEN") == key_of("balita ditimbang", "persen") == "balita ditimbang|persen"
    assert key_of("Balita ditimbang", "orang") != key_of("Balita ditimbang", "persen")


def test_long_keys_fit_their_column_and_stay_different() -> None:
    one, two = key_of("a" * 200, "persen"), key_of("a" * 200, "orang")
    assert one != two
    assert len(one) <= 80


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_percentage_that_follows_from_counts_is_accepted_however_it_is_rounded(events: int, total: int) -> None:
    events = min(events, total)
    exact = share(Decimal(events), Decimal(total))
    assert 0 <= exact <= 100
    for places in ("1", "0.1", "0.01", "0.0001"):
        told = Figures(exact.quantize(Decimal(places)), Decimal(events), Decimal(total))
        assert worked_out(Scale.RATE, told) == (Figures(exact, Decimal(events), Decimal(total)), [])


@pytest.mark.parametrize(
    ("scale", "told", "field"),
    [
        (Scale.RATE, Figures(value=Decimal("100.1")), "value"),
        (Scale.RATE, Figures(value=Decimal(-1)), "value"),
        (Scale.RATE, Figures(events=Decimal(5), total=Decimal(0)), "total"),
        (Scale.RATE, Figures(events=Decimal(5)), "total"),
        (Scale.RATE, Figures(total=Decimal(5)), "events"),
        (Scale.RATE, Figures(events=Decimal(6), total=Decimal(5)), "events"),
        (Scale.RATE, Figures(events=Decimal(-1), total=Decimal(5)), "events"),
        (Scale.RATE, Figures(value=Decimal(70), events=Decimal(60), total=Decimal(100)), "value"),
        (Scale.COUNT, Figures(value=Decimal("1.5")), "value"),
        (Scale.COUNT, Figures(value=Decimal(3), total=Decimal(0)), "total"),
        (Scale.MEAN, Figures(value=Decimal(3), sd=Decimal(-1)), "sd"),
        (Scale.MEAN, Figures(value=Decimal(3), total=Decimal("2.5")), "total"),
        (Scale.OTHER, Figures(), "value"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(scale: Scale, told: Figures, field: str) -> None:
    assert [one for one, _sentence in worked_out(scale, told)[1]] == [field]


@given(DAYS, st.integers(0, 400))
def test_so_many_months_later_is_so_many_months_between(begin: date, months: int) -> None:
    assert months_between(begin, after_months(begin, months)) == months


@given(DAYS, DAYS)
def test_months_between_never_fall_as_time_goes_on(begin: date, end: date) -> None:
    assert months_between(begin, end) <= months_between(begin, end + timedelta(days=1))
    assert (months_between(begin, end) >= 0) == (end >= begin)


def test_the_end_of_a_month_counts_as_its_whole() -> None:
    assert months_between(date(2026, 1, 31), date(2026, 2, 28)) == 1
    assert after_months(date(2026, 1, 31), 1) == date(2026, 2, 28)


def test_a_measurement_soon_after_the_beginning_counts_for_no_month() -> None:
    assert nearest_month(BEGAN, BEGAN + timedelta(days=5), MONTHS) == 0
    assert nearest_month(BEGAN, date(2026, 5, 20), MONTHS) == 3
    assert nearest_month(BEGAN, date(2029, 5, 20), MONTHS) == 24


@pytest.mark.parametrize("text", ["1000", "1234.5", "0.125", "-3", "12500"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_what_a_form_shows_is_read_again_as_the_same_in_either_language(text: str, language: str) -> None:
    with translation.override(language):
        assert decimal_told(as_typed(Decimal(text))) == Decimal(text)


@pytest.mark.parametrize("text", ["1.000", "1,000", "12.500"])
def test_a_thousand_or_one_is_asked_again_on_english_pages(text: str) -> None:
    with translation.override("en"), pytest.raises(ValueError, match="1234,5"):
        decimal_told(text)
    assert decimal_told("1.000") == 1000


def test_a_fraction_with_a_point_is_no_hundred() -> None:
    assert decimal_told("0.125") == Decimal("0.125")


def states(measured: list[date], today: date) -> list[str]:
    """The states of the slots, in short."""
    return [slot.state.value for slot in slots_of(BEGAN, measured, MONTHS, today)]


def test_exactly_one_month_is_awaited_at_a_time() -> None:
    third = date(2026, 6, 10)
    assert states([], BEGAN) == ["berikutnya", "nanti", "nanti", "nanti"]
    assert states([], third) == ["tiba", "nanti", "nanti", "nanti"]
    assert states([], third + GRACE) == ["tiba", "nanti", "nanti", "nanti"]
    assert states([], third + GRACE + timedelta(days=1)) == ["terlambat", "nanti", "nanti", "nanti"]
    assert states([third], third + GRACE) == ["terukur", "berikutnya", "nanti", "nanti"]
    assert states([], date(2026, 9, 10)) == ["terlewat", "tiba", "nanti", "nanti"]
    assert states([date(2028, 3, 11)], date(2030, 1, 1)) == ["terlewat", "terlewat", "terlewat", "terukur"]


@given(st.lists(DAYS, max_size=6), DAYS)
def test_never_are_two_awaited(measured: list[date], today: date) -> None:
    assert sum(slot.is_awaited for slot in slots_of(BEGAN, measured, MONTHS, today)) <= 1
    assert SlotState.NEXT not in {slot.state for slot in slots_of(BEGAN, measured, MONTHS, date(2099, 1, 1))}
