"""Calls of Pandoc: Markdown to its tree of blocks, and the tree to what is printed or read."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pypandoc

from tular.foundation.documents.book.parts import Chapter
from tular.foundation.documents.writing.convert import Unwritable
from tular.foundation.documents.writing.escaping import cleaned

READ = (
    "markdown-raw_html-raw_tex-raw_attribute-native_divs-native_spans-tex_math_dollars-yaml_metadata_block"
    "-example_lists-latex_macros-inline_code_attributes-link_attributes"
    "-implicit_header_references"
)
"""Pandoc's Markdown without what would let a text speak HTML, TeX or Typst, or tell its own title."""

LONGEST = 4_000_000
"""Letters of all chapters together: about 1,400 pages."""

SECONDS = 120
"""After which writing is stopped."""

SECONDS_TO_READ = 8.0
LETTERS_A_SECOND = 40_000
"""Reading is stopped earlier, since anybody's preview reads: 200 pages take a second, but a thousand open brackets make
Pandoc look for their ends for hours."""

MEMORY = "2g"

TOO_TANGLED = (
    "Naskahnya tidak dapat dibaca: tanda kurung, kutipan, atau daftarnya bersarang terlalu dalam. "
    "Sederhanakan bagian itu."
)

BORDER = "batas-"
"""Begins the id of the heading that stands before each chapter while several are read together."""

Block = dict[str, Any]
"""An element of Pandoc's tree: `t` its kind, `c` its content (pandoc-types 1.23)."""


def blocks_of(chapters: Sequence[Chapter]) -> tuple[str, list[list[Block]]]:
    """The version of the tree, and the blocks of every chapter, read apart: notes and fences end with it.

    One call. Raises `Unwritable` when a text is too long or cannot be read.
    """
    if sum(len(one.text) for one in chapters) > LONGEST:
        raise Unwritable(
            f"Bukunya terlalu panjang: paling banyak {LONGEST // 1_000_000} juta huruf. Bagi menjadi dua buku."
        )
    with tempfile.TemporaryDirectory(prefix="tular-buku-") as folder:
        paths = []
        for place, chapter in enumerate(chapters):
            path = Path(folder) / f"{place:04d}.md"
            text = f"# x {{#{BORDER}{place}}}\n\n{cleaned(chapter.text)}\n"
            path.write_bytes(text.encode(errors="replace"))
            paths.append(str(path))
        seconds = SECONDS_TO_READ + sum(len(one.text) for one in chapters) / LETTERS_A_SECOND
        try:
            raw = call(["--from=" + READ, "--to=json", "--file-scope", *paths], b"", seconds=seconds)
        except TooSlow as error:
            raise Unwritable(TOO_TANGLED) from error
    tree = json.loads(raw)
    version = json.dumps(tree["pandoc-api-version"])
    found: list[list[Block]] = []
    for block in tree["blocks"]:
        if block["t"] == "Header" and BORDER in block["c"][1][0] and block["c"][0] == 1:
            found.append([])
        elif found:
            found[-1].append(block)
    return version, found


def written(version: str, blocks: Sequence[Block], to: str, at: datetime, *options: str) -> bytes:
    """The blocks in a format of Pandoc. Raises `Unwritable`."""
    tree = {"pandoc-api-version": json.loads(version), "meta": {}, "blocks": list(blocks)}
    text = json.dumps(tree, ensure_ascii=False).encode(errors="replace")
    return call(["--from=json", f"--to={to}", "--wrap=none", "--syntax-highlighting=none", *options], text, at)


class TooSlow(Unwritable):
    """Pandoc was stopped."""


def call(arguments: Sequence[str], text: bytes, at: datetime | None = None, *, seconds: float = SECONDS) -> bytes:
    """Run Pandoc without network and without the data of whoever runs the server. Raises `Unwritable`."""
    here = f"--data-dir={Path(__file__).parent}"
    command = [pypandoc.get_pandoc_path(), "+RTS", f"-M{MEMORY}", "-RTS", here, *arguments]
    told = {**os.environ, "LC_ALL": "C.UTF-8"}
    if at is not None:
        told["SOURCE_DATE_EPOCH"] = str(int(at.timestamp()))
    try:
        done = subprocess.run(command, input=text, capture_output=True, timeout=seconds, check=True, env=told)
    except subprocess.TimeoutExpired as error:
        raise TooSlow("Bukunya terlalu lama dibuat. Perpendek tabel terpanjangnya, lalu coba lagi.") from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip()
        raise Unwritable(f"Naskahnya tidak dapat dibaca: {said}") from error
    return done.stdout
