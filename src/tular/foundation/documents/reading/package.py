"""A Word document as the archive that it is: what it says about itself, slimmed for Pandoc, with its pictures apart."""

from __future__ import annotations

import io
import re
import zlib
from dataclasses import dataclass
from typing import IO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from tular.foundation.documents.reading.parts import Unreadable

LARGEST = 200_000_000
"""Bytes of the file."""

LARGEST_TEXT = 150_000_000
"""Bytes of all its texts unpacked: a thousand pages have some ten million."""

LARGEST_PICTURE = 20_000_000
MOST_ENTRIES = 5_000

MEDIA = "word/media/"
LOCKED = b"\xd0\xcf\x11\xe0"

DAMAGED = "Dokumen ini rusak. Buka di Word, simpan ulang sebagai .docx, lalu kirim lagi."
TOO_LARGE = "Dokumen ini terlalu besar untuk dibaca. Bagi menjadi beberapa dokumen, lalu kirim satu per satu."


@dataclass(frozen=True, slots=True)
class Package:
    """An opened document: `slim` is what Pandoc reads; `told` are sentences about what it holds besides its text."""

    archive: ZipFile
    slim: bytes
    told: tuple[str, ...]

    def picture(self, target: str) -> bytes | None:
        """The bytes behind `media/image1.png`; None when they are not there, or too many."""
        try:
            entry = self.archive.getinfo(f"word/{target}")
            return self.archive.read(entry) if entry.file_size <= LARGEST_PICTURE else None
        except (KeyError, BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, ValueError, zlib.error):
            return None


def opened(source: bytes | IO[bytes]) -> Package:
    """Look through a document without running anything of it. Raises `Unreadable`."""
    stream = io.BytesIO(source) if isinstance(source, bytes) else source
    stream.seek(0, 2)
    if stream.tell() > LARGEST:
        raise Unreadable(TOO_LARGE)
    stream.seek(0)
    if stream.read(4) == LOCKED:
        text = "Dokumen ini dikunci kata sandi atau berformat .doc lama. Simpan sebagai .docx tanpa sandi."
        raise Unreadable(text)
    stream.seek(0)
    try:
        archive = ZipFile(stream)
        entries = archive.infolist()
        names = {one.filename for one in entries}
        if "word/document.xml" not in names:
            raise Unreadable("Ini bukan dokumen Word (.docx). Simpan sebagai .docx, lalu kirim lagi.")
        if any(name.lower().endswith("vbaproject.bin") for name in names):
            raise Unreadable("Dokumen ini memuat makro. Simpan sebagai .docx tanpa makro, lalu kirim lagi.")
        texts = [one for one in entries if one.filename.endswith((".xml", ".rels"))]
        if len(entries) > MOST_ENTRIES or sum(one.file_size for one in texts) > LARGEST_TEXT:
            raise Unreadable(TOO_LARGE)
        contents = {one.filename: _text(archive, one) for one in texts}
    except (BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, ValueError, zlib.error) as error:
        raise Unreadable(DAMAGED) from error
    return Package(archive, _slim(contents, names), tuple(_told(contents, names)))


def _text(archive: ZipFile, entry: ZipInfo) -> bytes:
    """A part, at most as long as the archive says it is. Entities of its own are no part of any document of Word."""
    with archive.open(entry) as part:
        content = part.read(LARGEST_TEXT + 1)
    if len(content) > LARGEST_TEXT:
        raise Unreadable(TOO_LARGE)
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise Unreadable("Dokumen ini memuat bagian yang tidak wajar. Salin isinya ke dokumen baru, lalu kirim itu.")
    return content


def _slim(contents: dict[str, bytes], names: set[str]) -> bytes:
    """The document with empty pictures: Pandoc tells where they stand, and need not hold them."""
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED, compresslevel=1) as slim:
        for name, content in contents.items():
            slim.writestr(name, content)
        for name in names:
            if name.startswith(MEDIA) and name not in contents:
                slim.writestr(name, b"")
    return made.getvalue()


def _told(contents: dict[str, bytes], names: set[str]) -> list[str]:
    document = contents["word/document.xml"]
    found = []
    if re.search(rb"<w:(ins|del|moveFrom|moveTo) ", document):
        found.append("Perubahan yang masih terlacak dianggap diterima; yang dicoret tidak dibawa.")
    comments = len(re.findall(rb"<w:comment ", contents.get("word/comments.xml", b"")))
    if comments:
        found.append(f"{comments} komentar di tepi dokumen tidak dibawa.")
    objects = sum(name.startswith("word/embeddings/") for name in names)
    if objects:
        found.append(f"{objects} objek tersemat (misalnya lembar Excel) tidak dibawa; salin isinya sebagai tabel.")
    charts = sum(name.startswith("word/charts/chart") for name in names)
    if charts:
        found.append(f"{charts} grafik Word tidak dibawa; simpan sebagai gambar, lalu unggah.")
    shapes = document.count(b"<w:txbxContent")
    if shapes:
        found.append("Isi kotak teks mungkin pindah tempat atau tidak terbawa; periksa.")
    return found
