"""A rulebook is read whole or refused with the file, the key and what would be right."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tular.engines.rulebook import Block, Confidence, Rulebook, RulebookError, Source, load

BROKEN = Path(__file__).parent / "broken"

GOOD = b"""
schema = "tular-modelbook-1"
id = "contoh-1"
title = "Contoh"
title_en = "Example"
scope = "product"
organiser = "Tular"
years = [2024, 2025]
unknown = ["bobot"]
unknown_en = ["weights"]

[limits]
most = 4
source = "ditetapkan Tular"
confidence = "certain"

[[parts]]
id = "text"
weight = 0.5
source = "https://contoh.id"
confidence = "likely"
[[parts.reasons]]
id = "words"

[[parts]]
weight = 0.5
source = "dugaan"
confidence = "inferred"
"""

WRONG = {
    "not-utf8": ("bita 0", "UTF-8"),
    "not-toml": ("baris 1", "bukan TOML yang benar"),
    "empty": ("schema", "tular-life-1, tular-modelbook-1, tular-ranking-1"),
    "other-schema": ("schema", "tular-life-1, tular-modelbook-1, tular-ranking-1"),
    "no-id": ("id", "huruf kecil, angka, dan tanda hubung"),
    "id-with-spaces": ("id", "huruf kecil, angka, dan tanda hubung"),
    "blank-title": ("title", "harus berisi judul"),
    "unknown-scope": ("scope", "national, regional, province, agency, product"),
    "no-unknown": ("unknown", "tulis [] hanya bila benar-benar tidak ada"),
    "untranslated-unknown": ("unknown_en", "sama banyak dengan unknown"),
    "no-source": ("parts.text.source", "harus ada di samping confidence"),
    "no-confidence": ("limits.confidence", "certain, likely, atau inferred"),
    "other-confidence": ("limits.confidence", "certain, likely, atau inferred"),
    "same-id-twice": ("parts[2].id", '"text" sudah dipakai'),
    "infinite-number": ("limits.most", "angka berhingga"),
    "id-not-text": ("parts[1].id", "harus teks"),
}


def test_a_good_file_is_read_whole() -> None:
    assert load(GOOD, "contoh.toml") == Rulebook(
        id="contoh-1",
        title="Contoh",
        title_en="Example",
        schema="tular-modelbook-1",
        scope="product",
        unknown=("bobot",),
        unknown_en=("weights",),
        digest=hashlib.sha256(GOOD).hexdigest(),
        file_name="contoh.toml",
        facts={"organiser": "Tular", "years": (2024, 2025)},
        blocks=(
            Block("limits", ({"most": 4, "source": "ditetapkan Tular", "confidence": "certain"},), is_list=False),
            Block(
                "parts",
                (
                    {
                        "id": "text",
                        "weight": 0.5,
                        "source": "https://contoh.id",
                        "confidence": "likely",
                        "reasons": ({"id": "words"},),
                    },
                    {"weight": 0.5, "source": "dugaan", "confidence": "inferred"},
                ),
                is_list=True,
            ),
        ),
        sources=(
            Source("limits", "ditetapkan Tular", Confidence.CERTAIN),
            Source("parts.text", "https://contoh.id", Confidence.LIKELY),
            Source("parts.2", "dugaan", Confidence.INFERRED),
        ),
    )


def test_a_path_gives_the_file_its_name(tmp_path: Path) -> None:
    path = tmp_path / "contoh.toml"
    path.write_bytes(GOOD)
    assert load(path) == load(GOOD, "contoh.toml")


def test_another_byte_is_another_version() -> None:
    assert load(GOOD, "a").digest != load(GOOD + b"\n", "a").digest
    assert load(GOOD, "a").short_digest == load(GOOD, "a").digest[:12]


def test_a_missing_translation_falls_back_to_indonesian() -> None:
    data = GOOD.replace(b'title_en = "Example"\n', b"").replace(b'unknown_en = ["weights"]\n', b"")
    book = load(data, "contoh.toml")
    assert (book.title_en, book.unknown_en) == ("Contoh", ("bobot",))


def test_a_loaded_rulebook_cannot_be_changed() -> None:
    (part, _) = load(GOOD, "contoh.toml").block("parts")
    assert isinstance(part, Mapping)
    with pytest.raises(TypeError):
        part["weight"] = 1  # type: ignore[index]


def test_a_block_that_is_not_there_is_empty() -> None:
    assert load(GOOD, "contoh.toml").block("stages") == ()


def test_the_folder_of_broken_files_and_the_table_of_errors_name_the_same_files() -> None:
    assert {path.stem for path in BROKEN.glob("*.toml")} == set(WRONG)


@pytest.mark.parametrize("name", sorted(WRONG))
def test_a_broken_file_is_refused_with_file_key_and_what_would_be_right(name: str) -> None:
    key, message = WRONG[name]
    with pytest.raises(RulebookError) as caught:
        load(BROKEN / f"{name}.toml")
    assert (caught.value.file, caught.value.key) == (f"{name}.toml", key)
    assert message in caught.value.message
    assert str(caught.value) == f"{name}.toml: {key}: {caught.value.message}"


def test_an_error_survives_the_way_between_processes() -> None:
    error = RulebookError("a.toml", "id", "harus ada")
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


@given(st.binary(max_size=400))
def test_any_bytes_are_either_a_rulebook_or_a_rulebook_error(data: bytes) -> None:
    try:
        load(data, "acak.toml")
    except RulebookError as error:
        assert error.file == "acak.toml" and error.message


@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=3))
def test_a_damaged_rulebook_never_breaks_the_reader(place: int, junk: bytes) -> None:
    try:
        load(GOOD[:place] + junk + GOOD[place + 1 :], "rusak.toml")
    except RulebookError as error:
        assert error.file == "rusak.toml" and error.message


TOO_MUCH = {
    "an integer of many digits": ("n = " + "9" * 5000, "angka terlalu panjang"),
    "one of many digits in hexadecimal": ("n = 0x" + "f" * 5000, "angka terlalu panjang"),
    "an exponent that no decimal has": ("n = 1e99999999999999999999999", "angka terlalu panjang"),
    "lists in lists": ("n = " + "[" * 900 + "]" * 900, "bersarang terlalu dalam"),
    "tables in tables": ("n = " + "{a=" * 60 + "1" + "}" * 60, "bersarang terlalu dalam"),
    "criteria in criteria": ("n = [" + '{id="a",items=[' * 300 + "]}" * 300 + "]", "bersarang terlalu dalam"),
    "a key of many parts": ("a" + ".a" * 90_000 + " = 1", "terlalu banyak titik"),
    "a sign that no database takes": ('n = "\\u0000"', "tanda kosong"),
    "such a sign in a key": ('"a\\u0000" = 1', "tanda kosong"),
}


@pytest.mark.parametrize(("line", "said"), TOO_MUCH.values(), ids=TOO_MUCH)
def test_what_would_bring_a_machine_to_its_knees_is_refused_at_once(line: str, said: str) -> None:
    text = 'schema = "tular-competition-1"\nid = "x"\ntitle = "X"\nscope = "regional"\nunknown = []\n' + line
    with pytest.raises(RulebookError, match=said):
        load(text.encode(), "lomba.toml")
