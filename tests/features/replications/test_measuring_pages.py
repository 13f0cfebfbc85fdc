"""The pages of measuring: what is shown, what is typed, what is kept on a refusal."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.factories.replications import make_case, make_indicator, people
from tular.features.accounts.models import User
from tular.features.catalogue.models import Indicator
from tular.features.replications.choices import CaseState
from tular.features.replications.models import Case, CaseIndicator, Measurement
from tular.foundation.once.versions import VERSION_FIELD, version_of

pytestmark = pytest.mark.usefixtures("catalogue")

FORM = {
    "name": "Waktu tunggu", "unit": "menit", "scale": "rata-rata", "better": "turun", "baseline": "1.234,5",
    "baseline_total": "40", "baseline_sd": "3,2", "baseline_on": "2026-02-01", "baseline_source": "laporan Februari",
    "target": "30", "target_on": "2027-02-01",
}  # fmt: skip
VALUES = {"on": "2026-06-10", "value": "", "events": "55", "total": "100", "method": "register posyandu"}


def as_(client: Client, who: str = "taker") -> Client:
    """Signed in as one of the made-up people."""
    client.force_login(people()[who])
    return client


def test_an_indicator_is_added_with_numbers_as_they_are_written_here(client: Client) -> None:
    case = make_case()
    answer = as_(client).post(f"{case.path}/ukuran/tambah", FORM)
    assert (answer.status_code, answer["Location"]) == (302, f"{case.path}/ukuran")
    made = case.indicators.get()
    assert (str(made.baseline), made.main, made.key) == ("1234.5000", True, "waktu tunggu|menit")
    page = client.get(f"{case.path}/ukuran").content.decode()
    assert "1.234,5" in page
    assert "n = 40" in page


def test_what_was_typed_stays_when_it_is_refused(client: Client) -> None:
    case = make_case()
    answer = as_(client).post(f"{case.path}/ukuran/tambah", {**FORM, "baseline": "dua puluh", "target": "40,00001"})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "“dua puluh” bukan angka" in text
    assert 'value="dua puluh"' in text
    assert "empat angka" in text


def test_an_indicator_of_the_origin_is_offered_and_taken_over(client: Client) -> None:
    case = make_case()
    origin = Indicator.objects.create(
        innovation=case.innovation, name="Balita ditimbang", unit="persen balita", better="naik", before=40, after=80,
        before_period="2018", after_period="2022", method="penimbangan serentak",
    )  # fmt: skip
    page = as_(client).get(f"{case.path}/ukuran/tambah?dari=asal-{origin.pk}").content.decode()
    assert 'value="persen balita"' in page
    sent = {**FORM, "name": "Balita ditimbang", "unit": "persen balita", "scale": "bagian", "better": "naik",
            "baseline": "40", "baseline_total": "", "baseline_sd": "", "target": "80"}  # fmt: skip
    client.post(f"{case.path}/ukuran/tambah?dari=asal-{origin.pk}", sent)
    assert case.indicators.get().origin == origin
    shown = client.get(f"{case.path}/ukuran").content.decode()
    assert "Di tempat asal" in shown
    assert "Tidak digambar bersama" in shown


def test_what_other_takers_measure_is_offered_so_that_it_can_be_pooled(client: Client, pembina: User) -> None:
    first = make_case(CaseState.RUNNING)
    own = make_case(name="Lain", innovation=first.innovation, taker=first.taker.__class__.objects.get(
        slug="pemkab-malang"))  # fmt: skip
    client.force_login(own.contact)  # type: ignore[arg-type]
    theirs = first.indicators.get()
    page = client.get(f"{own.path}/ukuran/tambah?dari=rekan-{theirs.pk}").content.decode()
    assert 'value="Balita ditimbang"' in page
    make_indicator(own, by=own.contact)  # type: ignore[arg-type]
    assert "1 peniru lain mengukur hal yang sama" in client.get(f"{own.path}/ukuran").content.decode()


def test_a_value_is_filled_in_and_put_right(client: Client) -> None:
    case = make_case(CaseState.RUNNING)
    at = f"{case.path}/ukuran/{case.indicators.get().pk}"
    assert as_(client).post(f"{at}/isi", VALUES).status_code == 302
    row = Measurement.objects.get()
    assert str(row.value) == "55.0000"
    again = client.post(f"{at}/isi", VALUES)
    assert again.status_code == 409
    assert "sudah tercatat 55 persen" in again.content.decode()
    assert client.post(f"{at}/perbaiki/{row.pk}", {**VALUES, "events": "56"}).status_code == 302
    row.refresh_from_db()
    assert row.value == 56


def test_who_was_slower_sees_both_values_and_keeps_what_was_typed(client: Client) -> None:
    case = make_case(CaseState.RUNNING)
    at = f"{case.path}/ukuran/{case.indicators.get().pk}"
    as_(client).post(f"{at}/isi", VALUES)
    row = Measurement.objects.get()
    seen = version_of(row)
    client.post(f"{at}/perbaiki/{row.pk}", {**VALUES, "events": "60"})
    answer = client.post(f"{at}/perbaiki/{row.pk}", {**VALUES, "events": "61", VERSION_FIELD: seen})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Tersimpan sekarang: 60 persen" in text
    assert 'value="61"' in text


def test_the_awaited_month_is_an_empty_cell_to_fill_in_for_the_taker_alone(client: Client) -> None:
    case = make_case(CaseState.RUNNING)
    cell = f'href="{case.path}/ukuran/{case.indicators.get().pk}/isi">isi'
    assert cell in as_(client).get(f"{case.path}/ukuran").content.decode()
    assert cell not in as_(client, "owner").get(f"{case.path}/ukuran").content.decode()


def test_the_table_has_a_row_for_every_value(client: Client) -> None:
    case = make_case(CaseState.CLOSING)
    text = as_(client, "owner").get(f"{case.path}/ukuran.csv").content.decode("utf-8-sig")
    assert [line.split(",")[5] for line in text.splitlines()] == ["bulan_sejak_mulai", "data awal", "6"]


def test_that_it_still_runs_is_said_on_a_page(client: Client) -> None:
    case = make_case(CaseState.DONE)
    answer = as_(client).post(f"{case.path}/ukuran/masih-berjalan", {"on": "2026-10-10"})
    assert answer.status_code == 302
    row = Case.objects.get(pk=case.pk).replication
    assert row is not None
    assert str(row.seen_on) == "2026-10-10"


def test_strangers_find_nothing_and_the_owner_writes_nothing(client: Client, outsider: User) -> None:
    case = make_case(CaseState.RUNNING)
    row: CaseIndicator = case.indicators.get()
    ways = ("", "/tambah", "/masih-berjalan", f"/{row.pk}/ubah", f"/{row.pk}/isi", f"/{row.pk}/lepas")
    client.force_login(outsider)
    assert {client.get(f"{case.path}/ukuran{way}").status_code for way in ways} == {404}
    as_(client, "owner")
    assert {client.get(f"{case.path}/ukuran{way}").status_code for way in ways[1:]} == {403}


def test_the_page_asks_a_fixed_number_of_queries(client: Client, django_assert_max_num_queries: Any) -> None:
    case = make_case(CaseState.DONE)
    as_(client).get(f"{case.path}/ukuran")
    with django_assert_max_num_queries(40) as first:
        client.get(f"{case.path}/ukuran")
    for name in ("Kader", "Menit", "Desa"):
        other = make_indicator(case, by=people()["taker"], main=False, name=name, key=name)
        other.measurements.create(on="2026-06-10", value=5, method="x", by=people()["taker"], at=case.created_at)
    with django_assert_max_num_queries(len(first)):
        client.get(f"{case.path}/ukuran")
