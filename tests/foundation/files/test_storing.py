"""Files that come whole: what is kept of them, and what is refused with which sentence."""

from __future__ import annotations

import hashlib
import io
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from tests.foundation.files import specimens
from tests.foundation.files.conftest import NOW
from tular.features.accounts.models import User
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused
from tular.foundation.audit.models import AuditEntry
from tular.foundation.files import purposes
from tular.foundation.files.actions import store, storing, sweep
from tular.foundation.files.kinds import LETTERS
from tular.foundation.files.models import State, StoredFile
from tular.foundation.files.naming import LONGEST_NAME, clean_name
from tular.foundation.files.purposes import Purpose


def kept_bytes(file: StoredFile) -> bytes:
    with default_storage.open(file.stored_as) as content:
        return bytes(content.read())


def refusal(name: str, content: bytes, purpose: str, by: User) -> str:
    with pytest.raises(Refused) as refused:
        store(specimens.upload(name, content), purpose, by=by, now=NOW)
    assert not StoredFile.objects.exists()
    return str(refused.value)


def test_a_document_is_kept_byte_for_byte_and_its_hash_is_known(sender: User) -> None:
    file = store(specimens.upload("surat tugas.pdf", specimens.PDF), "test.letter", by=sender, now=NOW)
    assert kept_bytes(file) == specimens.PDF
    assert (file.state, file.name, file.size, file.content_type, file.uploaded_by, file.finished_at) == (
        State.READY, "surat tugas.pdf", len(specimens.PDF), "application/pdf", sender, NOW,
    )  # fmt: skip
    assert file.sha256 == hashlib.sha256(specimens.PDF).hexdigest()
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.subject_name, entry.person_name) == ("files.keep", "surat tugas.pdf", "Sri Pengirim")


def test_a_photo_loses_place_camera_and_notes_and_stands_upright(sender: User) -> None:
    sent = specimens.jpeg_with_place()
    file = store(specimens.upload("IMG_1.jpg", sent), "test.photo", by=sender, now=NOW)
    kept = kept_bytes(file)
    assert (file.width, file.height) == (200, 400)
    with Image.open(io.BytesIO(kept)) as image:
        assert not image.getexif()
        assert "comment" not in image.info
        assert "xmp" not in image.info
        # Orientation 6: the left edge of what the sensor saw is up.
        assert image.getpixel((100, 50))[0] > 200  # type: ignore[index]
        assert image.getpixel((100, 350))[2] > 200  # type: ignore[index]
    for secret in (b"KameraUji", b"rahasia", b"Exif"):
        assert secret in sent
        assert secret not in kept


def test_a_png_keeps_its_transparency_and_a_webp_its_format(sender: User) -> None:
    for name, form, mode in (("logo.png", "PNG", "RGBA"), ("foto.webp", "WEBP", "RGB"), ("peta.png", "PNG", "P")):
        file = store(specimens.upload(name, specimens.picture(form, mode=mode)), "test.photo", by=sender, now=NOW)
        with Image.open(io.BytesIO(kept_bytes(file))) as image:
            assert (image.format, image.size) == (form, (64, 48))
            assert image.mode == ("RGB" if mode == "P" else mode)


def test_a_photo_larger_than_any_screen_is_kept_smaller(sender: User) -> None:
    file = store(
        specimens.upload("besar.jpg", specimens.picture("JPEG", (6000, 4500))), "test.photo", by=sender, now=NOW
    )
    assert (file.width, file.height) == (4096, 3072)


def test_large_photos_of_phones_and_cameras_are_kept(sender: User) -> None:
    """48 megapixels; and a square that read whole would need more memory than is given."""
    for size, kept in (((8064, 6048), (4032, 3024)), ((7300, 7300), (3650, 3650))):
        file = store(specimens.upload("a.jpg", specimens.picture("JPEG", size)), "test.photo", by=sender, now=NOW)
        assert (file.width, file.height) == kept


def test_a_picture_of_80_megapixels_is_kept_as_plain_jpeg_and_refused_otherwise(sender: User) -> None:
    """JPEG can be read at a fraction of its size; PNG would need 320 MB, a progressive JPEG 240."""
    size = (10_000, 8_000)
    file = store(specimens.upload("80.jpg", specimens.picture("JPEG", size)), "test.photo", by=sender, now=NOW)
    assert (file.width, file.height) == (4096, 3277)
    with pytest.raises(Refused, match="80 megapiksel, terlalu besar"):
        store(
            specimens.upload("80p.jpg", specimens.picture("JPEG", size, progressive=True)),
            "test.photo",
            by=sender,
            now=NOW,
        )
    with pytest.raises(Refused, match="80 megapiksel, terlalu besar"):
        store(specimens.upload("80.png", specimens.picture("PNG", size)), "test.photo", by=sender, now=NOW)
    with pytest.raises(Refused, match="lebih dari 400 megapiksel, terlalu besar"):
        store(
            specimens.upload("bom.png", specimens.picture("PNG", (30_000, 30_000), "1")),
            "test.photo",
            by=sender,
            now=NOW,
        )


