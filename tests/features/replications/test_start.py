"""Beginning a case: from an innovation or a search, with need, baseline, way of working and parts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils.http import urlencode

from tests.factories.catalogue import make_innovation
from tests.factories.replications import make_case, people
from tests.people import agency, make_member, make_person, make_unit
from tular.features.agencies.choices import Role
from tular.features.catalogue.choices import Better
from tular.features.catalogue.choices import PartKind as CataloguePart
from tular.features.catalogue.models import Indicator, Innovation, Part
from tular.features.replications.choices import CaseState, Kind, PartKind, Scale, WorkModel
from tular.features.replications.models import Case

pytestmark = pytest.mark.usefixtures("catalogue")


@pytest.fixture
def innovation() -> Innovation:
    made = make_innovation(agency=agency("pemkab-sidoarjo"), title="Antrean Posyandu Pintar")
    for place, (kind, name) in enumerate(
        ((CataloguePart.CORE, "Pendaftaran lewat pesan singkat"), (CataloguePart.ADAPTABLE, "Jadwal posyandu"))
    ):
        Part.objects.create(innovation=made, kind=kind, name=name, reason="Tanpa itu antre lagi.", place=place)
    Indicator.objects.create(innovation=made, name="Lama antre", unit="menit", better=Better.DOWN, place=0)
    return made


@pytest.fixture
def officer(client: Client) -> Client:
    client.force_login(people()["taker"])
    return client


def address(innovation: Innovation, need: str = "") -> str:
    asked = {"inovasi": innovation.slug} | ({"kebutuhan": need} if need else {})
    return f"/replikasi/mulai?{urlencode(asked)}"


def typed(officer: Client, where: str, **fields: Any) -> dict[str, Any]:
    form = officer.get(where).context["form"]
    return {
        "place": form.fields["place"].choices[0][0], "name": "Posyandu Cepat", "need": "Antrean 120 menit",
        "model": WorkModel.TOGETHER, "kind": Kind.ADAPTATION,
    } | fields  # fmt: skip


def test_a_stranger_signs_in_and_comes_back_with_the_need(client: Client, innovation: Innovation) -> None:
    answer = client.get(address(innovation, "antrean posyandu"))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/masuk?")
    assert "kebutuhan%3Dantrean" in answer["Location"]


def test_the_page_of_an_innovation_offers_it(client: Client, innovation: Innovation) -> None:
    page = client.get(f"/inovasi/{innovation.slug}").content.decode()
    assert f"/replikasi/mulai?inovasi={innovation.slug}" in page
    assert "Perlu akun instansi" in page


def test_the_need_is_carried_over_and_said_to_be(officer: Client, innovation: Innovation) -> None:
    page = officer.get(address(innovation, "antrean posyandu lama")).content.decode()
    assert "antrean posyandu lama" in page
    assert "disalin dari pencarian" in page
    assert "disalin dari pencarian" not in officer.get(address(innovation)).content.decode()


def test_without_an_agency_one_reads_how_to_get_one_and_keeps_the_need(client: Client, innovation: Innovation) -> None:
    client.force_login(make_person())
    page = client.get(address(innovation, "antrean lama")).content.decode()
    assert "belum bekerja untuk sebuah instansi" in page
    assert "antrean lama" in page


def test_without_an_innovation_one_is_led_to_the_page_of_replicating(officer: Client) -> None:
    assert officer.get("/replikasi/mulai")["Location"] == "/replikasi"
    assert officer.get("/replikasi/mulai?inovasi=tiada").status_code == 404


def test_all_of_the_form_becomes_a_case(officer: Client, innovation: Innovation) -> None:
    where = address(innovation)
    core, _loose = innovation.parts.order_by("place")
    origin = innovation.indicators.get()
    answer = officer.post(where, typed(
        officer, where, parts=[core.pk], takes="Poster", changes="Bahasa", ukuran_origin=origin.pk,
        ukuran_scale=Scale.MEAN, ukuran_baseline="120,5", ukuran_baseline_on="2026-02-01",
        ukuran_baseline_source="Catatan puskesmas",
    ))  # fmt: skip
    case = Case.objects.get()
    assert answer["Location"] == case.path
    assert (case.state, case.takes) == (CaseState.PREPARING, "Pendaftaran lewat pesan singkat\nPoster")
    part = case.parts.get()
    assert (part.name, part.kind, part.core, part.there) == (core.name, PartKind.KEPT, True, core.reason)
    measure = case.indicators.get()
    assert (measure.name, measure.unit, measure.origin, measure.main) == ("Lama antre", "menit", origin, True)
    assert (measure.baseline, measure.baseline_on, measure.better) == (
        Decimal("120.5"), date(2026, 2, 1), Better.DOWN,
    )  # fmt: skip


def test_core_parts_are_ticked_at_first(officer: Client, innovation: Innovation) -> None:
    core, loose = innovation.parts.order_by("place")
    page = officer.get(address(innovation)).content.decode()
    assert f'value="{core.pk}" id="id_parts_0" checked' in page
    assert f'value="{loose.pk}" id="id_parts_1" checked' not in page


def test_the_baseline_may_wait(officer: Client, innovation: Innovation) -> None:
    where = address(innovation)
    officer.post(where, typed(officer, where))
    assert not Case.objects.get().indicators.exists()


@pytest.mark.parametrize(("fields", "field"), [
    ({"need": ""}, "need"),
    ({"model": WorkModel.FACILITATED}, "facilitator"),
    ({"model": WorkModel.FACILITATED, "facilitator": "Instansi Tiada"}, "facilitator"),
    ({"kind": Kind.SCALING}, "kind"),
    ({"ukuran_name": "Lama antre"}, "ukuran_unit"),
    ({"ukuran_baseline": "12"}, "ukuran_name"),
    ({"ukuran_baseline": "banyak"}, "ukuran_baseline"),
    ({"ukuran_name": "Ditimbang", "ukuran_unit": "persen", "ukuran_better": Better.UP, "ukuran_baseline": "140",
      "ukuran_baseline_on": "2026-02-01"}, "ukuran_baseline"),
    ({"ukuran_name": "Antre", "ukuran_unit": "persen", "ukuran_better": Better.UP, "ukuran_baseline": "40"},
     "ukuran_baseline_on"),
])  # fmt: skip
def test_what_is_wrong_is_said_at_its_field_and_all_is_kept(
    officer: Client, innovation: Innovation, fields: dict[str, str], field: str
) -> None:
    where = address(innovation)
    page = officer.post(where, typed(officer, where, takes="Poster di balai desa", **fields))
    assert page.status_code == 409
    assert field in page.context["form"].errors
    assert "Poster di balai desa" in page.content.decode()
    assert not Case.objects.exists()


def test_a_facilitator_counts_only_for_who_wants_one(officer: Client, innovation: Innovation) -> None:
    where = address(innovation)
    name = agency("pemprov-jawa-timur").name
    officer.post(where, typed(officer, where, model=WorkModel.TOGETHER, facilitator="Instansi Tiada"))
    assert Case.objects.get().facilitator is None
    Case.objects.all().delete()
    officer.post(where, typed(officer, where, model=WorkModel.FACILITATED, facilitator=name.upper()))
    assert Case.objects.get().facilitator == agency("pemprov-jawa-timur")


def test_who_has_a_case_open_is_led_there(officer: Client, innovation: Innovation) -> None:
    case = make_case(innovation=innovation)
    assert officer.get(address(innovation))["Location"] == case.path


def test_people_of_a_unit_begin_for_their_unit(client: Client, innovation: Innovation) -> None:
    unit = make_unit(agency("pemkab-gresik"))
    client.force_login(make_member(Role.UNIT, unit).person)
    where = address(innovation)
    client.post(where, typed(client, where))
    assert Case.objects.get().unit == unit


def test_nobody_begins_for_an_agency_that_is_not_theirs(officer: Client, innovation: Innovation) -> None:
    where = address(innovation)
    page = officer.post(where, typed(officer, where, place=f"instansi-{agency('pemkab-malang').pk}"))
    assert page.status_code == 409
    assert not Case.objects.exists()


def test_the_description_is_changed(officer: Client, innovation: Innovation) -> None:
    case = make_case(innovation=innovation)
    where = f"{case.path}/uraian"
    page = officer.get(where)
    assert page.context["form"].initial["need"] == case.need
    sent = {key: value or "" for key, value in page.context["form"].initial.items()} | {"need": "Kini 90 menit"}
    assert officer.post(where, sent)["Location"] == case.path
    case.refresh_from_db()
    assert (case.need, case.takes) == ("Kini 90 menit", "Pendaftaran lewat pesan singkat")


def test_the_description_of_a_strangers_case_is_not_there(client: Client) -> None:
    case = make_case()
    client.force_login(make_member(Role.AGENCY, agency("pemkab-malang")).person)
    assert client.get(f"{case.path}/uraian").status_code == 404
