"""From the bytes of a TOML file to a checked `Rulebook`."""

from __future__ import annotations

import hashlib
import math
import re
import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tular.engines.rulebook.errors import RulebookError
from tular.engines.rulebook.exact import is_sensible
from tular.engines.rulebook.model import Block, Confidence, Rulebook, Source, Value

SCHEMAS = (
    "tular-competition-1",
    "tular-life-1",
    "tular-modelbook-1",
    "tular-ranking-1",
    "tular-replication-1",
    "rulebook-draft-1",
)
"""What a rulebook may be about, with the version of its format."""

SCOPES = ("national", "regional", "province", "agency", "product")
EXACT = ("tular-competition-1", "rulebook-draft-1")
"""Schemas whose numbers decide about people: kept as they are written, never as binary fractions."""

MOST_BYTES = 2**20
"""Of a file; the longest known rulebook has 33,000."""

DEEPEST = 40
"""Tables within tables; the deepest known rulebook has 6."""

MOST_DOTS = 250
"""Dots in one line. A key of many thousand parts would be read for minutes."""

BYTE_ORDER_MARK = "\ufeff"
"""What Notepad writes before the text."""

HEAD = frozenset({"schema", "id", "title", "title_en", "scope", "unknown", "unknown_en"})
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def load(source: Path | bytes, file_name: str = "") -> Rulebook:
    """Read and check a rulebook.

    `file_name` is what errors call the file; a path gives its own name. Raises `RulebookError` for anything that is not
    a usable rulebook, and `OSError` when a path cannot be read.
    """
    data, name = (source, file_name) if isinstance(source, bytes) else (_read(source), file_name or source.name)
    table = _parse(data, name)
    _head(table, name)
    blocks = tuple(_blocks(table, name))
    return Rulebook(
        id=table["id"],
        title=table["title"],
        title_en=table.get("title_en", table["title"]),
        schema=table["schema"],
        scope=table["scope"],
        unknown=tuple(table["unknown"]),
        unknown_en=tuple(table.get("unknown_en", table["unknown"])),
        digest=hashlib.sha256(data).hexdigest(),
        file_name=name,
        facts=MappingProxyType(
            {key: _freeze(value) for key, value in table.items() if key not in HEAD and not _is_block(value)}
        ),
        blocks=blocks,
        sources=tuple(_sources(blocks, name)),
    )


def _read(path: Path) -> bytes:
    """The bytes of a file, but never much more than a rulebook may have."""
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def _parse(data: bytes, name: str) -> dict[str, Any]:
    if len(data) > MOST_BYTES:
        raise RulebookError(name, "isi", f"berkas terlalu besar; paling besar {MOST_BYTES // 2**20} MB")
    table = _tables(data, name)
    if _is_too_deep(table):
        raise RulebookError(name, "isi", TOO_DEEP)
    for key, value in _leaves(table):
        if isinstance(value, float | Decimal) and not math.isfinite(value):
            raise RulebookError(name, key, "bukan angka biasa; tulis angka berhingga, misalnya 0.25")
        if isinstance(value, int | Decimal) and not is_sensible(value):
            raise RulebookError(name, key, TOO_LONG)
        if "\x00" in key or (isinstance(value, str) and "\x00" in value):
            raise RulebookError(name, key.replace("\x00", "\\u0000"), "berisi tanda kosong (\\u0000); hapus tanda itu")
    return table