@pytest.mark.parametrize(
    ("name", "content", "purpose", "sentence"),
    [
        ("laporan.pdf", specimens.archive("a.txt"), "test.letter",
         ("“laporan.pdf” sebenarnya arsip ZIP. Yang dapat dikirim di sini: PDF, Word (.docx), Excel (.xlsx), "
         "PowerPoint (.pptx). Buka arsip itu di komputer Anda, lalu kirim berkas di dalamnya satu per satu.")),
        ("foto.jpg", specimens.HTML, "test.photo",
         ("“foto.jpg” sebenarnya halaman web (HTML atau XML). Yang dapat dikirim di sini: JPEG, PNG, WebP.")),
        ("halaman.html", specimens.HTML, "test.letter",
         ("“halaman.html” sebenarnya halaman web (HTML atau XML). Yang dapat dikirim di sini: PDF, Word (.docx), "
         "Excel (.xlsx), PowerPoint (.pptx). Buka di peramban, cetak ke PDF, lalu kirim PDF-nya.")),
        ("gambar.svg", specimens.SVG, "test.photo",
         ("“gambar.svg” sebenarnya gambar SVG. Yang dapat dikirim di sini: JPEG, PNG, WebP. "
         "Simpan sebagai PNG, lalu kirim lagi.")),
        ("IMG_2.HEIC", specimens.HEIC, "test.photo",
         ("“IMG_2.HEIC” sebenarnya foto HEIC. Yang dapat dikirim di sini: JPEG, PNG, WebP. Di iPhone buka "
         "Pengaturan → Kamera → Format → Paling Kompatibel sebelum memotret, atau ekspor foto ini sebagai JPEG.")),
        ("film.mp4", specimens.MP4, "test.photo",
         ("“film.mp4” sebenarnya video. Yang dapat dikirim di sini: JPEG, PNG, WebP. "
         "Video dicantumkan sebagai tautan, bukan berkas.")),
        ("surat.pdf", b"MZ" + bytes(200), "test.letter",
         ("“surat.pdf” sebenarnya program. Yang dapat dikirim di sini: PDF, Word (.docx), Excel (.xlsx), "
         "PowerPoint (.pptx).")),
        ("surat.doc", b"\xd0\xcf\x11\xe0" + bytes(600), "test.letter",
         ("“surat.doc” sebenarnya dokumen Office lama (.doc, .xls, atau .ppt). Yang dapat dikirim di sini: PDF, "
         "Word (.docx), Excel (.xlsx), PowerPoint (.pptx). Simpan sebagai .docx, .xlsx, atau PDF, lalu kirim lagi.")),
        ("surat.docx", specimens.docx("word/vbaProject.bin"), "test.letter",
         ("“surat.docx” sebenarnya Word (.docx) dengan makro. Yang dapat dikirim di sini: PDF, Word (.docx), "
         "Excel (.xlsx), PowerPoint (.pptx). Simpan sebagai dokumen tanpa makro, lalu kirim lagi.")),
        ("surat.pdf", specimens.docx(), "test.letter",
         ("“surat.pdf” dinamai sebagai PDF, tetapi isinya Word (.docx). Beri nama yang sesuai isinya, atau kirim "
         "berkas yang benar.")),
        ("kosong.pdf", b"", "test.letter",
         "“kosong.pdf” kosong (0 byte). Periksa berkasnya di perangkat Anda, lalu kirim lagi."),
        ("besar.pdf", specimens.PDF + bytes(3_400_000), "test.letter",
         "“besar.pdf” berukuran 3,4\u00a0MB, paling besar 3,0\u00a0MB. Perkecil dulu, lalu kirim lagi."),
        ("rusak.jpg", specimens.picture("JPEG", (400, 400))[:700], "test.photo",
         "Gambar “rusak.jpg” rusak atau terpotong. Buka di komputer Anda, simpan ulang, lalu kirim lagi."),
        ("rusak.docx", specimens.docx()[:80], "test.letter",
         ("“rusak.docx” sebenarnya arsip atau dokumen Office yang rusak. Yang dapat dikirim di sini: PDF, "
         "Word (.docx), Excel (.xlsx), PowerPoint (.pptx). Buka di aplikasinya, simpan ulang, lalu kirim lagi.")),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 20 else "",
)  # fmt: skip
def test_what_is_not_taken_is_refused_with_what_it_is(
    name: str, content: bytes, purpose: str, sentence: str, sender: User
) -> None:
    assert refusal(name, content, purpose, sender) == sentence


def test_a_moving_picture_is_refused(sender: User) -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:])
    assert refusal("gerak.webp", out.getvalue(), "test.photo", sender).startswith("“gerak.webp” adalah gambar bergerak")


def test_an_archive_with_a_huge_list_of_contents_is_not_read(sender: User) -> None:
    bomb = specimens.archive(*(f"word/{number}" for number in range(11_000)))
    assert "sebenarnya arsip ZIP" in refusal("bom.docx", bomb, "test.letter", sender)


