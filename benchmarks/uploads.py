"""Sending files: 20 MB in pieces through the whole stack, pictures made anew, copies, and memory at 80 megapixels.

    .venv/bin/python benchmarks/uploads.py

Runs in a throw-away installation. Times of pieces are those of the program without a network: middleware, session,
database, disk flush. Memory is the peak of a fresh process for each picture, above what the program takes anyway.
Budgets: a piece p95 ≤ 150 ms, the last one (which checks and keeps the whole) ≤ 1 s, peak for any picture ≤ 300 MB.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
SIZE = 20_000_000
PICTURES = {
    "12 MP JPEG": ("JPEG", (4000, 3000), {}),
    "48 MP JPEG": ("JPEG", (8000, 6000), {}),
    "80 MP JPEG": ("JPEG", (10_000, 8_000), {}),
    "80 MP progressive JPEG": ("JPEG", (10_000, 8_000), {"progressive": True}),
    "12 MP PNG": ("PNG", (4000, 3000), {"compress_level": 1}),
    "40 MP PNG": ("PNG", (8000, 5000), {"compress_level": 1}),
    "80 MP PNG": ("PNG", (10_000, 8_000), {"compress_level": 1}),
    "900 MP PNG, a bomb": ("PNG", (30_000, 30_000), {"mode": "1"}),
}


def main() -> None:
    """Print all figures, or (started by itself) those of one picture."""
    sys.path.insert(0, str(HERE))
    if len(sys.argv) > 2 and sys.argv[1] == "--picture":
        _picture(Path(sys.argv[2]))
        return
    with tempfile.TemporaryDirectory(prefix="tular-uploads-") as folder:
        os.environ["TULAR_VAR"] = folder
        from measuring import machine, set_up

        set_up()
        from django.conf import settings
        from django.core.management import call_command

        settings.ALLOWED_HOSTS = ["testserver"]
        call_command("migrate", verbosity=0)
        print(machine())
        _define()
        _upload()
        _copies()
        _pictures(Path(folder))


def _define() -> None:
    from tular.foundation.files import purposes
    from tular.foundation.files.kinds import DOCUMENTS, PHOTOS
    from tular.foundation.files.purposes import WIDTHS, Purpose

    purposes.define(Purpose("bench.document", "Dokumen", DOCUMENTS, SIZE, lambda person, file: False))
    purposes.define(Purpose("bench.photo", "Foto", PHOTOS, 200_000_000, lambda person, file: True, images=WIDTHS))


def _upload() -> None:
    """20 MB in ten pieces, five times."""
    from django.contrib.auth import get_user_model
    from django.test import Client
    from measuring import spread

    person = get_user_model()._default_manager.create(email="ukur@contoh.example", name="Pengukur")
    client = Client()
    client.force_login(person)
    content = b"%PDF-1.4\n" + os.urandom(SIZE - 9)
    pieces, lasts, wholes = [], [], []
    for _round in range(5):
        began = time.perf_counter()
        told = client.post("/berkas/unggah", {"purpose": "bench.document", "name": "b.pdf", "size": SIZE}).json()
        times = []
        while told["state"] == "uploading":
            piece = content[told["offset"] : told["offset"] + told["piece"]]
            started = time.perf_counter()
            told = client.generic(
                "PATCH", told["address"], piece, "application/offset+octet-stream",
                headers={"Upload-Offset": str(told["offset"])},
            ).json()  # fmt: skip
            times.append((time.perf_counter() - started) * 1000)
        assert told["state"] == "ready", told
        pieces += times[:-1]
        lasts.append(times[-1])
        wholes.append((time.perf_counter() - began) * 1000)
    print(
        f"20 MB in {len(times)} pieces of 2 MB: a piece {spread(pieces)}; the last, checked and kept, {spread(lasts)}"
    )
    print(f"    the whole {spread(wholes)}")


def _copies() -> None:
    """A photo of a phone, made anew and in the three widths."""
    from django.core.files.base import ContentFile
    from django.utils import timezone
    from measuring import spread

    from tular.foundation.files.actions import copy_of, store
    from tular.foundation.files.kinds import JPEG, WEBP

    content = _made("JPEG", (4000, 3000), {})
    kept, copied = [], {}
    for _round in range(5):
        started = time.perf_counter()
        file = store(ContentFile(content, "foto.jpg"), "bench.photo", by=None, now=timezone.now())
        kept.append((time.perf_counter() - started) * 1000)
        for form in (WEBP, JPEG):
            for width in file.defined_purpose.images:
                started = time.perf_counter()
                copy_of(file, width, form)
                copied.setdefault((form.label, width), []).append((time.perf_counter() - started) * 1000)
    print(f"photo of 12 MP, {len(content) / 1e6:.1f} MB, made anew and kept: {spread(kept)}")
    for (form, width), times in copied.items():
        print(f"    copy {width} px {form}: {spread(times)}")


def _made(form: str, size: tuple[int, int], options: dict[str, object]) -> bytes:
    """A picture with some structure: noise, enlarged."""
    from PIL import Image

    settings = dict(options)
    mode = str(settings.pop("mode", "RGB"))
    if mode == "RGB":
        noise = Image.frombytes("RGB", (size[0] // 20, size[1] // 20), os.urandom(size[0] // 20 * (size[1] // 20) * 3))
        image = noise.resize(size, Image.Resampling.BILINEAR)
    else:
        image = Image.new(mode, size)
    out = io.BytesIO()
    image.save(out, form, **settings)
    return out.getvalue()


def _pictures(folder: Path) -> None:
    """Each picture in a process of its own, which tells its peak."""
    for label, (form, size, options) in PICTURES.items():
        path = folder / f"gambar.{form.lower()}"
        path.write_bytes(_made(form, size, options))
        done = subprocess.run(
            [sys.executable, __file__, "--picture", str(path)], capture_output=True, text=True, check=True
        )
        print(f"{label}, {path.stat().st_size / 1e6:.1f} MB: {done.stdout.strip()}")


def _picture(path: Path) -> None:
    """Store one picture and say how it went."""
    from measuring import resident_mb, set_up

    set_up()
    from django.core.files.base import File
    from django.utils import timezone

    from tular.foundation.actions import Refused
    from tular.foundation.files.actions import store

    _define()
    before = resident_mb()
    started, worked = time.perf_counter(), time.process_time()
    with path.open("rb") as content:
        try:
            file = store(File(content, path.name), "bench.photo", by=None, now=timezone.now())
            how = f"kept at {file.width} x {file.height}"
        except Refused as refused:
            how = f"refused ({refused})"
    seconds, processor = time.perf_counter() - started, time.process_time() - worked
    print(
        f"{how}; {seconds:.2f} s, {processor:.2f} s of a processor; {_peak_mb() - before:.0f} MB above {before:.0f} MB"
    )


def _peak_mb() -> float:
    """Most memory this program ever had; `getrusage` would tell that of the process that started it (Linux)."""
    status = Path("/proc/self/status").read_text()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))) * 1024 / 1e6


if __name__ == "__main__":
    main()
