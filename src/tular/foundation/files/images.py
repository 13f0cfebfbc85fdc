"""Pictures: made anew from their pixels, so that nothing else of the file remains, within a known memory.

Pillow keeps four bytes for a pixel of colour. JPEG can be read at a half, a quarter or an eighth of its size, so that
even a photo of 100 megapixels needs little; other formats have to be read whole and are refused above `MOST_BYTES`.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from tular.foundation.actions import Refused
from tular.foundation.files.kinds import JPEG, PNG, WEBP, Kind

LONGEST_SIDE = 4096
"""Pixels of what is kept: the photo of a phone stays as it is; more shows on no screen and fits no page better."""

MOST_BYTES = 176_000_000
"""Memory that the pixels of one picture may take while it is read: 44 megapixels in colour."""

MOST_PIXELS = 200_000_000
"""Above this nothing is read, whatever the format."""

QUALITY = 85
SMALL_QUALITY = 78
_FORMATS = {JPEG: "JPEG", PNG: "PNG", WEBP: "WEBP"}

# Pillow warns above its limit and fails above twice that; ours is asked before any pixel is read.
Image.MAX_IMAGE_PIXELS = 2 * MOST_PIXELS

_one_at_a_time = threading.Lock()
"""Two large pictures at once would need twice the memory; the second one waits a second."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Pixels of a picture that was written."""

    width: int
    height: int


def remake(source: IO[bytes], kind: Kind, target: IO[bytes], name: str) -> Picture:
    """Write the picture anew, upright, at most `LONGEST_SIDE` long, without EXIF, place, XMP or comments.

    The colour profile stays, so that colours do. Raises `Refused` when the picture is broken, moving, or needs too
    much memory.
    """
    with _opened(source, kind, name) as image:
        _refuse_if_moving(image, name)
        sent = image.size
        if kind is JPEG:
            _read_smaller(image)
        _refuse_if_too_large(image, sent, kind, name)
        with _one_at_a_time:
            profile = _profile(image)
            image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
            # Turned when already small: that is cheap.
            ImageOps.exif_transpose(image, in_place=True)
            upright = _plain_mode(image)
            _write(upright, _FORMATS[kind], target, QUALITY, profile)
        return Picture(*upright.size)


def make_copy(source: IO[bytes], kind: Kind, target: IO[bytes], width: int, form: Kind) -> None:
    """Write a copy at most `width` pixels wide, in the format `form` (WebP or JPEG). The source is one of ours."""
    with _opened(source, kind, "") as image, _one_at_a_time:
        height = max(1, round(image.height * width / image.width))
        if kind is JPEG:
            image.draft(None, (width, height))
        profile = _profile(image)
        if image.width > width:
            small = image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
            _write(_plain_mode(small), _FORMATS[form], target, SMALL_QUALITY, profile)
        else:
            image.load()
            _write(_plain_mode(image), _FORMATS[form], target, SMALL_QUALITY, profile)


@contextmanager
def _opened(source: IO[bytes], kind: Kind, name: str) -> Iterator[Image.Image]:
    """The picture, nothing of it read but its head. What Pillow says about broken ones becomes a sentence."""
    broken = _("Gambar “%(name)s” rusak atau terpotong. Buka di komputer Anda, simpan ulang, lalu kirim lagi.")
    try:
        with Image.open(source, formats=[_FORMATS[kind]]) as image:
            yield image
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        size = _("lebih dari %(pixels)d megapiksel") % {"pixels": 2 * MOST_PIXELS // 1_000_000}
        raise Refused(_too_large(name, size, kind)) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, IndexError, TypeError) as error:
        raise Refused(broken % {"name": name}) from error


def _read_smaller(image: Image.Image) -> None:
    """Have a large JPEG read at a half, a quarter or an eighth of its size.

    A half that falls a little short of `LONGEST_SIDE` will do: phones of 48 and 50 megapixels come to 4,000 pixels.
    """
    width, height = image.size
    share = 0.9 * LONGEST_SIDE / max(width, height)
    if width * height * _pixel_bytes(image.mode) > MOST_BYTES:
        share = min(share, 0.5)
    if max(width, height) > LONGEST_SIDE:  # may be asked once only
        image.draft(None, (max(1, int(width * share)), max(1, int(height * share))))


