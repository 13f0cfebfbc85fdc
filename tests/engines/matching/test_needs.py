"""What a need is understood to say; and spelling help."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.matching.worlds import RULES, build_index, small_thesaurus
from tular.engines.matching import needs
from tular.engines.matching.analysis import tokens
from tular.engines.matching.index import SearchIndex
from tular.engines.matching.needs import ENCODED_LETTERS, LONGEST, Need
from tular.engines.matching.spelling import Vocabulary, corrections

THESAURUS, READER = small_thesaurus(), RULES.resource_reader()
KNOWN = Vocabulary({"stunting": 9, "antrean": 4, "antrian": 2, "posyandu": 3, "obat": 5, "pasien": 2, "pasir": 2})


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    return build_index(tmp_path_factory.mktemp("index") / "new", encoders=[])


def read(text: str, search: SearchIndex) -> Need:
    return needs.read(text, search, THESAURUS, READER)


def test_a_need_is_read_whole(search: SearchIndex) -> None:
    need = read("Balita tengkes banyak, kader posyandu sedikit", search)
    assert [token.word for token in need.topics] == ["balita", "tengkes", "kader", "posyandu", "sedikit"]
    assert [(one.said, one.relation, one.concept.id) for one in need.expansions] == [
        ("tengkes", "same", "stunting"),
        ("tengkes", "broader", "gizi"),
    ]
    assert [hit.resource.id for hit in need.lacking] == ["kader"]
    assert need.known_share == pytest.approx(4 / 5), "'sedikit' is in no record"
    assert not need.is_empty
    assert need.named == "Balita tengkes banyak, kader posyandu sedikit (stunting)"


@pytest.mark.parametrize("text", ["", "   ", "a", "yang di ke dan", "🙂🙂", "?!", "x y z", "\0\0"])
def test_a_text_without_topic_is_no_need(search: SearchIndex, text: str) -> None:
    need = read(text, search)
    assert need.is_empty
    assert need.known_share == 0.0
    assert dict(need.corrections) == {}


def test_only_the_first_words_of_a_long_text_are_read(search: SearchIndex) -> None:
    need = read("obat " * 1000, search)
    assert (need.words_given, need.words_read, len(need.topics)) == (1000, LONGEST, LONGEST)
    assert len(need.text.split()) == LONGEST


def test_another_language_is_known_to_nobody(search: SearchIndex) -> None:
    assert read("children are sick", search).known_share == 0.0


def test_the_corrected_text_changes_the_misspelt_words_alone(search: SearchIndex) -> None:
    need = read("Antraen obat, POSYANDUU!", search)
    assert dict(need.corrections) == {"antraen": "antrean", "posyanduu": "posyandu"}
    assert need.corrected == "antrean obat, posyandu!"


@settings(deadline=None)
@given(text=st.text(max_size=200))
def test_reading_a_need_never_fails(search: SearchIndex, text: str) -> None:
    need = read(text, search)
    assert text.startswith(need.text)
    assert 0 <= need.known_share <= 1
    assert need.corrected == need.text or need.corrections


def corrected(text: str) -> dict[str, str]:
    return corrections(tokens(text), KNOWN, {"paku"}.__contains__)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("stuntign", {"stuntign": "stunting"}),
        ("stuning", {"stuning": "stunting"}),
        ("posyandy", {"posyandy": "posyandu"}),
        # equally near: the more frequent word
        ("antreen", {"antreen": "antrean"}),
        # short words allow one slip, words under four letters none
        ("obatt", {"obatt": "obat"}),
        ("obta", {"obta": "obat"}),
        ("oba", {}),
        ("paser", {"paser": "pasir"}),
        # known to catalogue or index; stop words; digits; too far; another first letter
        ("stunting paku", {}),
        ("yang", {}),
        ("stunt1ng", {}),
        ("zzzzzzz", {}),
        ("xtunting", {}),
        ("儿童生病了", {}),
    ],
)
def test_a_misspelt_word_gets_the_word_it_most_likely_means(text: str, expected: dict[str, str]) -> None:
    assert corrected(text) == expected


@given(st.text(alphabet="stuningoba ", max_size=60))
def test_corrections_lead_from_unknown_to_known_words(text: str) -> None:
    for wrong, right in corrected(text).items():
        assert wrong not in KNOWN
        assert right in KNOWN


def test_what_is_encoded_of_an_endless_word_stays_short(search: SearchIndex) -> None:
    need = read("a" * 50_000 + " obat", search)
    assert len(need.named) <= ENCODED_LETTERS


def test_the_official_names_of_what_is_said_otherwise_are_encoded_too(search: SearchIndex) -> None:
    need = read("Anak pendek di desa kami", search)
    assert need.named == "Anak pendek di desa kami (stunting)"


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("long queues for medicine at the hospital", True),
        ("the children are stunted and there are few health volunteers", True),
        ("antrean obat di rumah sakit panjang", False),
        ("program parenting dan layanan on call", False),
        ("", False),
    ],
)
def test_a_need_in_english_is_noticed(text: str, english: bool, search: SearchIndex) -> None:
    assert read(text, search).looks_english is english