def _tables(data: bytes, name: str) -> dict[str, Any]:
    """What the bytes say; whatever keeps them from being read is told."""
    for place, line in enumerate(data.split(b"\n"), start=1):
        if line.count(b".") > MOST_DOTS:
            raise RulebookError(name, f"baris {place}", "terlalu banyak titik dalam satu baris; pecah baris itu")
    try:
        text = data.decode().removeprefix(BYTE_ORDER_MARK)
        table = tomllib.loads(text)
        if table.get("schema") in EXACT:
            table = tomllib.loads(text, parse_float=Decimal)
    except UnicodeDecodeError as error:
        raise RulebookError(
            name, f"bita {error.start}", "berkas bukan UTF-8; simpan ulang dengan pengodean UTF-8"
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise RulebookError(name, _place(error), f"bukan TOML yang benar ({error}); perbaiki baris itu") from None
    except RecursionError:
        raise RulebookError(name, "isi", TOO_DEEP) from None
    except (ValueError, InvalidOperation):
        raise RulebookError(name, "isi", TOO_LONG) from None
    return table


TOO_LONG = "angka terlalu panjang; tulis angka biasa, misalnya 0.25"
TOO_DEEP = f"bersarang terlalu dalam; paling banyak {DEEPEST} tingkat"


def _is_too_deep(table: dict[str, Any]) -> bool:
    level: list[Any] = [table]
    for _depth in range(DEEPEST + 1):
        inner = [value.values() if isinstance(value, dict) else value for value in level]
        level = [one for several in inner for one in several if isinstance(one, dict | list)]
        if not level:
            return False
    return True


def _place(error: tomllib.TOMLDecodeError) -> str:
    """The line of a parse error, as Python ≥ 3.14 gives it or as older ones write it into the message."""
    found = re.search(r"line (\d+)", str(error))
    return f"baris {found.group(1)}" if found else "akhir berkas"


def _leaves(value: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _leaves(inner, f"{key}.{name}" if key else name)
    elif isinstance(value, list):
        for place, inner in enumerate(value, start=1):
            yield from _leaves(inner, f"{key}[{place}]")
    else:
        yield key, value


def _head(table: dict[str, Any], name: str) -> None:
    """Check the keys that every rulebook starts with."""
    if table.get("schema") not in SCHEMAS:
        raise RulebookError(name, "schema", f"harus salah satu dari {', '.join(SCHEMAS)}")
    if not isinstance(table.get("id"), str) or not ID.fullmatch(table["id"]):
        raise RulebookError(
            name, "id", 'harus ada: huruf kecil, angka, dan tanda hubung, misalnya "innovation-model-1"'
        )
    for key in ("title", "title_en"):
        if (key == "title" or key in table) and not _is_text(table.get(key)):
            raise RulebookError(name, key, "harus berisi judul")
    if table.get("scope") not in SCOPES:
        raise RulebookError(name, "scope", f"harus salah satu dari {', '.join(SCOPES)}")
    for key in ("unknown", "unknown_en"):
        if key == "unknown" or key in table:
            entries = table.get(key)
            if not isinstance(entries, list) or not all(_is_text(entry) for entry in entries):
                raise RulebookError(
                    name, key, "harus ada: daftar hal yang belum diketahui; tulis [] hanya bila benar-benar tidak ada"
                )
    if "unknown_en" in table and len(table["unknown_en"]) != len(table["unknown"]):
        raise RulebookError(name, "unknown_en", "harus sama banyak dengan unknown, dalam urutan yang sama")


def _blocks(table: dict[str, Any], name: str) -> Iterator[Block]:
    for key, value in table.items():
        if key in HEAD or not _is_block(value):
            continue
        items = value if isinstance(value, list) else [value]
        seen: set[str] = set()
        for place, item in enumerate(items, start=1):
            if (identity := item.get("id")) is None:
                continue
            if not _is_text(identity):
                raise RulebookError(name, f"{key}[{place}].id", "harus teks")
            if identity in seen:
                raise RulebookError(name, f"{key}[{place}].id", f'"{identity}" sudah dipakai; setiap id hanya sekali')
            seen.add(identity)
        yield Block(key, tuple(_freeze(item) for item in items), isinstance(value, list))


SOURCED_INSIDE = ("form", "criteria", "participants", "quota", "accounts")
"""Tables whose inner tables ([form.umum], [criteria.khusus]) tell for themselves where they come from."""


def _sources(blocks: tuple[Block, ...], name: str) -> Iterator[Source]:
    """Where blocks, items of lists of tables and the tables inside some of them come from.

    A rule without a source is allowed and shown as such.
    """
    for block in blocks:
        for place, item in enumerate(block.items, start=1):
            key = f"{block.key}.{item.get('id', place)}" if block.is_list else block.key
            yield from _source_of(item, key, name)
            if block.key in SOURCED_INSIDE:
                for inner, table in item.items():
                    if isinstance(table, Mapping):
                        yield from _source_of(table, f"{key}.{inner}", name)


def _source_of(table: Mapping[str, Value], key: str, name: str) -> Iterator[Source]:
    if "source" not in table and "confidence" not in table:
        return
    text, confidence = table.get("source"), table.get("confidence")
    if not isinstance(text, str) or not text.strip():
        raise RulebookError(name, f"{key}.source", 'harus ada di samping confidence, misalnya "ditetapkan Tular"')
    if confidence not in {level.value for level in Confidence}:
        raise RulebookError(name, f"{key}.confidence", "harus ada di samping source: certain, likely, atau inferred")
    yield Source(key, text, Confidence(str(confidence)))


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_block(value: object) -> bool:
    """A table or a non-empty array of tables."""
    return isinstance(value, dict) or (
        isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)
    )


def _freeze(value: Any) -> Any:
    if isinstance(value, Mapping):
        return MappingProxyType({key: _freeze(inner) for key, inner in value.items()})
    if isinstance(value, list):
        return tuple(_freeze(inner) for inner in value)
    frozen: Value = value
    return frozen