def _refuse_if_moving(image: Image.Image, name: str) -> None:
    if getattr(image, "is_animated", False):
        text = _("“%(name)s” adalah gambar bergerak. Kirim gambar diam, atau cantumkan videonya sebagai tautan.")
        raise Refused(text % {"name": name})


def _refuse_if_too_large(image: Image.Image, sent: tuple[int, int], kind: Kind, name: str) -> None:
    """`image` has the size in which it will be read, `sent` is that of the file."""
    pixels = sent[0] * sent[1]
    needed = float(image.width * image.height * _pixel_bytes(image.mode))
    if image.info.get("progressive"):
        # All coefficients of a progressive JPEG are held, two bytes each, whatever size is asked for.
        needed += 2 * pixels * _samples_of_a_pixel(image)
    if needed > MOST_BYTES or pixels > MOST_PIXELS:
        size = _("%(pixels)d megapiksel") % {"pixels": round(pixels / 1_000_000)}
        raise Refused(_too_large(name, size, kind))


def _samples_of_a_pixel(image: Image.Image) -> float:
    """Brightness once, each colour once or, where it is coarser, a half or a quarter."""
    layers: list[tuple[int, int, int, int]] = getattr(image, "layer", [])
    most = max((across * down for _id, across, down, _table in layers), default=1)
    return sum(across * down / most for _id, across, down, _table in layers) or 3.0


def _profile(image: Image.Image) -> bytes | None:
    """The colour profile, when it will still fit the pixels that are written."""
    profile = image.info.get("icc_profile")
    return profile if isinstance(profile, bytes) and image.mode in {"RGB", "RGBA"} else None


def _pixel_bytes(mode: str) -> int:
    return {"1": 1, "L": 1, "P": 1, "LA": 4, "PA": 4, "I;16": 2, "I;16B": 2}.get(mode, 4)


def _too_large(name: str, size: str, kind: Kind) -> str:
    text = _("Gambar “%(name)s” berukuran %(size)s, terlalu besar untuk diolah.") % {"name": name, "size": size}
    if kind is JPEG:
        advice = _("Perkecil di komputer Anda (sisi terpanjang 4.000 piksel sudah cukup), lalu kirim lagi.")
    else:
        advice = _(
            "Perkecil di komputer Anda (sisi terpanjang 4.000 piksel sudah cukup) atau simpan sebagai JPEG, "
            "lalu kirim lagi."
        )
    return f"{text} {advice}"


def _plain_mode(image: Image.Image) -> Image.Image:
    """A mode that every browser shows: grey, colour, or colour with transparency."""
    if image.mode in {"L", "RGB", "RGBA"}:
        return image
    if image.mode.startswith("I;16"):
        return image.point(lambda value: value / 256).convert("L")
    transparent = image.mode in {"LA", "PA", "La", "RGBa"} or "transparency" in image.info
    return image.convert("RGBA" if transparent else "L" if image.mode == "1" else "RGB")


def _flat(image: Image.Image) -> Image.Image:
    """Without transparency, on white."""
    plain = _plain_mode(image)
    if plain.mode != "RGBA":
        return plain
    ground = Image.new("RGB", plain.size, "white")
    ground.paste(plain, mask=plain.getchannel("A"))
    return ground


def _write(image: Image.Image, form: str, target: IO[bytes], quality: int, profile: bytes | None) -> None:
    """Only pixels and colour profile: what else the file said is handed to no writer."""
    written = _flat(image) if form == "JPEG" else image
    written.info = {}
    options: dict[str, Any] = {"icc_profile": profile} if profile else {}
    if form == "JPEG":
        # Copies come over slow links and appear at once in coarse form; what is kept need not.
        options |= {"quality": quality, "progressive": quality == SMALL_QUALITY}
    elif form == "WEBP":
        options |= {"quality": quality, "method": 3}
    else:
        options |= {"compress_level": 3}  # a fifth larger than the default, in a third of the time
    written.save(target, form, **options)
