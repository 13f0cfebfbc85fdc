"""The contract of the index port: `keys`, `vocabulary`, `fit`, `around`. Another adapter has to pass this file."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.matching.worlds import RECORDS, HashedEncoder, build_index, encode, order_of, small_thesaurus
from tular.engines.matching import index as engine
from tular.engines.matching.analysis import stem, topics
from tular.engines.matching.index import LONGEST_WAIT, Fit, Record, SearchIndex, TextRules, clauses

RULES = TextRules()


@pytest.fixture(scope="module", params=["words and meaning", "words alone"])
def search(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    encoders = None if request.param == "words and meaning" else []
    return build_index(tmp_path_factory.mktemp("index") / "new", encoders=encoders)


def fit_of(search: SearchIndex, text: str, rules: TextRules = RULES) -> Fit:
    expansions = small_thesaurus().expansions(topics(text))
    return search.fit(topics(text), expansions, search.encode_need(text), rules)


def test_keys_are_in_the_order_of_the_records(search: SearchIndex) -> None:
    assert search.keys == [record.key for record in RECORDS]
    assert len(search) == len(RECORDS)


def test_the_vocabulary_counts_records_that_have_a_word_as_written(search: SearchIndex) -> None:
    assert search.vocabulary["balita"] == 2
    assert search.vocabulary["posyandu"] == 1
    assert "alor" not in search.vocabulary, "owners are not part of what a record tells"


@pytest.mark.parametrize(
    ("need", "first"),
    [
        ("antrean obat panjang", "obat"),
        ("anak nelayan putus sekolah", "perahu"),
        ("sampah plastik di sungai", "sampah"),
        ("mengurus akta kelahiran", "akta"),
        ("kader posyandu", "gizi"),
    ],
)
def test_the_record_that_says_it_comes_first(search: SearchIndex, need: str, first: str) -> None:
    assert order_of(search, need)[0] == first


def test_another_name_of_what_was_said_finds_the_record(search: SearchIndex) -> None:
    fit = fit_of(search, "tengkes")
    assert fit.words[fit.numbers == search.keys.index("gizi")].tolist() == [1.0]


@settings(max_examples=50, deadline=None)
@given(
    text=st.lists(
        st.sampled_from(["obat", "balita", "sampah", "akta", "sekolah", "zzz", "gizi", "kronis", "anak", "5%"])
    ).map(" ".join)
)
def test_fits_lie_between_nothing_and_one_over_the_same_candidates(search: SearchIndex, text: str) -> None:
    fit = fit_of(search, text)
    assert len(set(fit.numbers.tolist())) == len(fit.numbers)
    assert set(fit.numbers.tolist()) <= set(range(len(search)))
    for row in (fit.words, fit.meaning, fit.fused):
        assert len(row) == len(fit.numbers)
        assert np.all((row >= 0) & (row <= 1 + 1e-9))
    assert np.all(fit.fused <= np.maximum(fit.words, fit.meaning) + 1e-9)


def test_the_same_need_gets_the_same_answer(search: SearchIndex) -> None:
    first, second = fit_of(search, "obat balita"), fit_of(search, "obat balita")
    assert first.numbers.tolist() == second.numbers.tolist()
    assert first.fused.tolist() == second.fused.tolist()


def test_no_topic_finds_nothing_by_words(search: SearchIndex) -> None:
    fit = search.fit((), (), {}, RULES)
    assert fit.numbers.tolist() == fit.fused.tolist() == []
    assert fit.closeness == 0.0


def test_neighbours_of_a_record_are_measured_against_the_record_itself(search: SearchIndex) -> None:
    number = search.keys.index("gizi")
    fit = search.around(number, topics(f"{RECORDS[number].title} {' '.join(RECORDS[number].fields)}"), RULES)
    order = fit.numbers[np.argsort(-fit.fused, kind="stable")].tolist()
    assert order[0] == number
    assert order[1] == search.keys.index("judul")


def test_meaning_reaches_records_that_share_no_word(tmp_path: Path) -> None:
    search = build_index(tmp_path / "new")
    assert len(fit_of(search, "balita pendek").numbers) == len(RECORDS)
    assert fit_of(search, "balita pendek").closeness > 0


def test_without_encoders_only_records_with_the_words_are_candidates(tmp_path: Path) -> None:
    search = build_index(tmp_path / "new", encoders=[])
    fit = fit_of(search, "balita")
    assert {search.keys[number] for number in fit.numbers} == {"gizi", "judul"}
    assert search.meaning is None
    assert search.encode_need("balita") == {}
    assert fit.fused.tolist() == fit.words.tolist()
    assert (fit.meaning.tolist(), fit.closeness) == ([0.0, 0.0], 0.0)


def test_an_index_with_meaning_is_searched_by_words_where_an_encoder_is_missing(tmp_path: Path) -> None:
    build_index(tmp_path / "new")
    search = SearchIndex(tmp_path / "new", [HashedEncoder("first", 48)])
    assert search.meaning is None
    assert order_of(search, "antrean obat")[0] == "obat"


def test_a_record_without_fields_counts_less_by_meaning(tmp_path: Path) -> None:
    search = build_index(tmp_path / "new")
    place = fit_of(search, "balita sehat").numbers.tolist().index(search.keys.index("judul"))
    thin = fit_of(search, "balita sehat", TextRules(thin_record=0.6)).meaning[place]
    whole = fit_of(search, "balita sehat", TextRules(thin_record=1.0)).meaning[place]
    assert whole > 0
    assert thin == pytest.approx(0.6 * whole)


@pytest.mark.parametrize("encoders", [None, []])
def test_a_catalogue_of_one_record(tmp_path: Path, encoders: list[HashedEncoder] | None) -> None:
    search = build_index(tmp_path / "new", RECORDS[:1], encoders)
    assert order_of(search, "balita stunting") == ["gizi"]
    fit = fit_of(search, "balita stunting")
    assert fit.words.tolist() == [1.0]
    assert fit.fused.tolist() == [1.0], "the only candidate of a text gets its due"


@pytest.mark.parametrize("encoders", [None, []])
def test_a_catalogue_without_records(tmp_path: Path, encoders: list[HashedEncoder] | None) -> None:
    search = build_index(tmp_path / "new", (), encoders)
    assert (len(search), search.keys, search.vocabulary) == (0, [], {})
    assert order_of(search, "balita stunting") == []


@pytest.mark.parametrize("encoders", [None, []])
def test_a_catalogue_of_titles_alone(tmp_path: Path, encoders: list[HashedEncoder] | None) -> None:
    search = build_index(tmp_path / "new", [Record("a", "Antar Obat", ()), Record("b", "Bank Sampah", ())], encoders)
    assert order_of(search, "bank sampah")[0] == "b"


def test_candidates_that_are_all_alike_get_the_same_fit(tmp_path: Path) -> None:
    same = [Record(f"r{number}", "Antar Obat", ("Ojek mengantar obat.",)) for number in range(3)]
    fit = fit_of(build_index(tmp_path / "new", same), "obat")
    assert fit.meaning.tolist() == [1.0, 1.0, 1.0]
    assert fit.fused.tolist() == pytest.approx([1.0, 1.0, 1.0])


def test_long_fields_are_cut_into_passages_that_lose_nothing(tmp_path: Path) -> None:
    words = [f"kata{number}" for number in range(400)]
    encoder = HashedEncoder()
    record = Record("panjang", "Judul", (" ".join(words), "pendek", "x" * 1500))
    (tmp_path / "new").mkdir()
    engine.build(tmp_path / "new", [record], [encoder], encode)
    passages = [text for text in encoder.encoded if not text.startswith("Judul")]
    assert all(len(text) <= engine.PASSAGE for text in passages)
    read = set(" ".join(passages).split())
    assert read >= {*words, "pendek"}
    assert sum(text.count("x") for text in passages) == 1500


def test_an_index_of_another_format_is_refused(tmp_path: Path) -> None:
    build_index(tmp_path / "new")
    manifest = tmp_path / "new" / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"format": 0}))
    with pytest.raises(ValueError, match="format 0"):
        SearchIndex(tmp_path / "new", [])


@pytest.mark.parametrize("part", ["manifest.json", "keys.json", "vocabulary.json", "thin.npy", "meaning/means.npz"])
def test_half_an_index_is_refused(tmp_path: Path, part: str) -> None:
    encoders = [HashedEncoder()]
    build_index(tmp_path / "new", encoders=encoders)
    (tmp_path / "new" / part).unlink()
    with pytest.raises((OSError, ValueError)):
        SearchIndex(tmp_path / "new", encoders)


def asked_for(text: str, foreign: bool = False) -> list[dict[str, float]]:
    """What the word index is asked for a need: for each clause, its ways (as text of stems) and their weights."""
    row = topics(text)
    found = clauses(row, small_thesaurus().expansions(row), RULES, lambda _: foreign)
    return [{" ".join(way): weight for way, weight in clause.ways} for clause in found]


def test_a_word_said_twice_counts_twice_and_other_names_count_less() -> None:
    assert asked_for("tengkes tengkes") == [
        {stem("tengkes"): 2.0},
        {stem("stunting"): 0.5, "gizi kronis": 0.5, f"anak {stem('pendek')}": 0.5},
        {"gizi masyarakat": 0.15},
    ]


def test_other_names_count_in_full_where_the_catalogue_does_not_know_what_was_said() -> None:
    assert asked_for("tengkes", foreign=True)[1] == {
        stem("stunting"): 1.0,
        "gizi kronis": 1.0,
        f"anak {stem('pendek')}": 1.0,
    }
    assert asked_for("tengkes", foreign=True)[2] == {"gizi masyarakat": 0.15}


def test_a_need_is_put_together_from_its_words_where_the_encoder_is_slow(tmp_path: Path) -> None:
    quick, slow = HashedEncoder("first"), HashedEncoder("second")
    slow.slow = True
    search = build_index(tmp_path / "new", encoders=[quick, slow])
    quick.encoded.clear()
    slow.encoded.clear()
    vectors = search.encode_need("Balita pendek di desa")
    assert set(vectors) == {"first", "second"}
    assert (quick.encoded, slow.encoded) == (["Balita pendek di desa"], [])
    assert np.linalg.norm(vectors["second"]) == pytest.approx(1)


def test_a_slow_encoder_reads_the_beginning_of_a_need_of_which_no_word_is_known(tmp_path: Path) -> None:
    slow = HashedEncoder("second")
    slow.slow = True
    search = build_index(tmp_path / "new", encoders=[slow])
    slow.encoded.clear()
    search.encode_need("children " * 100)
    assert slow.encoded == [("children " * 100)[:LONGEST_WAIT]]
