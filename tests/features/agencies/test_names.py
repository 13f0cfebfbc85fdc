"""Recognising agencies by the ways in which people write their names."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tular.features.agencies.models import Agency
from tular.features.agencies.queries import agency_lookup, find_agency
from tular.features.agencies.queries.names import name_key, words_of


@pytest.mark.parametrize(
    ("written", "slug"),
    [
        ("Pemerintah Kabupaten Alor", "pemkab-alor"),
        ("  pemerintah   KABUPATEN alor ", "pemkab-alor"),
        ("Pemkab Alor", "pemkab-alor"),
        ("Kab. Alor", "pemkab-alor"),
        ("Kabupaten Alor", "pemkab-alor"),
        ("pemkab-alor", "pemkab-alor"),
        ("Pemerintah Daerah Kabupaten Alor", "pemkab-alor"),
        ("Kota Bandung", "pemkot-bandung"),
        ("Kabupaten Bandung", "pemkab-bandung"),
        ("Kabupaten Gunung Kidul", "pemkab-gunungkidul"),
        ("Pemerintah Kabupaten Tojo Una-Una", "pemkab-tojo-una-una"),
        ("Pemerintah Kabupaten Maluku Tenggara Barat", "pemkab-kepulauan-tanimbar"),
        ("Pemerintah Provinsi Aceh", "pemprov-aceh"),
        ("Pemprov Jabar", "pemprov-jawa-barat"),
        ("Provinsi NTT", "pemprov-nusa-tenggara-timur"),
        ("Kota Jakarta Pusat", "kota-administrasi-jakarta-pusat"),
        ("Kemenkes", "kemenkes"),
        ("Kementerian Kesehatan Republik Indonesia", "kemenkes"),
        ("KemenPAN-RB", "kemen-panrb"),
        ("Kementerian PAN RB", "kemen-panrb"),
        ("Bappenas", "kemen-ppn-bappenas"),
        ("Badan Pertanahan Nasional", "kemen-atr-bpn"),
        ("Kementerian Hukum & HAM", "kemenkumham"),
        ("Kementerian Hukum", "kemenkum"),
        ("BKKBN", "bkkbn"),
        ("PT PLN", "bumn-pln"),
        ("Polri", "polri"),
    ],
)
def test_an_agency_is_found_by(catalogue: None, written: str, slug: str) -> None:
    found = find_agency(written)
    assert found is not None and found.slug == slug


@pytest.mark.parametrize(
    "written",
    ["", "!!", "Alor", "Bogor", "Jawa Timur", "Dinas Kesehatan Kabupaten Alor", "Puskesmas Senen", "kabupaten", "🙂"],
)
def test_nobody_is_guessed_from(catalogue: None, written: str) -> None:
    assert find_agency(written) is None


def test_every_agency_is_found_by_its_name_slug_and_abbreviation(catalogue: None) -> None:
    lookup = agency_lookup()
    for agency in Agency.objects.all():
        assert lookup.find(agency.name) == agency
        assert lookup.find(agency.slug) == agency
        if agency.abbreviation:
            assert lookup.find(agency.abbreviation) == agency


def test_a_name_that_two_agencies_share_names_neither(db: None) -> None:
    for slug, name in (("a", "Badan Satu"), ("b", "Badan Dua")):
        Agency.objects.create(slug=slug, name=name, kind="lembaga", abbreviation="BS", counted="no")
    assert find_agency("BS") is None
    assert find_agency("Badan Satu") is not None


def test_a_name_that_changed_is_known_at_once(db: None) -> None:
    agency = Agency.objects.create(slug="a", name="Badan Satu", kind="lembaga", counted="no")
    assert find_agency("Badan Satu") == agency
    Agency.objects.update(name="Badan Baru")
    assert find_agency("Badan Satu") is None
    assert find_agency("Badan Baru") == agency


def test_the_nearest_names_help_with_a_slip(catalogue: None) -> None:
    assert agency_lookup().nearest("Pemerintah Kabupaten Banyuwagi")[0] == "Pemerintah Kabupaten Banyuwangi"
    assert len(agency_lookup().nearest("Pemerintah Kabupaten Banyuwagi")) == 3
    assert agency_lookup().nearest("", 3) == []


def test_a_lookup_asks_the_database_three_times_however_many_names_follow(
    catalogue: None, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(3):
        lookup = agency_lookup()
        for name in ("Pemkab Alor", "Kota Bandung", "tidak ada"):
            lookup.find(name)


@given(st.text(max_size=60))
def test_a_key_is_plain_and_does_not_depend_on_case_or_blanks(text: str) -> None:
    assert name_key(text) == "".join(words_of(text))
    assert name_key(text).isalnum() or name_key(text) == ""
    assert name_key(f"  {text.lower()}  ") == name_key(text.lower())
