"""Taking over innovations row by row."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError

from tular.features.agencies.models import Agency
from tular.features.catalogue.actions import (
    AwardClaim,
    InnovationRow,
    load_themes,
    mark_changed,
    owners_of_codes,
    upsert_innovation,
    upsert_innovations,
)
from tular.features.catalogue.actions.innovations import Taken
from tular.features.catalogue.choices import AwardLevel, Sustainability
from tular.features.catalogue.models import IndexOutbox, Innovation, Recognition, SourceRecord

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
LATER = datetime(2026, 2, 2, 3, 4, tzinfo=UTC)


@pytest.fixture
def agency() -> Agency:
    load_themes()
    return Agency.objects.create(slug="a", name="Badan A", kind="lembaga", counted="no")


@pytest.fixture
def row(agency: Agency) -> InnovationRow:
    return InnovationRow(
        code="k-1",
        title="Posyandu Keliling",
        agency_id=agency.pk,
        payload={"id": "k-1", "title": " Posyandu Keliling", "award": "top99", "category": "", "year": "2019"},
        year=2019,
        themes=("kesehatan", "stunting", "kesehatan"),
        sdgs=(3,),
        awards=(AwardClaim(AwardLevel.TOP99, 2019, "top99"),),
        source_url="https://a.example",
    )


def changed(row: InnovationRow, **differences: Any) -> InnovationRow:
    return replace(row, **differences, payload={**row.payload, "note": "berubah"})


def test_a_new_row_becomes_an_innovation_with_everything_that_belongs_to_it(row: InnovationRow) -> None:
    assert upsert_innovation(row, source="tular", now=NOW) == "created"
    innovation = Innovation.objects.get(code="k-1")
    assert (innovation.title, innovation.slug, innovation.year, innovation.sdgs) == (
        "Posyandu Keliling",
        "k-1-posyandu-keliling",
        2019,
        [3],
    )
    assert set(innovation.themes.values_list("slug", flat=True)) == {"kesehatan", "stunting"}
    recognition = innovation.recognitions.get()
    assert (recognition.level, recognition.year, recognition.as_written, recognition.agency_id) == (
        "top99",
        2019,
        "top99",
        row.agency_id,
    )
    record = innovation.sources.get()
    assert (record.source, record.source_id, record.payload, record.imported_at) == ("tular", "k-1", row.payload, NOW)
    assert record.payload_hash == row.payload_hash and len(record.payload_hash) == 64
    assert list(IndexOutbox.objects.values_list("innovation_id", "at")) == [(innovation.pk, NOW)]


def test_the_same_row_again_changes_nothing(row: InnovationRow) -> None:
    upsert_innovation(row, source="tular", now=NOW)
    IndexOutbox.objects.all().delete()
    reordered = replace(row, payload=dict(reversed(row.payload.items())))
    assert upsert_innovation(reordered, source="tular", now=LATER) == "unchanged"
    assert SourceRecord.objects.get().imported_at == NOW
    assert not IndexOutbox.objects.exists()


def test_a_changed_row_updates_its_innovation_and_the_address_stays(row: InnovationRow) -> None:
    upsert_innovation(row, source="tular", now=NOW)
    IndexOutbox.objects.all().delete()
    newer = changed(
        row,
        title="Posyandu Terapung",
        themes=("perikanan",),
        awards=(),
        sustainability=Sustainability.GROWS,
        confirmed_on=date(2026, 1, 1),
    )
    assert upsert_innovation(newer, source="tular", now=LATER) == "updated"
    innovation = Innovation.objects.get()
    assert (innovation.title, innovation.slug) == ("Posyandu Terapung", "k-1-posyandu-keliling")
    assert (innovation.sustainability, innovation.confirmed_on) == ("berkembang", date(2026, 1, 1))
    assert list(innovation.themes.values_list("slug", flat=True)) == ["perikanan"]
    assert not innovation.recognitions.exists()
    assert innovation.sources.get().imported_at == LATER
    assert list(IndexOutbox.objects.values_list("innovation_id", flat=True)) == [innovation.pk]


def test_awards_that_another_source_told_of_outlive_a_changed_row(row: InnovationRow) -> None:
    upsert_innovation(row, source="tular", now=NOW)
    Recognition.objects.create(
        innovation=Innovation.objects.get(), agency_id=row.agency_id, level="iga", year=2020, as_written="IGA 2020"
    )
    upsert_innovation(changed(row, awards=()), source="tular", now=LATER)
    assert list(Recognition.objects.values_list("as_written", flat=True)) == ["IGA 2020"]


def test_codes_that_look_alike_in_an_address_get_addresses_of_their_own(row: InnovationRow) -> None:
    rows = [replace(row, code=code) for code in ("k 1", "K-1", "🙂", "🙃")]
    rows[2:] = [replace(other, title="🙂") for other in rows[2:]]
    upsert_innovations(rows, source="tular", now=NOW)
    slugs = dict(Innovation.objects.values_list("code", "slug"))
    assert len(set(slugs.values())) == 4 and all(slugs.values())
    assert slugs["k 1"] == "k-1-posyandu-keliling"


def test_a_long_title_gives_an_address_of_140_characters_at_most(row: InnovationRow) -> None:
    upsert_innovation(replace(row, title="panjang sekali " * 20), source="tular", now=NOW)
    assert len(Innovation.objects.get().slug) <= 140


def test_several_rows_are_counted_and_named_as_they_are_stored(row: InnovationRow) -> None:
    upsert_innovation(row, source="tular", now=NOW)
    said: list[str] = []
    rows = [row, *(replace(row, code=f"k-{number}") for number in range(2, 5))]
    assert upsert_innovations(rows, source="tular", now=NOW, progress=said.append) == Taken(3, 0, 1)
    assert said == ["3 dari 3 inovasi disimpan"]


def test_a_code_of_another_source_is_known_beforehand_and_refused_by_the_database(row: InnovationRow) -> None:
    upsert_innovation(row, source="tular", now=NOW)
    assert owners_of_codes(["k-1", "k-2"], "jatim") == {"k-1": "tular"}
    assert owners_of_codes(["k-1", "k-2"], "tular") == {}
    with pytest.raises(IntegrityError):
        upsert_innovation(row, source="jatim", now=NOW)


def test_a_change_is_noted_once_per_innovation() -> None:
    mark_changed([3, 1, 3], NOW)
    assert list(IndexOutbox.objects.order_by("id").values_list("innovation_id", flat=True)) == [3, 1]


def test_the_number_of_queries_does_not_grow_with_the_rows(
    row: InnovationRow, django_assert_max_num_queries: Any
) -> None:
    rows = [replace(row, code=f"k-{number}") for number in range(300)]
    with django_assert_max_num_queries(30):
        upsert_innovations(rows, source="tular", now=NOW)
