"""The list of agencies and the page of one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.features.portal.records import a_province, a_regency, a_replication, an_agency, an_innovation
from tests.people import make_person
from tular.features.agencies.models import Agency, AgencyAlias, Hub, Indicator, Succession
from tular.features.catalogue.choices import State
from tular.features.catalogue.models import FormerOwner, Recognition
from tular.features.catalogue.queries.freshness import period
from tular.features.portal.queries.agencies import AgencyLink, IndicatorRow, agency_list, agency_page
from tular.features.portal.queries.upkeep import GoneOn


@pytest.fixture
def belu(db: None) -> Agency:
    return an_agency("Pemerintah Kabupaten Belu", a_regency("53.04", "Kabupaten Belu", a_province()))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("belu", "Pemerintah Kabupaten Belu"),
        ("Pemkab Belu", "Pemerintah Kabupaten Belu"),
        ("BPOM", "Badan Pengawas Obat dan Makanan"),
        ("gunung kidul", "Pemerintah Kabupaten Gunungkidul"),
        ("timor tengah selatan", "Pemerintah Kabupaten Timor Tengah Selatan"),
    ],
)
def test_an_agency_is_found_by_any_of_its_names(catalogue: None, asked: str, found: str) -> None:
    assert found in [row.name for row in agency_list(asked, "").rows]


def test_the_name_of_a_province_finds_all_its_governments(catalogue: None) -> None:
    found = {row.slug for row in agency_list("Nusa Tenggara Timur", "").rows}
    ours = Agency.objects.filter(region__code__startswith="53")
    assert ours.count() == 23
    assert {agency.slug for agency in ours} <= found


def test_words_that_nobody_has_find_nothing_and_help(client: Client, catalogue: None) -> None:
    response = client.get("/instansi", {"q": "qqqq <b>"})
    page = response.content.decode()
    assert response.status_code == 200
    assert "Tidak ada instansi dengan kata itu" in page
    assert "<b>" not in page[page.index("<form") :].replace("<b>0", "")


@pytest.mark.parametrize("page", ["", "1", "-3", "abc", "1e9"])
def test_a_page_that_is_no_number_is_the_first(catalogue: None, page: str) -> None:
    assert agency_list("", page).pages.number == 1


def test_a_page_beyond_the_end_is_the_last(catalogue: None) -> None:
    last = agency_list("", "99999")
    assert last.pages.number == last.pages.total
    assert last.rows


def test_every_agency_is_on_exactly_one_page(catalogue: None) -> None:
    total = agency_list("", "").pages.total
    slugs = [row.slug for number in range(1, total + 1) for row in agency_list("", str(number)).rows]
    assert sorted(slugs) == sorted(Agency.objects.values_list("slug", flat=True))


def test_the_number_of_queries_of_the_list_is_fixed(catalogue: None, django_assert_num_queries) -> None:
    with django_assert_num_queries(2):
        agency_list("kabupaten", "2")


def test_an_unknown_agency_is_not_found(client: Client, belu: Agency) -> None:
    assert client.get("/instansi/tidak-ada").status_code == 404
    assert agency_page("tidak-ada") is None


def test_an_ended_agency_names_its_successor_and_asks_to_check_it(client: Client, db: None) -> None:
    old = an_agency("Kementerian Lama", kind="kementerian", until="2024-10")
    new = an_agency("Kementerian Baru", kind="kementerian")
    Succession.objects.create(predecessor=old, successor=new, change="split")
    page = agency_page(old.slug)
    assert page is not None
    assert page.successors == (AgencyLink(new.slug, new.name, "dipecah"),)
    assert page.until == "Oktober\u00a02024"
    shown = client.get(f"/instansi/{old.slug}").content.decode()
    assert "Periksa dulu sebelum dipakai resmi" in shown
    later = agency_page(new.slug)
    assert later is not None and later.predecessors == (AgencyLink(old.slug, old.name, "dipecah"),)


def test_an_award_stays_with_the_body_that_won_it(db: None) -> None:
    old, new = an_agency("Kementerian Lama", kind="kementerian"), an_agency("Kementerian Baru", kind="kementerian")
    moved = an_innovation("Eazy Passport", new, year=2020)
    Recognition.objects.create(innovation=moved, agency=old, level="top99", year=2020, as_written="Top 99")
    owner, winner = agency_page(new.slug), agency_page(old.slug)
    assert owner is not None and winner is not None
    assert owner.innovations[0].awards[0].winner == AgencyLink(old.slug, old.name)
    assert winner.innovations == ()
    assert [(award.title, award.level, award.year) for award in winner.won_elsewhere] == [
        ("Eazy Passport", "Top 99", 2020)
    ]


def test_replications_given_and_taken_keep_their_states_apart(belu: Agency) -> None:
    other = an_agency("Lembaga Administrasi Negara", kind="lembaga")
    a_replication("A", belu, other, "rencana", 2020)
    a_replication("B", belu, None, "berjalan", None)
    a_replication("C", belu, other, "rencana", 2022)
    a_replication("Labinov", other, belu, "kesepakatan")
    page = agency_page(belu.slug)
    assert page is not None
    given = [(group.state, [(row.title, row.other_name, row.year) for row in group.rows]) for group in page.given]
    assert given == [
        ("berjalan menurut sumber", [("B", "Delapan kabupaten/kota (nama tidak disebut sumber)", None)]),
        ("rencana atau kunjungan", [("C", other.name, 2022), ("A", other.name, 2020)]),
    ]
    assert [(group.state, [row.other_slug for row in group.rows]) for group in page.taken] == [
        ("kesepakatan ditandatangani", [other.slug])
    ]


def test_headline_indicators_that_nobody_gave_keep_an_empty_row(client: Client, belu: Agency) -> None:
    Indicator.objects.create(
        region_id="53", indicator="stunting_prevalence", year=2022, value="35.3", number=35.3,
        unit="percent of under-fives", source_url="https://contoh.go.id/ssgi",
    )  # fmt: skip
    Indicator.objects.create(
        region_id="53", indicator="stunting_prevalence", year=2023, value="37.0", number=37.0,
        unit="percent of under-fives", source_url="https://contoh.go.id/ski",
    )  # fmt: skip
    page = agency_page(belu.slug)
    assert page is not None
    rows = {row.name: row for row in page.indicators}
    assert rows["Jumlah penduduk"] == IndicatorRow("Jumlah penduduk")
    assert rows["Prevalensi stunting"] == IndicatorRow(
        "Prevalensi stunting", "37,0 persen balita", 2023, "Nusa Tenggara Timur", "https://contoh.go.id/ski"
    )
    assert "belum diketahui" in client.get(f"/instansi/{belu.slug}").content.decode()


def test_a_body_without_a_region_has_no_figures_of_a_region(db: None) -> None:
    page = agency_page(an_agency("Lembaga Administrasi Negara", kind="lembaga").slug)
    assert page is not None and page.indicators == ()


def test_hub_aliases_and_search_within_are_on_the_page(client: Client, belu: Agency) -> None:
    Hub.objects.create(agency=belu, year=2022, source_url="https://contoh.go.id/hub")
    AgencyAlias.objects.create(agency=belu, name="Pemda Belu")
    an_innovation("Posyandu Keliling", belu, year=2021)
    page = client.get(f"/instansi/{belu.slug}").content.decode()
    assert "sejak 2022" in page and "Pemda Belu" in page
    assert f'name="instansi" value="{belu.slug}"' in page
    assert 'href="/inovasi/posyandu-keliling"' in page


def test_the_number_of_queries_of_a_page_does_not_grow_with_what_it_shows(
    belu: Agency, django_assert_max_num_queries
) -> None:
    other = an_agency("Lembaga Administrasi Negara", kind="lembaga")
    for number in range(9):
        innovation = an_innovation(f"Inovasi {number}", belu, year=2020)
        Recognition.objects.create(innovation=innovation, agency=other, level="top99", year=2020, as_written="x")
        a_replication("A", belu, other)
        a_replication("A", other, belu)
    with django_assert_max_num_queries(14):
        agency_page(belu.slug)


def test_how_many_records_are_up_to_date_and_of_how_many_that_is_unknown(belu: Agency, client: Client) -> None:
    today = timezone.localdate(timezone=timezone.get_default_timezone())
    agreed = period()
    for title, fresh_on in (
        ("Segar", today), ("Segar dua", today - timedelta(days=1)),
        ("Segera", today - timedelta(days=30 * agreed.months)),
        ("Lewat", today - timedelta(days=31 * agreed.months)), ("Satu", None), ("Dua", None), ("Tiga", None),
    ):  # fmt: skip
        an_innovation(title, belu, fresh_on=fresh_on)
    an_innovation("Draf", belu, state=State.DRAFT)
    page = agency_page(belu.slug)
    assert page and (page.innovations_total, page.upkeep.on, page.upkeep.months) == (7, today, agreed.months)
    assert [(bar.label, bar.value, bar.gap) for bar in page.upkeep.bars] == [
        ("Mutakhir", 2, False), ("Segera jatuh tempo", 1, False), ("Lewat waktu", 1, False),
        ("Belum pernah dimutakhirkan", 3, True),
    ]  # fmt: skip
    assert max(bar.share for bar in page.upkeep.bars) == 1
    shown = client.get(f"/instansi/{belu.slug}").text
    assert "Kemutakhiran catatan" in shown and "belum diketahui apakah isinya masih benar" in shown


def test_an_agency_without_records_has_no_bars(belu: Agency, client: Client) -> None:
    page = agency_page(belu.slug)
    assert page and [bar.value for bar in page.upkeep.bars] == [0, 0, 0, 0]
    assert "Kemutakhiran catatan" not in client.get(f"/instansi/{belu.slug}").text


def test_records_that_went_to_a_successor_are_linked_from_the_former_owner(belu: Agency, client: Client) -> None:
    after = an_agency("Pemerintah Kota Belu", kind="kota")
    by = make_person("Pembina")
    for title in ("Satu", "Dua"):
        row = an_innovation(title, after)
        FormerOwner.objects.create(
            innovation=row, agency=belu, successor=after, until=timezone.localdate(), by=by, at=timezone.now()
        )
    page = agency_page(belu.slug)
    assert page and page.gone_on == (GoneOn(after.slug, after.name, 2),)
    assert "kini milik penerusnya" in client.get(f"/instansi/{belu.slug}").text
