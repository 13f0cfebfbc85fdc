from __future__ import annotations

import copy
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.html import escape
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.factories.catalogue import make_agency, make_innovation, make_theme
from tular.features.agencies.models import Agency
from tular.features.catalogue.actions.content import apply_content
from tular.features.catalogue.forms import section_form
from tular.features.catalogue.models import Cost, IndexOutbox, Indicator, Innovation, PeopleNeed, Photo, Video
from tular.features.catalogue.queries.content import (
    SECTIONS,
    Content,
    Field,
    Kind,
    Piece,
    content_of,
    differences,
    empty_content,
    problems_of,
    readable,
    section,
)
from tular.features.catalogue.queries.content.reading import canonical
from tular.features.catalogue.queries.content.typed import shown, typed
from tular.foundation.actions import Refused

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def words(field: Field) -> st.SearchStrategy[str]:
    letters = st.characters(codec="utf-8", categories=("L", "N", "P", "S"))
    word = st.text(letters, min_size=1, max_size=8)
    joined = " " if field.kind is Kind.LINE else "\n"
    return st.lists(word, min_size=1, max_size=4).map(lambda found: joined.join(found)[: field.longest])


def decimals(field: Field) -> st.SearchStrategy[str]:
    low, high = Decimal(field.lowest or 0), Decimal(field.highest or 0)
    return st.decimals(low, high, places=field.places, allow_nan=False, allow_infinity=False).map(canonical)


def values(field: Field) -> st.SearchStrategy[Any]:
    known: st.SearchStrategy[Any] = {
        Kind.LINE: lambda: words(field),
        Kind.TEXT: lambda: words(field),
        Kind.YEAR: lambda: st.integers(1945, 2030),
        Kind.WHOLE: lambda: st.integers(int(field.lowest or 0), int(field.highest or 0)),
        Kind.NUMBER: lambda: decimals(field),
        Kind.MONEY: lambda: decimals(field),
        Kind.DEGREE: lambda: decimals(field),
        Kind.CHOICE: lambda: st.sampled_from([code for code, _ in field.options]),
        Kind.CHOICES: lambda: st.sets(st.sampled_from([code for code, _ in field.options])).map(
            lambda chosen: [code for code, _ in field.options if code in chosen]
        ),
        Kind.FLAG: st.booleans,
        Kind.WEB: lambda: st.just("https://contoh.id/a"),
        Kind.AGENCY: lambda: st.just("pemangku"),
        Kind.FILE: st.none,
    }[field.kind]()
    return known if field.required else st.one_of(st.just(field.kind.empty), known)


@st.composite
def contents(draw: st.DrawFn) -> Content:
    told: Content = {}
    for part in SECTIONS:
        told[part.code] = {field.name: draw(values(field)) for field in part.fields}
        for rows in part.rows:
            needs_file = any(field.kind is Kind.FILE and field.required for field in rows.fields)
            row = st.fixed_dictionaries({field.name: values(field) for field in rows.fields})
            told[part.code][rows.name] = [] if needs_file else draw(st.lists(row, max_size=2))
    place = told["identitas"]
    if place["latitude"] is None or place["longitude"] is None:
        place["latitude"] = place["longitude"] = None
    return told


