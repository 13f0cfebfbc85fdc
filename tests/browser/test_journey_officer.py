"""An officer of a regency in Nusa Tenggara Timur looks for something against stunting, at both widths."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.browser.steps import (
    FIRST_PAGE,
    NEED,
    NEXT_PAGE,
    REGENCY,
    count_of,
    number,
    open_filters,
    open_results,
    option,
    result_count,
    results,
    scores,
    shown_count,
    titles,
)
from tular.features.finder.queries.search import PAGE_SIZE

Check = Callable[[Page], None]


def test_a_need_and_an_asker_chosen_by_keyboard_give_a_ranked_list_with_reasons_and_cautions(
    page: Page, sound: Check
) -> None:
    page.goto("/")
    need = page.get_by_role("textbox", name="Tulis dengan kata sehari-hari")
    need.press_sequentially(NEED)
    asker = page.get_by_role("combobox", name="Untuk siapa?")
    asker.press_sequentially("kabupaten be")
    choices = page.get_by_role("listbox", name="Untuk siapa?").get_by_role("option")
    expect(choices.first).to_have_text(REGENCY)
    sound(page)
    asker.press("ArrowDown")
    asker.press("Enter")
    expect(asker).to_have_value(REGENCY)
    expect(page).to_have_url(re.compile("/$"))  # this Enter took the suggestion and did not send the form yet
    asker.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text(f"“{NEED}”")
    understood = page.get_by_role("list", name="Yang kami tangkap dari kebutuhan Anda").get_by_role("listitem")
    for chip in ("tema Stunting", f"untuk {REGENCY}", "kekurangan kader atau relawan", "kekurangan anggaran"):
        expect(understood.filter(has_text=chip)).to_be_visible()
    expect(understood.filter(has_text="juga dicari sebagai")).to_contain_text("tengkes")
    expect(results(page)).to_have_count(PAGE_SIZE)
    assert shown_count(page) > PAGE_SIZE
    assert scores(page) == sorted(scores(page), reverse=True)
    for result in results(page).all():
        expect(result.get_by_role("heading", name="Mengapa")).to_be_visible()
        expect(result.get_by_role("heading", name="Perhatikan")).to_be_visible()
    expect(results(page).first).to_contain_text("Tema: Stunting")
    expect(page.get_by_text("Satu gugus pulau dengan Anda: Bali-Nusa Tenggara").first).to_be_visible()
    expect(page.get_by_text("Belum diketahui apakah masih berjalan").first).to_be_visible()
    expect(page.get_by_text(re.compile("sedangkan Anda kekurangan kader")).first).to_be_visible()
    sound(page)


def test_every_opened_score_adds_up_to_what_is_shown(page: Page, sound: Check) -> None:
    open_results(page)
    for result in results(page).all():
        result.locator("summary").click()
        total = number(result.locator("summary").inner_text())
        rows = result.get_by_role("table").get_by_role("row").all()
        parts = [number(row.get_by_role("cell").first.inner_text()) for row in rows[1:-1]]
        most = [number(row.get_by_role("cell").first.inner_text().split("dari")[1]) for row in rows[1:-1]]
        assert len(parts) == 5
        assert sum(parts) == total
        assert number(rows[-1].inner_text()) == total
        assert sum(most) == 100
        assert all(part <= limit for part, limit in zip(parts, most, strict=True))
        for row, part in zip(rows[1:-1], parts, strict=True):
            points = re.findall(r"\(\+(\d+,\d)\)", row.inner_text())
            spread = abs(sum(map(number, points), Decimal(0)) - part)
            assert spread <= Decimal("0.1") * max(1, len(points)), row.inner_text()  # each is rounded for itself
    sound(page)


def test_the_rules_of_the_order_are_one_click_away_and_so_is_the_way_back(page: Page, sound: Check) -> None:
    open_results(page)
    page.get_by_role("link", name="Bagaimana urutan ini dibuat?").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Urutan inovasi untuk sebuah kebutuhan")
    weights = page.get_by_role("table", name="Bagian-bagian dan bobotnya").get_by_role("row").all()
    assert sum(number(row.get_by_role("cell").inner_text()) for row in weights[1:-1]) == 100
    expect(page.get_by_text("Sumber:").first).to_be_visible()
    sound(page)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"“{NEED}”")
    expect(results(page)).to_have_count(PAGE_SIZE)


def test_ignoring_the_region_changes_the_list_and_the_address_carries_it(page: Page, sound: Check) -> None:
    open_results(page)
    before, like_mine = list(zip(titles(page), scores(page), strict=True)), page.get_by_text("seperti Anda")
    expect(like_mine.first).to_be_visible()
    option(page, "Abaikan alasan", "Kemiripan wilayah").check()
    expect(page.get_by_text("diabaikan Kemiripan wilayah")).to_be_visible()
    expect(like_mine).to_have_count(0)
    after = list(zip(titles(page), scores(page), strict=True))
    assert after != before
    assert "tanpa=context" in page.url
    sound(page)
    page.reload()
    assert list(zip(titles(page), scores(page), strict=True)) == after
    option(page, "Abaikan alasan", "Kemiripan wilayah").uncheck()
    expect(like_mine.first).to_be_visible()
    assert list(zip(titles(page), scores(page), strict=True)) == before


def test_single_reasons_can_be_ignored_too(page: Page) -> None:
    open_results(page)
    open_filters(page).get_by_text("Alasan satu per satu").click()
    option(page, "Abaikan alasan", "Jenis instansi sama").check()
    expect(page.get_by_text("seperti Anda")).to_have_count(0)
    expect(page.get_by_text("Satu provinsi dengan Anda: Nusa Tenggara Timur").first).to_be_visible()
    expect(option(page, "Abaikan alasan", "Jenis instansi sama")).to_be_checked()


def test_a_filter_gives_as_many_results_as_it_says_and_comes_off_again(page: Page, sound: Check) -> None:
    open_results(page)
    everything = shown_count(page)
    box = option(page, "Hasil", "menyebut hasil dengan angka")
    promised = count_of(box)
    assert 0 < promised < everything
    box.check()
    expect(result_count(page)).to_have_text(f"{promised} inovasi")
    expect(page.get_by_role("status").first).to_have_text(f"{promised} inovasi")
    expect(page.get_by_text("Tidak menyebut hasil")).to_have_count(0)
    assert "hasil=angka" in page.url
    sound(page)
    page.get_by_role("link", name=re.compile("^Hasil menyebut hasil dengan angka.*lepas saringan")).click()
    expect(result_count(page)).to_have_text(f"{everything} inovasi")


def test_filters_of_different_groups_hold_together(page: Page) -> None:
    open_results(page)
    for number_of_filters, group in enumerate(("Jenis instansi", "Tema", "Provinsi pemilik"), start=1):
        box = open_filters(page).get_by_role("group", name=group).get_by_role("checkbox").first
        promised = count_of(box)
        box.check()
        expect(page.get_by_role("link", name="lepas saringan")).to_have_count(number_of_filters)
        assert shown_count(page) == promised


def test_pages_follow_each_other_without_repeats(page: Page, sound: Check) -> None:
    open_results(page)
    first, lowest = titles(page), min(scores(page))
    page.get_by_role("link", name=NEXT_PAGE).click()
    expect(page.get_by_role("navigation", name=re.compile("^Halaman 2 dari"))).to_be_visible()
    second = titles(page)
    assert len(second) == PAGE_SIZE
    assert not set(first) & set(second)
    assert max(scores(page)) <= lowest
    sound(page)
    page.get_by_role("link", name=FIRST_PAGE).click()
    expect(page.get_by_role("navigation", name=re.compile("^Halaman 1 dari"))).to_be_visible()
    assert titles(page) == first


def test_two_innovations_side_by_side_by_an_address_that_can_be_sent(
    page: Page, browser: Browser, sound: Check
) -> None:
    open_results(page)
    chosen = [titles(page)[0], titles(page)[3]]
    for title in chosen:
        page.get_by_role("checkbox", name=f"Bandingkan {title}").check()
    tray = page.get_by_role("region", name="Bandingkan", exact=True)
    expect(tray).to_contain_text("2 dari 4 dipilih")
    sound(page)
    tray.get_by_role("button", name="Bandingkan", exact=True).click()
    table = page.get_by_role("table", name="Perbandingan inovasi")
    expect(table.get_by_role("columnheader")).to_have_text(chosen)
    for row in ("Pemilik", "Cara kerja", "Hasil menurut sumber", "Yang disebut diperlukan", "Siapa meniru"):
        expect(table.get_by_role("rowheader", name=re.compile(f"^{row}"))).to_be_visible()
    for row in ("Biaya awal", "Biaya tahunan", "Orang yang diperlukan"):
        cells = table.get_by_role("row", name=re.compile(f"^{row}")).get_by_role("cell")
        expect(cells).to_have_text(["belum diketahui", "belum diketahui"])
    sound(page)

    colleague = browser.new_context(viewport=page.viewport_size)
    theirs = colleague.new_page()
    theirs.goto(page.url)
    assert theirs.get_by_role("table", name="Perbandingan inovasi").inner_text() == table.inner_text()
    colleague.close()


def test_an_innovation_tells_its_gaps_its_takers_and_its_neighbours(page: Page, sound: Check) -> None:
    open_results(page, "laboratorium inovasi untuk pemerintah daerah", "")
    page.get_by_role("link", name="Laboratorium Inovasi (Labinov)", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Laboratorium Inovasi (Labinov)")
    gaps = page.get_by_role("region", name="Yang belum ada")
    expect(gaps.get_by_text("Sumber daya dan biaya").first).to_be_visible()
    gaps.get_by_text(re.compile("^Pertanyaan yang akan melengkapi")).click()
    expect(gaps.get_by_role("definition").first).to_be_visible()

    takers = page.get_by_role("region", name="Siapa meniru")
    expect(takers.get_by_role("img", name="Silsilah replikasi Laboratorium Inovasi (Labinov)")).to_be_visible()
    takers.get_by_text("Tabel penerima dengan sumbernya").click()
    expect(takers.get_by_role("link", name="Pemerintah Kabupaten Sorong")).to_be_visible()
    expect(takers.get_by_role("row").filter(has_text="berjalan menurut sumber")).to_have_count(4)

    alike = page.get_by_role("region", name="Yang mirip")
    expect(alike.get_by_text("mungkin inovasi yang sama").first).to_be_visible()
    sound(page)
    neighbour = alike.get_by_role("link").first
    title = neighbour.inner_text()
    neighbour.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.get_by_role("region", name="Yang mirip").get_by_role("link", name="Labinov").first).to_be_visible()


def test_an_innovation_nobody_is_known_to_have_copied_says_so(page: Page, sound: Check) -> None:
    open_results(page)
    page.get_by_role("link", name="Posyandu Keluarga NTB").click()
    expect(page.get_by_role("region", name="Siapa meniru")).to_contain_text("Belum ada replikasi yang tercatat")
    needed = page.get_by_role("region", name="Yang diperlukan")
    expect(needed).to_contain_text("uraian menyebut: Kader")
    expect(needed.get_by_text("belum diketahui").first).to_be_visible()
    page.get_by_role("link", name="Bandingkan", exact=True).click()
    expect(page.get_by_role("columnheader", name="Posyandu Keluarga NTB")).to_be_visible()
    sound(page)


def test_the_list_can_be_taken_along_as_csv_spreadsheet_and_json(page: Page, tmp_path: Path) -> None:
    open_results(page, jenis="kabupaten")
    count, first = shown_count(page), titles(page)[0]
    files = {}
    for kind in ("CSV", "XLSX", "JSON"):
        with page.expect_download() as download:
            page.get_by_role("link", name=kind, exact=True).click()
        assert re.fullmatch(rf"tular-\d{{4}}-\d\d-\d\d\.{kind.lower()}", download.value.suggested_filename)
        files[kind] = tmp_path / kind
        download.value.save_as(files[kind])

    rows = list(csv.DictReader(io.StringIO(files["CSV"].read_text(encoding="utf-8-sig"))))
    assert len(rows) == count
    assert rows[0]["Judul"] == first
    assert rows[0]["Perhatikan"]

    book = zipfile.ZipFile(files["XLSX"])
    assert book.testzip() is None
    texts = book.read("xl/sharedStrings.xml").decode()
    assert first in texts
    assert NEED in texts
    assert book.read("xl/worksheets/sheet1.xml").decode().count("<row ") == count + 1

    answer = json.loads(files["JSON"].read_text(encoding="utf-8"))
    assert (answer["total"], answer["need"], answer["asker"]) == (count, NEED, REGENCY)
    assert [result["title"] for result in answer["results"]][:PAGE_SIZE] == titles(page)
