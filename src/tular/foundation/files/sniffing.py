"""What a file is, by its content; what its name or its sender says about it is only compared with that."""

from __future__ import annotations

import re
import struct
import zipfile
from dataclasses import dataclass
from typing import IO

import puremagic
from django.utils.translation import gettext as _

from tular.foundation.actions import Refused
from tular.foundation.files.kinds import DOCX, JPEG, KINDS, PDF, PNG, PPTX, WEBP, XLSX, Kind
from tular.foundation.files.naming import ending_of
from tular.foundation.files.purposes import Purpose

HEAD = 8192
"""Bytes that tell most kinds apart."""

MOST_ENTRIES = 10_000
LARGEST_DIRECTORY = 4_000_000
"""Of an archive's list of contents, in entries and bytes; no document of an office comes near, a bomb might."""

PICTURES = (JPEG, PNG)

TAIL, LARGEST_TABLE = 2048, 4_000_000
"""Bytes at the end of a PDF that tell where its table stands, and of the table that are looked at."""

_START_OF_TABLE = re.compile(rb"startxref\s+(\d{1,12})")
_ENCRYPT = re.compile(rb"/Encrypt\b")

_HEIC_BRANDS = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"}
_OFFICE = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX, "ppt/presentation.xml": PPTX}


@dataclass(frozen=True, slots=True)
class Found:
    """What a file turned out to be: one of our kinds, or the name of another and how to make one `into` of it."""

    kind: Kind | None
    label: str
    advice: str = ""
    into: tuple[Kind, ...] = ()

    def advice_for(self, purpose: Purpose) -> str:
        """How to go on, unless that would lead to a kind that the purpose does not take either."""
        return self.advice if not self.into or set(self.into) & set(purpose.types) else ""


def sniff(stream: IO[bytes]) -> Found:
    """Look at the content, from its beginning; reads little, unpacks and runs nothing. Leaves the stream at 0."""
    stream.seek(0)
    head = stream.read(HEAD)
    try:
        return _ours(head, stream) or _other(head)
    finally:
        stream.seek(0)


def checked_kind(stream: IO[bytes], name: str, purpose: Purpose) -> Kind:
    """The kind of the content when the purpose takes it and the name does not lie; else `Refused` says what it is."""
    found = sniff(stream)
    wanted = taken(purpose)
    if found.kind is None or found.kind not in purpose.types:
        text = _("“%(name)s” sebenarnya %(found)s. Yang dapat dikirim di sini: %(wanted)s.")
        text %= {"name": name, "found": found.label, "wanted": wanted}
        raise Refused(f"{text} {found.advice_for(purpose)}".strip())
    claimed = next((kind for kind in KINDS.values() if ending_of(name) in kind.endings), None)
    # Phones and chat programs mix up the names of pictures; that harms nobody.
    harmless = claimed is found.kind or claimed is None or (claimed.is_image and found.kind.is_image)
    if not harmless:
        assert claimed is not None
        text = _(
            "“%(name)s” dinamai sebagai %(claimed)s, tetapi isinya %(found)s. Beri nama yang sesuai isinya, "
            "atau kirim berkas yang benar."
        )
        raise Refused(text % {"name": name, "claimed": claimed.label, "found": found.label})
    return found.kind


def check_beginning(stream: IO[bytes], name: str, purpose: Purpose) -> None:
    """Raise `Refused` as soon as the first piece shows that the whole will not be taken.

    Of archives the list of contents stands at the end: they are looked at when they are whole.
    """
    stream.seek(0)
    if not stream.read(4).startswith(b"PK"):
        checked_kind(stream, name, purpose)


def taken(purpose: Purpose) -> str:
    """The kinds a purpose takes, for a sentence: "PDF, JPEG, PNG"."""
    return ", ".join(kind.label for kind in purpose.types)


def _ours(head: bytes, stream: IO[bytes]) -> Found | None:
    kind = None
    if head.startswith(b"%PDF-"):
        if is_locked(stream):
            advice = _("Buka PDF itu, cetak ke PDF baru tanpa kata sandi dan pembatasan, lalu kirim yang baru.")
            return Found(None, _("PDF yang dikunci (terenkripsi)"), advice)
        kind = PDF
    elif head.startswith(b"\xff\xd8\xff"):
        kind = JPEG
    elif head.startswith(b"\x89PNG\r\n\x1a\n"):
        kind = PNG
    elif head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        kind = WEBP
    elif head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _archive(stream)
    return Found(kind, kind.label) if kind else None


def is_locked(stream: IO[bytes]) -> bool:
    """Whether a PDF is encrypted, by the dictionary that its end points to; of a piece of one nobody can tell yet.

    Only that dictionary is read: the word may stand anywhere else in a document by chance.
    """
    length = stream.seek(0, 2)
    stream.seek(max(0, length - TAIL))
    places = _START_OF_TABLE.findall(stream.read())
    if not places or not 0 < int(places[-1]) < length:
        return False
    stream.seek(int(places[-1]))
    table = stream.read(LARGEST_TABLE)
    if table.lstrip().startswith(b"xref"):
        dictionary = table.partition(b"trailer")[2].partition(b"startxref")[0]
    else:
        dictionary = table.partition(b"stream")[0]
    return _ENCRYPT.search(dictionary) is not None