@given(data=st.data())
@settings(max_examples=12, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
def test_what_is_applied_is_read_back_the_same(data: st.DataObject) -> None:
    with transaction.atomic():
        Agency.objects.create(slug="pemangku", name="Pemangku", kind="kementerian", counted="yes")
        make_theme(), make_theme("air", "Air")
        innovation = make_innovation(make_agency())
        for _ in range(2):
            content = data.draw(contents())
            content["klasifikasi"]["themes"].sort()
            apply_content(innovation, copy.deepcopy(content), by=None, now=NOW)
            assert content_of(Innovation.objects.get(pk=innovation.pk)) == content
            assert problems_of(content_of(innovation)) == []
            assert differences(content, content_of(innovation)) == ()
            readable(content)
        transaction.set_rollback(True)


def test_the_content_of_an_old_record_is_mostly_unknown_and_stays_as_it_is() -> None:
    innovation = make_innovation(make_agency(), "Lama", problem="Jauh.", year=2019)
    content = content_of(innovation)
    expected = empty_content()
    expected["identitas"] |= {"title": "Lama", "year": 2019}
    expected["masalah"]["problem"] = "Jauh."
    assert content == expected
    apply_content(innovation, content, by=None, now=NOW)
    assert content_of(Innovation.objects.get(pk=innovation.pk)) == expected


def test_only_the_sections_given_are_changed_and_the_index_is_told() -> None:
    innovation = make_innovation(make_agency(), "Judul", problem="Jauh.")
    apply_content(innovation, {"tenaga": {"people_needs": [{"role": "Kader", "number": 12}]}}, by=None, now=NOW)
    innovation.refresh_from_db()
    assert (innovation.title, innovation.problem) == ("Judul", "Jauh.")
    assert list(innovation.people_needs.values_list("role", "number", "time", "skill")) == [("Kader", 12, "", "")]
    assert list(IndexOutbox.objects.values_list("innovation_id", "at")) == [(innovation.pk, NOW)]


def test_rows_that_stay_the_same_keep_their_identity() -> None:
    innovation = make_innovation(make_agency())
    content: Content = {"biaya": {"costs": [{"source": "apbd", "year_1": "150000000"}]}}
    apply_content(innovation, content, by=None, now=NOW)
    first = Cost.objects.get().pk
    apply_content(innovation, content, by=None, now=NOW)
    assert Cost.objects.get().pk == first


@pytest.mark.parametrize(
    ("content", "place", "sentence"),
    [
        ({"identitas": {"title": ""}}, "identitas.title", "Judul inovasi wajib diisi."),
        (
            {"identitas": {"title": "A", "latitude": "1"}},
            "identitas.longitude",
            "Isi garis lintang dan garis bujur, atau kosongkan keduanya.",
        ),
        ({"identitas": {"title": "A", "year": 19}}, "identitas.year", "empat angka"),
        ({"identitas": {"title": "A\x00"}}, "identitas.title", "tidak dapat disimpan"),
        ({"klasifikasi": {"sdgs": ["18"]}}, "klasifikasi.sdgs", "tidak ada di daftar"),
        ({"klasifikasi": {"themes": ["tidak-ada"]}}, "klasifikasi.themes", "tidak ada di daftar"),
        ({"orang": {"stakeholder": "tidak-ada"}}, "orang.stakeholder", "tidak dikenal"),
        ({"biaya": {"costs": [{"source": "apbd", "year_2": "-1"}]}}, "biaya.costs.1.year_2", "Paling kecil 0."),
        ({"biaya": {"costs": [{"source": "apbd", "year_2": "banyak"}]}}, "biaya.costs.1.year_2", "Tulis angka saja"),
        ({"biaya": {"costs": [{"source": "apbd", "year_1": "NaN"}]}}, "biaya.costs.1.year_1", "Tulis angka saja"),
        ({"hasil": {"indicators": [{"name": "Stunting"}]}}, "hasil.indicators.1.unit", "Satuan wajib diisi."),
        ({"media": {"videos": [{"url": "javascript:alert(1)", "title": "V"}]}}, "media.videos.1.url", "https://"),
        ({"media": {"videos": [{"url": "http://a.id/v", "title": "V"}]}}, "media.videos.1.url", "https://"),
        ({"media": {"photos": [{"file": "bukan-berkas", "alt": "A", "consent": "setuju"}]}},
         "media.photos.1.file", "Unggah sekali lagi"),
        ({"aturan": {"legal_rules": [{"kind": "sop"}] * 31}}, "aturan.legal_rules", "Paling banyak 30 baris"),
        ({"aturan": {"legal_rules": "x"}}, "aturan.legal_rules", "tidak terbaca"),
        ({"lain": {}}, "lain", "tidak dikenal"),
    ],
)  # fmt: skip
def test_wrong_content_is_refused_with_a_sentence_and_nothing_changes(
    content: Content, place: str, sentence: str
) -> None:
    innovation = make_innovation(make_agency(), "Judul")
    with pytest.raises(Refused) as refused:
        apply_content(innovation, content, by=None, now=NOW)
    assert [reason.field for reason in refused.value.reasons] == [place]
    assert sentence in refused.value.reasons[0].text
    assert content_of(Innovation.objects.get(pk=innovation.pk))["identitas"]["title"] == "Judul"


def test_long_texts_of_old_are_kept_but_authors_are_asked_to_be_short() -> None:
    content: Content = {"masalah": {"summary": "kata " * 81}}
    content["masalah"]["summary"] = content["masalah"]["summary"].strip()
    assert problems_of(content) == []
    assert [problem.text for problem in problems_of(content, strict=True)] == [
        "Terlalu panjang: 81 kata, paling banyak 80. Tidak ada yang hilang; ringkas dulu."
    ]


@pytest.mark.parametrize(
    "row",
    [
        lambda innovation: Cost(innovation=innovation, source="apbd", year_1=-1),
        lambda innovation: Cost(innovation=innovation, source="judi"),
        lambda innovation: PeopleNeed(innovation=innovation, role=""),
        lambda innovation: PeopleNeed(innovation=innovation, role="Kader", number=0),
        lambda innovation: Indicator(innovation=innovation, name="A", unit=""),
        lambda innovation: Video(innovation=innovation, title="V", url="http://a.id"),
    ],
)
def test_the_database_refuses_rows_that_make_no_sense(row: Any) -> None:
    innovation = make_innovation(make_agency())
    with pytest.raises(IntegrityError), transaction.atomic():
        row(innovation).save()


@pytest.mark.parametrize("values", [{"latitude": 1}, {"latitude": 91, "longitude": 1}, {"kind": "setengah"}])
def test_the_database_refuses_a_place_or_kind_that_makes_no_sense(values: dict[str, Any]) -> None:
    innovation = make_innovation(make_agency())
    with pytest.raises(IntegrityError), transaction.atomic():
        Innovation.objects.filter(pk=innovation.pk).update(**values)


def test_old_and_new_stand_side_by_side_word_by_word() -> None:
    old: Content = {
        "masalah": {"problem": "Data belum terkumpul."},
        "tenaga": {"people_needs": [{"role": "Kader", "number": 12}]},
        "biaya": {"costs": [{"source": "apbd", "year_1": "150000000"}]},
    }
    new: Content = {
        "masalah": {"problem": "Data anak belum terkumpul."},
        "tenaga": {"people_needs": [{"role": "Kader", "number": 12}, {"role": "Petugas data", "time": "penuh"}]},
        "biaya": {"costs": []},
    }
    found = {section.code: section for section in differences(old, new)}
    assert list(found) == ["masalah", "tenaga", "biaya"]
    (problem,) = found["masalah"].fields
    assert (problem.label, problem.old, problem.new) == (
        "Masalah",
        "Data belum terkumpul.",
        "Data anak belum terkumpul.",
    )
    assert problem.old_pieces == (Piece("Data ", "same"), Piece("belum terkumpul.", "same"))
    assert problem.new_pieces == (Piece("Data ", "same"), Piece("anak ", "new"), Piece("belum terkumpul.", "same"))
    (added,) = found["tenaga"].fields
    assert (added.change, added.new) == ("added", "Peran: Petugas data; Waktu kerja: Penuh waktu")
    (removed,) = found["biaya"].fields
    assert (removed.change, removed.old) == (
        "removed",
        "Sumber: APBD kabupaten/kota; Tahun pertama, rupiah: Rp 150.000.000",
    )


def test_differences_read_names_in_a_fixed_number_of_queries(django_assert_max_num_queries: Any) -> None:
    content = empty_content()
    content["orang"]["stakeholder"] = "pemangku"
    other = copy.deepcopy(content)
    other["orang"]["stakeholder"] = ""
    with django_assert_max_num_queries(3):
        differences(content, other)


def test_photos_without_alt_text_or_consent_are_refused_by_the_database() -> None:
    assert {constraint.name for constraint in Photo._meta.constraints} == {
        "photo_says_what_it_shows",
        "photo_has_consent_of_people",
    }


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.250.000,5", "1250000.5"),
        ("Rp 150.000.000", "150000000"),
        ("12,50", "12.5"),
        ("8.3", "8.3"),
        ("1.250", "1250"),
        ("banyak", "banyak"),
        ("", None),
    ],
)
def test_figures_are_read_as_indonesians_write_them_and_nothing_typed_is_lost(text: str, value: str | None) -> None:
    assert typed(section("biaya").list("costs").field("year_1"), text) == value


