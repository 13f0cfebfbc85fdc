"""Writing a proposal in Chromium: from the call page to a full form, with a bad link, and with the same word count."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from tests.browser.steps import shot
from tests.factories.competitions import RULEBOOK, make_competition, make_rulebook
from tests.people import agency, make_member, make_person, make_unit
from tular.engines.rulebook.wordcount import count_words
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.catalogue.models import Innovation
from tular.features.competitions.models import Competition, Window
from tular.features.proposals.models import Proposal

Opener = Callable[[User], Page]
Check = Callable[[Page], None]

pytestmark = pytest.mark.django_db(transaction=True)

SAVED = re.compile(r"^Tersimpan \d\d\.\d\d WIB$")
NASTY = (
    " \t\n\v\f\r\x85\xa0\xad\u1680\u2000\u200b\u200c\u200d\u2028\u2029\u202e\u202f\u205f\u2060\u3000\ufeff"
    "-–—.,·•'’١²½Ⅳ水🙂e1"
)


@dataclass(frozen=True)
class World:
    """An open competition of Jawa Timur, and two people of one unit of Sidoarjo with a record."""

    contest: Competition
    record: Innovation
    upp: User
    colleague: User


@pytest.fixture
def world(catalogue: None) -> World:
    sidoarjo = agency("pemkab-sidoarjo")
    unit = make_unit(sidoarjo, "Puskesmas Contoh Taman")
    contest = make_competition(
        agency("pemprov-jawa-timur"), rulebook=make_rulebook(RULEBOOK), closes=timezone.now() + timedelta(days=4)
    )
    Window.objects.filter(competition=contest).update(opens_at=timezone.now() - timedelta(days=4))
    contest.categories.update(description="Layanan ibu, anak, dan pencegahan penyakit.", examples="Posyandu, puskesmas")
    record = Innovation.objects.filter(agency=sidoarjo).order_by("pk").first()
    assert record is not None
    Innovation.objects.filter(pk=record.pk).update(summary="Perahu menjemput balita dari kampung tepi sungai.")
    upp, colleague = (make_member(Role.UNIT, unit, person=make_person(name)).person for name in ("Upp", "Rekan"))
    return World(contest, record, upp, colleague)


def begin(page: Page, world: World) -> Proposal:
    """From the call page into the editor, starting from the record."""
    page.goto(f"/kompetisi/{world.contest.slug}")
    page.get_by_role("link", name="Mulai proposal").click()
    page.get_by_label(world.record.title, exact=True).check()
    page.get_by_role("button", name="Mulai dari catatan ini").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Data umum")
    return Proposal.objects.get()


def test_an_innovator_writes_a_proposal(world: World, opener: Opener, sound: Check) -> None:
    page = opener(world.upp)
    page.goto(f"/proposal/baru?kompetisi={world.contest.slug}")
    sound(page)
    shot(page, "proposal-baru")
    begin(page, world)
    sound(page)
    page.get_by_label("Kelompok Umum").check()
    expect(page.locator("[name=dasar]")).to_have_value("2", timeout=15_000)  # the page was read again for the group
    page.get_by_label("Kesehatan", exact=True).check()
    page.get_by_label("Hari pertama diterapkan").fill("2024-01-10")
    page.get_by_label("3. Kehidupan Sehat dan Sejahtera").check()
    shot(page, "proposal-umum")
    page.get_by_role("button", name="Simpan dan lanjut").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ringkasan")
    page.get_by_text("Teks pada catatan inovasi").click()
    page.get_by_role("button", name="Pakai teks ini").first.click()
    area = page.get_by_label("Ringkasan", exact=True)
    expect(area).to_have_value("Perahu menjemput balita dari kampung tepi sungai.")
    expect(page.locator("[data-count]")).to_have_text("7 dari paling banyak 200 kata")
    expect(page.locator("[data-saved]")).to_have_text(SAVED, timeout=15_000)
    area.fill("kata " * 210)
    expect(page.locator("[data-count]")).to_contain_text("210 kata, 10 lebih banyak daripada 200")
    expect(page.locator("[data-saved]")).to_have_text(SAVED, timeout=15_000)
    sound(page)
    shot(page, "proposal-teks")
    area.fill("Perahu menjemput balita.")
    page.get_by_role("button", name="Simpan dan lanjut").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dampak")
    sound(page)


def test_figures_and_files_find_their_places(world: World, opener: Opener, sound: Check) -> None:
    page = opener(world.upp)
    proposal = begin(page, world)
    page.goto(f"/proposal/{proposal.code}/sunting/_hasil")
    page.get_by_label("Indikator", exact=True).fill("Kunjungan balita")
    page.get_by_label("Sebelum", exact=True).fill("40")
    page.get_by_role("button", name="Simpan dan tambah indikator").click()
    expect(page.get_by_role("group", name=re.compile("Indikator 2"))).to_be_visible()
    sound(page)
    shot(page, "proposal-hasil")
    page.goto(f"/proposal/{proposal.code}/sunting/_lampiran")
    pdf = b"%PDF-1.4\n1 0 obj\n<< >>\nendobj\n%%EOF\n"
    page.get_by_label("Surat pernyataan", exact=True).set_input_files(
        {"name": "surat.pdf", "mimeType": "application/pdf", "buffer": pdf}
    )
    expect(page.locator("[data-saved]")).to_have_text(SAVED, timeout=20_000)
    assert proposal.files.filter(removed_at=None).get().file.name == "surat.pdf", "autosave attaches what was sent"
    page.reload()
    expect(page.get_by_role("link", name="surat.pdf")).to_be_visible()
    sound(page)
    shot(page, "proposal-lampiran")
    for path in ("", "/pratinjau", "/riwayat"):
        page.goto(f"/proposal/{proposal.code}{path}")
        sound(page)
        shot(page, f"proposal-halaman{path.replace('/', '-')}")
    page.goto("/proposal")
    sound(page)
    shot(page, "proposal-daftar")
    page.goto(f"/kompetisi/{world.contest.slug}")
    sound(page)


def test_what_was_typed_without_a_link_or_in_a_closed_tab_comes_back(world: World, opener: Opener) -> None:
    page = opener(world.upp)
    proposal = begin(page, world)
    address = f"/proposal/{proposal.code}/sunting/ringkasan"
    page.goto(address)
    page.context.set_offline(True)
    page.get_by_label("Ringkasan", exact=True).fill("Ditulis di desa tanpa sinyal.")
    expect(page.locator("[data-saved]")).to_contain_text("Sambungan terputus", timeout=15_000)
    page.close()
    again = page.context.new_page()
    again.context.set_offline(False)
    again.goto(address)
    expect(again.get_by_label("Ringkasan", exact=True)).to_have_value("Ditulis di desa tanpa sinyal.", timeout=15_000)
    kept = Proposal.objects.get(pk=proposal.pk).content["ringkasan"]["ringkasan"]
    assert kept == "Ditulis di desa tanpa sinyal."


def test_what_is_typed_and_sent_while_a_kept_text_is_brought_back_is_not_lost(world: World, opener: Opener) -> None:
    page = opener(world.upp)
    proposal = begin(page, world)
    address = f"/proposal/{proposal.code}/sunting/ringkasan"
    page.goto(address)
    page.context.set_offline(True)
    page.get_by_label("Ringkasan", exact=True).fill("Ditulis di desa tanpa sinyal.")
    expect(page.locator("[data-saved]")).to_contain_text("Sambungan terputus", timeout=15_000)
    page.close()
    again = page.context.new_page()
    again.context.set_offline(False)
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if route.request.method == "POST" and not held:
            held.append(route)
        else:
            route.continue_()

    again.route("**/sunting/ringkasan", hold_the_first)
    with again.expect_request(lambda one: one.method == "POST"):
        again.goto(address)
    again.get_by_label("Ringkasan", exact=True).fill("Ditulis begitu ada sinyal.")
    again.get_by_role("button", name="Simpan dan lanjut").click(no_wait_after=True)
    held[0].continue_()
    again.get_by_role("link", name="Bandingkan keduanya").click(timeout=15_000)
    expect(again.locator("main")).to_contain_text("Ditulis di desa tanpa sinyal.")
    expect(again.locator("main")).to_contain_text("Ditulis begitu ada sinyal.")


def test_an_answer_lost_on_the_way_is_no_quarrel_with_oneself(world: World, opener: Opener) -> None:
    page = opener(world.upp)
    proposal = begin(page, world)
    page.goto(f"/proposal/{proposal.code}/sunting/ringkasan")
    reached: list[str] = []

    def swallow(route: object) -> None:
        route.fetch()  # type: ignore[attr-defined]
        reached.append("kept")
        route.abort()  # type: ignore[attr-defined]

    page.route("**/sunting/ringkasan", lambda route: swallow(route) if not reached else route.continue_())
    area = page.get_by_label("Ringkasan", exact=True)
    area.fill("Satu.")
    expect(page.locator("[data-saved]")).to_contain_text("Sambungan terputus", timeout=15_000)
    area.fill("Satu dua.")
    expect(page.locator("[data-saved]")).to_have_text(SAVED, timeout=20_000)
    assert Proposal.objects.get(pk=proposal.pk).content["ringkasan"]["ringkasan"] == "Satu dua."


def test_two_people_at_once_see_both_texts(world: World, opener: Opener, sound: Check) -> None:
    first, second = opener(world.upp), opener(world.colleague)
    proposal = begin(first, world)
    address = f"/proposal/{proposal.code}/sunting/ringkasan"
    for page in (first, second):
        page.goto(address)
    first.get_by_label("Ringkasan", exact=True).fill("Kader menjemput.")
    first.get_by_role("button", name="Simpan", exact=True).click()
    expect(first.get_by_text(re.compile(r"^Tersimpan \d\d\.\d\d WIB$")).first).to_be_visible()
    second.get_by_label("Ringkasan", exact=True).fill("Perahu menjemput.")
    link = second.get_by_role("link", name="Bandingkan keduanya")
    expect(link).to_be_visible(timeout=15_000)
    link.click()
    expect(second.get_by_role("heading", level=1)).to_have_text("Dua orang menulis bagian ini bersamaan")
    sound(second)
    shot(second, "proposal-banding")
    second.get_by_label("Ringkasan", exact=True).fill("Kader menjemput dengan perahu.")
    second.get_by_role("button", name="Simpan gabungan ini").click()
    expect(second.get_by_role("heading", level=1)).to_have_text("Ringkasan")
    assert Proposal.objects.get(pk=proposal.pk).content["ringkasan"]["ringkasan"] == "Kader menjemput dengan perahu."


def test_the_page_counts_words_as_the_check_does(page: Page) -> None:
    page.goto("/masuk")
    chance = random.Random(5)
    texts = ["".join(chance.choices(NASTY + "ab  ", k=chance.randint(0, 60))) for _number in range(2000)]
    texts += ["e-KTP 10.000 (SPBE) - … a\u200bb", "", "\u00ad", "satu\vdua\x85tiga"]
    found = page.evaluate(
        """async (texts) => {
             const { countWords } = await import("/static/proposals/writing.js");
             return texts.map(countWords);
           }""",
        texts,
    )
    counts = zip(texts, map(count_words, texts), found, strict=True)
    wrong = [(text, ours, theirs) for text, ours, theirs in counts if ours != theirs]
    assert wrong == []