def test_pictures_may_have_the_ending_of_another_kind_of_picture(sender: User) -> None:
    file = store(specimens.upload("tangkapan.png", specimens.picture("JPEG")), "test.photo", by=sender, now=NOW)
    assert (file.content_type, file.name, file.download_name) == ("image/jpeg", "tangkapan.png", "tangkapan.jpg")


def test_the_colour_profile_of_a_photo_stays(sender: User) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    sent = specimens.picture("JPEG", icc_profile=profile)
    file = store(specimens.upload("p3.jpg", sent), "test.photo", by=sender, now=NOW)
    with Image.open(io.BytesIO(kept_bytes(file))) as image:
        assert image.info["icc_profile"] == profile


def test_when_the_row_is_not_written_nothing_is_ready_and_the_bytes_are_swept(
    sender: User, monkeypatch: pytest.MonkeyPatch, own_folders: Path
) -> None:
    monkeypatch.setattr(storing, "keep", _killed)
    with pytest.raises(KeyboardInterrupt):
        store(specimens.upload("a.pdf", specimens.PDF), "test.letter", by=sender, now=NOW)
    assert not StoredFile.objects.exists()
    assert len(files_below(own_folders / "berkas")) == 1
    assert sweep(timezone.now()).leftovers == 0, "it may belong to somebody who is sending just now"
    assert sweep(timezone.now() + timedelta(days=2)).leftovers == 1
    assert files_below(own_folders / "berkas") == []


KILLED_WHILE_WRITING = """
import os, signal, sys
from django.conf import settings
settings.configure(USE_TZ=True)
from django.core.files.base import ContentFile
from tular.foundation.files.storage import DurableFileSystemStorage

class Deadly(ContentFile):
    def chunks(self, size=None):
        yield b"x" * 100_000
        os.kill(os.getpid(), signal.SIGKILL)

storage = DurableFileSystemStorage(location=sys.argv[1])
storage.save("ab/whole.pdf", ContentFile(b"whole"))
storage.save("ab/half.pdf", Deadly(b""))
"""


def test_a_process_killed_while_writing_leaves_no_half_file_under_a_name(tmp_path: Path, db: None) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED_WHILE_WRITING, str(tmp_path / "berkas")], check=False)
    assert done.returncode == -signal.SIGKILL
    left = {path.name: path.read_bytes() for path in files_below(tmp_path / "berkas")}
    assert left.pop("whole.pdf") == b"whole"
    assert [name[:10] for name in left] == [".half.pdf."], "the piece has a name that nothing ever points to"
    assert sweep(timezone.now() + timedelta(days=2)).leftovers == 2


def test_a_full_disk_is_told_and_leaves_nothing_behind(
    sender: User, monkeypatch: pytest.MonkeyPatch, own_folders: Path
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tular.foundation.files.storage.os.fsync", full)
    assert "sedang penuh" in refusal("a.pdf", specimens.PDF, "test.letter", sender)
    assert files_below(own_folders) == []


def test_who_may_not_add_is_denied(sender: User) -> None:
    purposes.define(
        Purpose("test.closed", "Tertutup", LETTERS, 1000, lambda person, file: True, may_add=lambda person: False)
    )
    with pytest.raises(Denied):
        store(specimens.upload("a.pdf", specimens.PDF), "test.closed", by=sender, now=NOW)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\sri\\Foto Posyandu.JPG", "Foto Posyandu.JPG"),
        ("👩‍⚕️ posyandu 🎉.pdf", "👩‍⚕️ posyandu 🎉.pdf"),
        ("laporan\u202efdp.exe", "laporanfdp.exe"),
        ("a\x00b\r\n.pdf", "ab.pdf"),
        ("  ..  ", "berkas"),
        ("", "berkas"),
        ("cafe\u0301.pdf", "café.pdf"),
        ("🎉" * 300 + "../x" + "y" * 300 + ".pdf", "x" + "y" * 145 + ".pdf"),
    ],
)
def test_names_stay_but_become_harmless(given: str, kept: str) -> None:
    assert clean_name(given) == kept


@given(st.text(max_size=400))
def test_every_name_becomes_a_short_visible_last_part(name: str) -> None:
    cleaned = clean_name(name)
    assert 1 <= len(cleaned) <= LONGEST_NAME
    assert not {"/", "\\", "\0", "\n"} & set(cleaned)
    assert clean_name(cleaned) == cleaned


def test_a_long_name_with_emoji_and_a_path_is_kept_short_and_can_be_downloaded(sender: User) -> None:
    name = "../" + "laporan 🎉 " * 40 + ".pdf"
    file = store(specimens.upload(name, specimens.PDF), "test.letter", by=sender, now=NOW)
    assert len(file.name) <= LONGEST_NAME
    assert file.name.startswith("laporan 🎉 laporan")
    assert file.name.endswith(".pdf")


def files_below(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _killed(*args: object, **kwargs: object) -> None:
    raise KeyboardInterrupt