def test_a_coordinate_is_read_with_its_decimal_point() -> None:
    assert typed(section("identitas").field("latitude"), "-6.857") == "-6.857"


@given(st.decimals(-99_999_999_999, 99_999_999_999, places=4, allow_nan=False).map(canonical))
def test_a_figure_that_is_shown_and_sent_again_stays_the_same(value: str) -> None:
    field = section("hasil").list("indicators").field("before")
    assert typed(field, shown(field, value)) == value


def test_a_form_gives_back_all_that_was_typed_and_says_what_is_wrong() -> None:
    data = QueryDict(
        "results=Turun&indicators-TOTAL_FORMS=3&indicators-INITIAL_FORMS=0&indicators-0-name=Stunting"
        "&indicators-0-before=banyak&indicators-1-name=&indicators-2-name=Kader&indicators-2-unit=orang"
        "&indicators-2-after=1.200"
    )
    form = section_form("hasil", section("hasil").empty, data)
    assert not form.is_valid()
    assert [(row["name"], row["before"], row["after"]) for row in form.content["indicators"]] == [
        ("Stunting", "banyak", None),
        ("Kader", None, "1200"),
    ]
    assert [(error.target, error.text) for error in form.errors] == [
        ("id_indicators-0-unit", "Satuan wajib diisi."),
        ("id_indicators-0-before", "Tulis angka saja, misalnya 1.250.000 atau 12,5."),
    ]


