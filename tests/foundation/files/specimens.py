"""Real files, made here: pictures with a place in them, documents, and files that are not what they say."""

from __future__ import annotations

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'

XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>penulis rahasia</rdf:RDF></x:xmpmeta>'


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    """As a form would send it, claiming nothing of use."""
    return SimpleUploadedFile(name, content, content_type="application/octet-stream")


def jpeg_with_place(width: int = 400, height: int = 200, orientation: int = 6) -> bytes:
    """A photo with place (Surabaya), camera, XMP and comment, held upright: red on the left before turning."""
    image = Image.new("RGB", (width, height), "blue")
    image.paste("red", (0, 0, width // 2, height))
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "KameraUji"
    exif[0x8825] = {1: "S", 2: (7.0, 15.0, 0.0), 3: "E", 4: (112.0, 45.0, 0.0)}
    out = io.BytesIO()
    image.save(out, "JPEG", quality=90, exif=exif, xmp=XMP, comment=b"catatan rahasia")
    return out.getvalue()


def picture(form: str, size: tuple[int, int] = (64, 48), mode: str = "RGB", **options: object) -> bytes:
    """A plain picture in any format that Pillow writes."""
    out = io.BytesIO()
    Image.new(mode, size).save(out, form, **options)
    return out.getvalue()


def archive(*names: str) -> bytes:
    """A ZIP with these entries."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name in names:
            file.writestr(name, "isi")
    return out.getvalue()


def docx(*more: str) -> bytes:
    """The least that is a Word document by its list of contents."""
    return archive("[Content_Types].xml", "_rels/.rels", "word/document.xml", *more)


HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(64)
MP4 = b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2" + bytes(64)
