"""Who of the asker's kind runs it is a reason, with the way to who they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from tests.features.finder.conftest import Asking
from tests.people import agency
from tular.features.catalogue.models import Innovation
from tular.features.finder.actions import reindex
from tular.features.replications.choices import ReplicationState
from tular.features.replications.models import Replication

CODE = "oth-c-034"
NEED = "banyak balita stunting di desa kami, kader posyandu sedikit"


def take(taker: str, state: ReplicationState, months: int | None = None) -> None:
    record = Innovation.objects.get(code=CODE)
    body = agency(taker)
    Replication.objects.create(
        code=f"uji-{taker}", innovation=record, origin_title=record.title, origin_agency=record.agency,
        origin_agency_text=record.agency.name, taker=body, taker_text=body.name, state=state, proven_months=months,
    )  # fmt: skip


@pytest.fixture
def ask(own_index: Path, client: Client) -> Asking:
    take("pemkab-gresik", ReplicationState.RUNNING)
    take("pemkab-sumedang", ReplicationState.PROVEN, 13)
    take("pemkab-klungkung", ReplicationState.SIGNED)
    take("pemkot-denpasar", ReplicationState.RUNNING)
    reindex()
    return Asking(client)


def why(ask: Asking, **asked: str) -> str:
    (line,) = [line for line in ask.page(q=NEED, **asked).lines if line.hit.code == CODE]
    return " | ".join(line.why)


def test_a_regency_reads_how_many_regencies_run_it_and_how_many_proved_that_it_lasts(ask: Asking) -> None:
    said = why(ask, untuk="Kabupaten Alor")
    assert "Dijalankan 2 kabupaten lain, seperti Anda; 1 terbukti sesudah 12 bulan" in said
    assert "Pemerintah Kabupaten Gresik" in said and "Pemerintah Kabupaten Sumedang" in said
    assert "seperti Anda; 1 terbukti sesudah 12 bulan: Pemerintah Kabupaten Klungkung" not in said


def test_the_reason_leads_to_who_they_are(ask: Asking) -> None:
    slug = Innovation.objects.get(code=CODE).slug
    assert f'<a href="/inovasi/{slug}#peniru">Dijalankan 2 kabupaten' in why(ask, untuk="Kabupaten Alor")


def test_a_city_reads_of_cities_and_who_said_nothing_of_nobody(ask: Asking) -> None:
    assert "Dijalankan 1 kota lain, seperti Anda, menurut sumber" in why(ask, untuk="Kota Surabaya")
    assert "seperti Anda" not in why(ask)


def test_the_reason_can_be_switched_off(ask: Asking) -> None:
    assert "seperti Anda; 1 terbukti" not in why(ask, untuk="Kabupaten Alor", tanpa="taken_alike")
