"""What an owner says the innovation needs, against what the asker says is lacking."""

from __future__ import annotations

import pytest

from tests.features.finder.conftest import Asking, text_of
from tular.features.catalogue.models import Cost, Innovation, PeopleNeed

CODE = "oth-c-034"
NEED = "banyak balita stunting di desa kami, kader posyandu sedikit"


@pytest.fixture
def record(catalogue: None) -> Innovation:
    """One that the need finds, whose owner tells whom it takes."""
    record = Innovation.objects.get(code=CODE)
    PeopleNeed.objects.create(innovation=record, role="Kader posyandu", number=12, time="paruh")
    return record


def care(ask: Asking, need: str) -> tuple[str, ...]:
    (line,) = [line for line in ask.page(q=need, untuk="Kabupaten Alor").lines if line.hit.code == CODE]
    return tuple(line.care)


def test_what_it_needs_and_the_asker_lacks_is_said_in_the_owners_words(ask: Asking, record: Innovation) -> None:
    wanted = [sentence for sentence in care(ask, NEED) if "kader atau relawan" in sentence]
    assert len(wanted) == 1, "the need says it once, whether it is told, mentioned, or both"
    assert wanted[0].startswith("Menurut pemiliknya perlu “")
    assert "Kader posyandu" in wanted[0] and "12" in wanted[0]
    assert wanted[0].endswith("”, sedangkan Anda kekurangan kader atau relawan")
    assert wanted[0] in text_of(ask.response(q=NEED, untuk="Kabupaten Alor"))


def test_nothing_is_said_of_it_to_who_lacks_nothing_or_something_else(ask: Asking, record: Innovation) -> None:
    Cost.objects.create(innovation=record, source="apbd", year_1=0)
    plain = "posyandu keluarga untuk balita stunting"
    for need in (plain, f"{plain}, tidak ada internet"):
        assert not any("Menurut pemiliknya perlu" in sentence for sentence in care(ask, need)), need


def test_a_mere_mention_is_told_as_one(ask: Asking) -> None:
    assert not PeopleNeed.objects.filter(innovation__code=CODE).exists()
    assert not any("Menurut pemiliknya perlu" in sentence for sentence in care(ask, NEED))


def test_it_is_said_in_english_too(ask: Asking, record: Innovation) -> None:
    text = text_of(ask.response(q=NEED, untuk="Kabupaten Alor", bahasa="en"))
    assert "Its owner says that it needs “Kader posyandu" in text
    assert "Menurut pemiliknya perlu" not in text
