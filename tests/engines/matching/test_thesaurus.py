"""Concept groups: read or refused, found in texts, expanded, completed, joined."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engines.matching.worlds import ROOT, small_thesaurus
from tular.engines.matching.analysis import tokens
from tular.engines.matching.thesaurus import Concept, ThesaurusError, build, indexed_stems, parse, phrase_stems

BROKEN = Path(__file__).parent / "broken_thesauri"
SMALL = small_thesaurus()
SHIPPED_FILES = sorted((ROOT / "data" / "thesaurus").glob("*.toml"))
SHIPPED = build(concept for path in SHIPPED_FILES for concept in parse(path.read_bytes(), path.name))

WRONG = {
    "not-toml": ("not-toml.toml: ", "bukan TOML dalam UTF-8"),
    "not-utf8": ("not-utf8.toml: ", "bukan TOML dalam UTF-8"),
    "no-group": ("no-group.toml: ", "dimulai dengan [[concept]]"),
    "group-not-repeated": ("group-not-repeated.toml: ", "dimulai dengan [[concept]]"),
    "no-id": ("no-id.toml, kelompok ke-2: ", "id dan label wajib diisi"),
    "no-label": ("no-label.toml, stunting: ", "id dan label wajib diisi"),
    "one-term": ("one-term.toml, stunting: ", "perlu sedikitnya satu istilah lain"),
    "unknown-key": ("unknown-key.toml, stunting: ", "kunci 'offcial' tidak dikenal"),
    "text-for-list": ("text-for-list.toml, stunting: ", 'official harus daftar teks, misalnya official = ["contoh"]'),
    "broader-not-list": ("broader-not-list.toml, stunting: ", "broader harus daftar teks"),
    "blank-term": ("blank-term.toml, stunting: ", "official harus daftar teks"),
    "number-for-term": ("number-for-term.toml, stunting: ", "acronyms harus daftar teks"),
}


def said(text: str) -> list[tuple[str, str, str]]:
    """(concept, term, words of the text) of every mention."""
    row = tokens(text)
    return [
        (mention.concept.id, mention.term, " ".join(token.word for token in row[mention.first : mention.last]))
        for mention in SMALL.mentions(row)
    ]


@pytest.mark.parametrize("name", sorted(path.stem for path in BROKEN.glob("*.toml")))
def test_a_wrong_file_is_refused_with_file_concept_and_what_is_right(name: str) -> None:
    with pytest.raises(ThesaurusError) as refused:
        parse((BROKEN / f"{name}.toml").read_bytes(), f"{name}.toml")
    where, what = WRONG[name]
    assert str(refused.value).startswith(where)
    assert what in str(refused.value)


def test_every_wrong_file_has_its_sentence() -> None:
    assert sorted(WRONG) == sorted(path.stem for path in BROKEN.glob("*.toml"))


def test_a_good_file_is_read_whole() -> None:
    source = """
    title = "Kesehatan"
    [[concept]]
    id = "stunting"
    label = "stunting"
    official = ["tengkes"]
    everyday = ["anak pendek"]
    acronyms = ["BBLR"]
    regional = ["kontet"]
    broader = ["gizi"]
    """
    terms = {
        "stunting": "label",
        "tengkes": "official",
        "anak pendek": "everyday",
        "BBLR": "acronyms",
        "kontet": "regional",
    }
    assert parse(source.encode(), "a.toml") == [Concept("stunting", "stunting", terms, ("gizi",), "Kesehatan")]


def test_a_broader_concept_that_is_nowhere_is_refused_when_files_are_joined() -> None:
    lonely = Concept("stunting", "stunting", {"stunting": "label", "tengkes": "official"}, ("gzi",), "Kesehatan")
    with pytest.raises(ThesaurusError, match=r"Kesehatan, stunting: konsep lebih luas 'gzi' tidak ada"):
        build([lonely])


def test_a_group_of_another_file_adds_its_terms_and_renames_nothing() -> None:
    first = Concept("gizi", "gizi", {"gizi": "label", "nutrisi": "official"}, (), "Kesehatan")
    other = Concept("pangan", "pangan", {"pangan": "label", "makanan": "everyday"}, (), "Pertanian")
    added = Concept(
        "gizi", "asupan", {"asupan": "label", "nutrisi": "regional", "gizine": "regional"}, ("pangan",), "Daerah"
    )
    assert build([first, other, added]).concepts["gizi"] == Concept(
        "gizi",
        "gizi",
        {"gizi": "label", "nutrisi": "official", "asupan": "official", "gizine": "regional"},
        ("pangan",),
        "Kesehatan",
    )


def test_the_longest_term_is_found_first_and_terms_do_not_overlap() -> None:
    assert said("anak putus sekolah, lalu sekolah lagi") == [
        ("putus-sekolah", "putus sekolah", "putus sekolah"),
        ("sekolah", "sekolah", "sekolah"),
    ]


def test_a_term_of_two_concepts_names_both() -> None:
    assert sorted(said("AKI tinggi")) == [("aki-mobil", "aki", "aki"), ("kematian-ibu", "AKI", "aki")]


def test_other_forms_of_a_term_are_found() -> None:
    assert said("stuntingnya dan status gizinya") == [
        ("stunting", "stunting", "stuntingnya"),
        ("gizi", "status gizi", "status gizinya"),
    ]


def test_a_short_stem_does_not_stand_for_another_word() -> None:
    assert phrase_stems("mengaji") == phrase_stems("aji"), "else this test proves nothing"
    reciting = build([Concept("mengaji", "mengaji", {"mengaji": "label", "belajar mengaji": "everyday"}, (), "Agama")])
    assert reciting.mentions(tokens("Pak Aji sakit")) == []
    assert [mention.term for mention in reciting.mentions(tokens("anak mengaji"))] == ["mengaji"]


def test_roots_that_look_affixed_meet_their_forms() -> None:
    assert phrase_stems("sekolah") == phrase_stems("persekolahan") == ("sekolah",)
    assert phrase_stems("penduduk") == phrase_stems("kependudukan")
    assert phrase_stems("diare") != phrase_stems("are")


def test_a_phrase_is_asked_as_the_index_keeps_it() -> None:
    """Stop words are not in the index; without them a denial would say its opposite."""
    assert indexed_stems("hak atas tanah") == ("hak", "tanah")
    assert indexed_stems("tidak ada dana") == ()
    assert indexed_stems("anemia") == ("anemia",)


def test_a_reduplicated_short_term_is_found() -> None:
    group = Concept("ibu", "kaum ibu", {"kaum ibu": "label", "emak-emak": "everyday"}, (), "Keluarga")
    mentions = build([group]).mentions(tokens("emak-emak ke posyandu"))
    assert [(mention.term, mention.first, mention.last) for mention in mentions] == [("emak-emak", 0, 1)]


def test_a_need_is_expanded_by_other_terms_then_narrower_then_broader() -> None:
    expansions = SMALL.expansions(tokens("gizi kronis, gizi masyarakat"))
    assert [(one.said, one.concept.id, one.relation, one.terms) for one in expansions] == [
        ("gizi kronis", "stunting", "same", ("stunting", "tengkes", "anak pendek")),
        ("gizi kronis", "gizi", "broader", ("gizi masyarakat",)),
        ("gizi masyarakat", "gizi", "same", ("status gizi",)),
        ("gizi masyarakat", "stunting", "narrower", ("stunting", "tengkes", "gizi kronis", "anak pendek")),
    ]


def test_a_concept_that_is_named_twice_is_expanded_once() -> None:
    once = SMALL.expansions(tokens("tengkes"))
    twice = SMALL.expansions(tokens("tengkes dan stunting"))
    assert [(one.said, one.relation) for one in twice] == [(one.said, one.relation) for one in once]


def test_completions_begin_with_what_was_typed_shortest_first() -> None:
    assert SMALL.completions("  GIZI ", 5) == ["gizi kronis", "gizi masyarakat"]
    assert SMALL.completions("s", 2) == ["sekolah", "stunting"]
    assert SMALL.completions("", 5) == SMALL.completions("xyz", 5) == []


@given(
    st.text()
    | st.lists(st.sampled_from(["anak", "putus", "sekolah", "aki", "gizi", "kronis", "diare", "tidak"])).map(" ".join)
)
def test_mentions_lie_inside_the_text_in_order_and_say_a_known_term(text: str) -> None:
    row = tokens(text)
    mentions = SMALL.mentions(row)
    places = list(dict.fromkeys((mention.first, mention.last) for mention in mentions))
    assert all(0 <= first < last <= len(row) for first, last in places)
    assert all(one[1] <= two[0] for one, two in pairwise(places))
    assert all(mention.term in mention.concept.terms for mention in mentions)


def test_the_shipped_thesaurus_is_broad_enough_and_hangs_together() -> None:
    concepts = SHIPPED.concepts.values()
    assert len(SHIPPED.concepts) >= 600
    assert len({concept.field for concept in concepts}) >= 15
    assert all(concept.field for concept in concepts)
    assert [broader for concept in concepts for broader in concept.broader if broader not in SHIPPED.concepts] == []
    assert [concept.id for concept in concepts if concept.id in concept.broader] == []


def test_every_shipped_term_has_words_and_names_its_own_concept() -> None:
    lost = []
    for concept in SHIPPED.concepts.values():
        for term in concept.terms:
            row = tokens(term)
            mentions = SHIPPED.mentions(row)
            if not any(mention.concept is concept and mention.last - mention.first == len(row) for mention in mentions):
                lost.append((concept.id, term))
    assert lost == []
