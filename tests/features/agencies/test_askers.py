"""Understanding who is asking."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tular.features.agencies.queries import Asker, asker_names, find_agency


@pytest.mark.parametrize("text", ["Pemkab Alor", "pemkab-alor", "Kabupaten Alor", "Alor", "di Alor"])
def test_an_agency_is_understood_with_its_region(catalogue: None, text: str) -> None:
    alor = find_agency("pemkab-alor")
    assert alor is not None
    assert asker_names().resolve(text) == Asker(
        text,
        agency_id=alor.pk,
        agency_slug="pemkab-alor",
        label="Pemerintah Kabupaten Alor",
        kind="kabupaten",
        province_code="53",
        region_code="53.05",
        recognised=True,
    )


@pytest.mark.parametrize(
    ("text", "asker"),
    [
        ("kabupaten", ("Kabupaten", "kabupaten", None)),
        ("Pemkot", ("Kota", "kota", None)),
        ("kementerian", ("Kementerian", "kementerian", None)),
        ("NTT", ("Nusa Tenggara Timur", None, "53")),
        ("di NTT", ("Nusa Tenggara Timur", None, "53")),
        ("Nusa Tenggara Timur", ("Nusa Tenggara Timur", None, "53")),
        ("DIY", ("DI Yogyakarta", None, "34")),
        ("DI Yogyakarta", ("DI Yogyakarta", None, "34")),
        ("Daerah Istimewa Yogyakarta", ("DI Yogyakarta", None, "34")),
        ("Jakarta", ("DKI Jakarta", None, "31")),
        ("Gorontalo", ("Gorontalo", None, "75")),
        ("Kabupaten di Nusa Tenggara Timur", ("Kabupaten di Nusa Tenggara Timur", "kabupaten", "53")),
        ("kota di jambi", ("Kota di Jambi", "kota", "15")),
        ("kabupaten se-Jabar", ("Kabupaten di Jawa Barat", "kabupaten", "32")),
        ("kabupaten/kota di Papua", ("Papua", None, "91")),
    ],
)
def test_a_kind_or_a_province_or_both_are_understood(
    catalogue: None, text: str, asker: tuple[str, str | None, str | None]
) -> None:
    label, kind, province = asker
    assert asker_names().resolve(text) == Asker(text, label=label, kind=kind, province_code=province, recognised=True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "🙂",
        "Bogor",
        "Semarang",
        "Yogyakarta",
        "puskesmas di kabupaten Alor",
        "kabupaten di Atlantis",
        "<script>",
        "kabupaten di",
        "di",
        "kota " * 2000,
        "alor " * 30,
    ],
)
def test_what_is_not_understood_is_kept_as_typed_and_nothing_is_made_up(catalogue: None, text: str) -> None:
    assert asker_names().resolve(text) == Asker(" ".join(text.split()))


def test_a_province_comes_with_its_government_when_that_is_named(catalogue: None) -> None:
    asker = asker_names().resolve("Pemprov Bali")
    assert (asker.agency_slug, asker.kind, asker.province_code, asker.region_code) == (
        "pemprov-bali",
        "provinsi",
        "51",
        "51",
    )


def test_a_ministry_has_no_region(catalogue: None) -> None:
    asker = asker_names().resolve("Kemenkes")
    assert (asker.agency_slug, asker.kind, asker.province_code, asker.region_code) == (
        "kemenkes",
        "kementerian",
        None,
        None,
    )


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("alo", "Pemerintah Kabupaten Alor"),
        ("kabupaten alo", "Pemerintah Kabupaten Alor"),
        ("ntt", "Nusa Tenggara Timur"),
        ("pangkep", "Pemerintah Kabupaten Pangkajene dan Kepulauan"),
        ("kabupaten di nusa", "Kabupaten di Nusa Tenggara Barat"),
        ("kemenke", "Kementerian Keuangan"),
        ("kab", "Kabupaten"),
    ],
)
def test_suggestions_begin_with_what_was_typed(catalogue: None, typed: str, first: str) -> None:
    assert asker_names().suggestions(typed)[0] == first


def test_every_suggestion_is_understood(catalogue: None) -> None:
    for typed in ("a", "k", "p", "b", "ka", "kota", "kabupaten di", "pemerintah"):
        suggestions = asker_names().suggestions(typed, limit=60)
        assert suggestions
        assert [text for text in suggestions if not asker_names().resolve(text).recognised] == []


def test_there_is_nothing_to_suggest_for_nothing(catalogue: None) -> None:
    assert asker_names().suggestions("") == []
    assert asker_names().suggestions("???") == []
    assert len(asker_names().suggestions("k", limit=3)) == 3


def test_bodies_that_ended_are_not_suggested(catalogue: None) -> None:
    assert "Kementerian Hukum dan Hak Asasi Manusia" not in asker_names().suggestions("kementerian hukum", limit=50)


def test_the_names_cost_three_queries_and_an_asker_none(catalogue: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(3):
        names = asker_names()
    with django_assert_num_queries(0):
        names.resolve("Kabupaten di Nusa Tenggara Timur")
        names.suggestions("alo")


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(
    text=st.text(max_size=80)
    | st.lists(st.sampled_from(["kabupaten", "kota", "di", "provinsi", "NTT", "Alor", "/", "-"])).map(" ".join)
)
def test_any_text_is_understood_or_not_but_never_fails(catalogue: None, text: str) -> None:
    asker = asker_names().resolve(text)
    assert asker.recognised == bool(asker.label)
    asker_names().suggestions(text)
