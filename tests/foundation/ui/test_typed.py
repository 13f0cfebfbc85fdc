"""Numbers that people and programs write into addresses."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.architecture.files import ROOT, python_files
from tests.people import signed_in
from tular.features.accounts.models import User
from tular.foundation.ui.typed import LONGEST, number_typed


@given(st.integers(min_value=0, max_value=10**LONGEST - 1))
def test_a_whole_number_is_read(number: int) -> None:
    assert number_typed(str(number)) == number


@pytest.mark.parametrize("text", ["", "-1", "+1", "1.5", "1e3", "NaN", " 1", "²", "١٢", "9" * 19, "9" * 5000, "\0"])
def test_all_else_is_as_if_nothing_stood_there(text: str) -> None:
    assert (number_typed(text), number_typed(text, 1)) == (0, 1)


def test_nobody_takes_digits_of_other_scripts_for_numbers() -> None:
    """`isdigit` holds for "²", of which `int` makes an error."""
    naive = re.compile(r"^(?!.*isascii).*\.(isdigit|isnumeric|isdecimal)\(\)", re.MULTILINE)
    found = [str(path.relative_to(ROOT)) for path in python_files("src") if naive.search(path.read_text())]
    assert found == []


@pytest.mark.parametrize(
    "path", ["/catatan?cari={0}&unit={0}&massal={0}&halaman={0}", "/pemberitahuan?halaman={0}", "/surat?halaman={0}"]
)
@pytest.mark.parametrize("value", ["%C2%B2", "%D9%A1", "9" * 18, "9" * 5000, "%00", "NaN"])
def test_a_list_opens_whatever_stands_in_its_address(super_admin: User, path: str, value: str) -> None:
    assert signed_in(super_admin).get(path.format(value)).status_code == 200


def test_a_number_beyond_reading_names_no_demo_person(client: Client, db: None, settings: object) -> None:
    settings.DEMO = True  # type: ignore[attr-defined]
    assert client.post("/masuk/contoh", {"person": "9" * 5000}).status_code == 404