def _archive(stream: IO[bytes]) -> Found:
    """A document of an office when its list of contents says so; nothing is unpacked."""
    archive = Found(
        None, _("arsip ZIP"), _("Buka arsip itu di komputer Anda, lalu kirim berkas di dalamnya satu per satu.")
    )
    if not _modest_directory(stream):
        return archive
    try:
        names = set(zipfile.ZipFile(stream).namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, OSError):
        broken = _("arsip atau dokumen Office yang rusak")
        return Found(None, broken, _("Buka di aplikasinya, simpan ulang, lalu kirim lagi."))
    kind = next((kind for part, kind in _OFFICE.items() if part in names), None)
    if kind is None or "[Content_Types].xml" not in names:
        return archive
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        label = _("%(kind)s dengan makro") % {"kind": kind.label}
        return Found(None, label, _("Simpan sebagai dokumen tanpa makro, lalu kirim lagi."))
    return Found(kind, kind.label)


def _modest_directory(stream: IO[bytes]) -> bool:
    """Whether the list of contents is small enough to be read, by the record at the end of the archive."""
    stream.seek(0, 2)
    length = stream.tell()
    stream.seek(max(0, length - 66_000))
    tail = stream.read()
    place = tail.rfind(b"PK\x05\x06")
    if place < 0 or len(tail) < place + 22:
        return True  # `zipfile` will call it broken without reading a list
    entries, size = struct.unpack_from("<HL", tail, place + 10)
    return entries <= MOST_ENTRIES and size <= LARGEST_DIRECTORY


_STARTS = {
    **dict.fromkeys((b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"\x00\x00\x01\x00"), "picture"),
    **dict.fromkeys((b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe"), "program"),
    **dict.fromkeys((b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ"), "archive"),
    b"\xd0\xcf\x11\xe0": "old office",
    b"{\\rtf": "rtf",
}
"""Beginnings of kinds that people do send and that are taken nowhere."""


def _other(head: bytes) -> Found:
    """The name of a kind that is not taken anywhere, with the way to one that is."""
    if head[4:8] == b"ftyp":
        return _with_brand(head[8:12])
    kind = next((kind for start, kind in _STARTS.items() if head.startswith(start)), "")
    if kind == "picture":
        return Found(
            None, _("gambar GIF, BMP, TIFF, atau ICO"), _("Simpan sebagai JPEG atau PNG, lalu kirim lagi."), PICTURES
        )
    if kind == "program":
        return Found(None, _("program"))
    if kind == "archive":
        advice = _("Buka arsip itu di komputer Anda, lalu kirim berkas di dalamnya satu per satu.")
        return Found(None, _("arsip"), advice)
    if kind == "old office":
        text = _("Simpan sebagai .docx, .xlsx, atau PDF, lalu kirim lagi.")
        return Found(None, _("dokumen Office lama (.doc, .xls, atau .ppt)"), text, (DOCX, XLSX, PDF))
    if kind == "rtf":
        return Found(None, _("dokumen RTF"), _("Simpan sebagai .docx atau PDF, lalu kirim lagi."), (DOCX, PDF))
    return _text(head) or _by_table(head)


def _with_brand(brand: bytes) -> Found:
    """Photos of newer phones and videos share one way of wrapping; the brand tells them apart."""
    if brand in _HEIC_BRANDS:
        text = _(
            "Di iPhone buka Pengaturan → Kamera → Format → Paling Kompatibel sebelum memotret, "
            "atau ekspor foto ini sebagai JPEG."
        )
        return Found(None, _("foto HEIC"), text, PICTURES)
    if brand in {b"avif", b"avis"}:
        return Found(None, _("gambar AVIF"), _("Simpan sebagai JPEG atau PNG, lalu kirim lagi."), PICTURES)
    return Found(None, _("video"), _("Video dicantumkan sebagai tautan, bukan berkas."))


def _text(head: bytes) -> Found | None:
    """Web pages, drawings in SVG and plain text: whatever can be read."""
    plain = head.removeprefix(b"\xef\xbb\xbf")
    if b"<svg" in plain[:2048].lower():
        return Found(None, _("gambar SVG"), _("Simpan sebagai PNG, lalu kirim lagi."), (PNG,))
    if plain.lstrip().startswith(b"<"):
        text = _("Buka di peramban, cetak ke PDF, lalu kirim PDF-nya.")
        return Found(None, _("halaman web (HTML atau XML)"), text, (PDF,))
    if b"\0" in head:
        return None
    try:
        plain.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(plain) - 4:  # a letter cut in two at the end of the piece is no sign of anything
            return None
    return Found(None, _("teks biasa"), _("Simpan sebagai PDF, lalu kirim lagi."), (PDF,))


def _by_table(head: bytes) -> Found:
    """The name that puremagic knows for this beginning."""
    try:
        ending = puremagic.from_string(head)
    except (puremagic.PureError, ValueError):
        ending = ""
    if ending:
        return Found(None, _("berkas jenis %(ending)s") % {"ending": ending})
    return Found(None, _("berkas yang jenisnya tidak kami kenali, mungkin rusak"))
