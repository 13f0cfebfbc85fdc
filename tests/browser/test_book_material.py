"""Pictures, sources and documents of a book in Chromium: both widths, by hand, checked with axe."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypandoc
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.features.modelbooks.writing import begun
from tular.features.accounts.models import User

Check = Callable[[Page], None]
SHOTS = os.environ.get("TULAR_TEST_SHOTS", "")
ALT = "Warga mendaftar di balai desa, lalu kader datang ke rumah."

pytestmark = pytest.mark.usefixtures("catalogue")


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, settings: Any) -> None:
    local = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path / "berkas"}}
    settings.STORAGES = {**settings.STORAGES, "default": local}
    settings.UPLOAD_DIR = tmp_path / "unggahan"


def shoot(page: Page, name: str) -> None:
    if SHOTS:
        width = page.viewport_size["width"] if page.viewport_size else 0
        page.screenshot(path=Path(SHOTS) / f"{name}-{width}.png", full_page=True)


def test_an_author_brings_a_picture_a_source_and_a_document(
    opener: Callable[[User | None], Page], sound: Check, tmp_path: Path
) -> None:
    book, lead = begun()
    page = opener(lead)
    picture = tmp_path / "gambar.png"
    Image.new("RGB", (300, 200), "teal").save(picture)

    page.goto(f"{book.desk}/gambar/unggah")
    page.locator("input[type=file]").set_input_files(picture)
    page.get_by_label("Nama singkat").fill("Alur pelayanan")
    page.get_by_label("Apa yang ditunjukkan gambar ini?").fill(ALT)
    sound(page)
    page.get_by_role("button", name="Simpan gambar").click()
    expect(page.get_by_role("img", name=ALT)).to_be_visible()
    sound(page)
    shoot(page, "gambar")

    page.goto(f"{book.desk}/sumber/impor")
    page.get_by_label("Isi berkas .bib").fill("@book{bps, title={Angka Kesejahteraan}, author={{BPS}}, year={2023}}")
    page.get_by_role("button", name="Impor").click()
    expect(page.get_by_text("BPS (2023). Angka Kesejahteraan.")).to_be_visible()
    sound(page)
    shoot(page, "sumber")

    target = tmp_path / "naskah.docx"
    text = "# Masalah dan tujuan\n\nMenurut Sinovik, antrean panjang.\n\n# Kisah\n\nKader bercerita, $x$.\n"
    subprocess.run(
        [pypandoc.get_pandoc_path(), "--from=markdown", f"--output={target}"], input=text.encode(), check=True
    )
    page.goto(f"{book.desk}/impor")
    page.locator("input[type=file]").set_input_files(target)
    expect(page.get_by_text("naskah.docx").first).to_be_visible()
    sound(page)
    page.get_by_role("button", name="Baca dokumen").click()
    expect(page.get_by_label("Masalah dan tujuan")).to_have_value("isi:masalah")
    sound(page)
    shoot(page, "impor")
    page.get_by_role("button", name="Masukkan ke naskah").click()
    expect(page.get_by_role("heading", name="Hasil impor")).to_be_visible()
    sound(page)

    page.get_by_role("link", name="Masalah dan tujuan").click()
    field = page.get_by_role("textbox", name="Naskah bab")
    expect(field).to_have_value("Menurut Sinovik, antrean panjang.\n")
    expect(page.get_by_text("“Sinovik” → SINOVIK")).to_be_visible()
    field.press("ControlOrMeta+End")
    page.get_by_role("toolbar").get_by_role("button", name="Gambar", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name=ALT).click()
    expect(field).to_have_value(f"Menurut Sinovik, antrean panjang.\n\n![{ALT}](gambar:alur-pelayanan)\n")
    if page.get_by_role("button", name="Pratinjau").is_visible():
        page.get_by_role("button", name="Pratinjau").click()
    expect(page.get_by_role("region", name="Pratinjau").get_by_role("img", name=ALT)).to_be_visible()
    sound(page)
    shoot(page, "bab")