def test_a_row_can_be_added_and_removed_without_a_script() -> None:
    content = {"legal_rules": [{"kind": "sop", "number": "1"}, {"kind": "uu", "number": "2"}]}
    data = QueryDict(
        "legal_rules-TOTAL_FORMS=3&legal_rules-INITIAL_FORMS=2&legal_rules-0-kind=sop&legal_rules-0-number=1"
        "&legal_rules-0-DELETE=on&legal_rules-1-kind=uu&legal_rules-1-number=25&tambah=legal_rules"
    )
    form = section_form("aturan", content, data)
    assert form.asks_row
    assert [(row["kind"], row["number"]) for row in form.content["legal_rules"]] == [("uu", "25")]
    assert len(form.lists[0].formset.forms) == 4


@pytest.mark.parametrize("code", [one.code for one in SECTIONS])
def test_every_section_shows_as_a_form_and_sent_unchanged_gives_the_same_content(code: str) -> None:
    make_theme()
    form = section_form(code, section(code).empty)
    text = render_to_string("catalogue/forms/section.html", {"form": form})
    assert all(str(escape(one.label)) in text for one in section(code).fields)
    lists = "".join(f"&{one.name}-TOTAL_FORMS=1&{one.name}-INITIAL_FORMS=0" for one in section(code).rows)
    sent = section_form(code, section(code).empty, QueryDict(f"x=1{lists}"))
    assert sent.content == section(code).empty
