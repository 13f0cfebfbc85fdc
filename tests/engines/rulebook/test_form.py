"""The form that is asked is the form that is checked, by group and by what an entry says of itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engines.rulebook.books import HEAD, competition
from tular.engines.rulebook import RulebookError, load
from tular.engines.rulebook.form import Answers, problems
from tular.engines.rulebook.reading import read_competition
from tular.engines.rulebook.wordcount import count_words

FORM = """
[form]
fields = [
  { id = "judul", label = "Judul", required = true },
  { id = "aplikasi", label = "Berupa aplikasi", kind = "yes_no", required = true, when_yes = ["formulir_spbe"] },
]
sections = [
  { id = "ringkasan", label = "Ringkasan", max_words = 5 },
  { id = "adaptabilitas", label = "Adaptabilitas", parts = [
    { id = "sudah", label = "sudah ditiru", max_words = 3 },
    { id = "potensi", label = "potensi", min_words = 2, required = false },
  ] },
]

[form.khusus]
sections = [{ id = "pembaruan", label = "Pembaruan" }]

[form.umum_extra]
sections = [{ id = "inspirasi", label = "Inspirasi" }]

[[attachments]]
id = "sk"
label = "Keputusan"
required = true
format = "PDF"
max_mib = 2

[[attachments]]
id = "formulir_spbe"
label = "Formulir SPBE"
required_when = "aplikasi"

[[attachments]]
items = ["pernyataan", { id = "video", kind = "link", required = false }]
format = "PDF"
"""


def test_each_group_gets_its_sections() -> None:
    rules = competition(FORM).form
    assert [one.id for one in rules.form_for("umum").sections] == ["ringkasan", "adaptabilitas", "inspirasi"]
    assert [one.id for one in rules.form_for("khusus").sections] == ["pembaruan"]


def test_what_a_yes_asks_for_is_asked_then_only() -> None:
    rules = competition(FORM).form
    asked = {
        said: [(one.id, one.required) for one in rules.form_for("umum", known).attachments]
        for said, known in (("nothing", {}), ("no", {"aplikasi": False}), ("yes", {"aplikasi": True}))
    }
    without = [("sk", True), ("pernyataan", True), ("video", False)]
    assert asked == {
        "nothing": without,
        "no": without,
        "yes": [("sk", True), ("formulir_spbe", True), ("pernyataan", True), ("video", False)],
    }
    assert [(one.id, one.kind, one.formats, one.max_mib) for one in rules.form_for("umum").attachments] == [
        ("sk", "file", ("pdf",), 2.0),
        ("pernyataan", "file", ("pdf",), None),
        ("video", "link", ("pdf",), None),
    ]


def test_what_is_missing_too_long_or_too_short_is_told_in_the_order_of_the_form() -> None:
    form = competition(FORM).form.form_for("umum", {"aplikasi": True})
    answers = Answers(
        {"ringkasan": "satu dua tiga empat lima enam tujuh", "potensi": "satu", "inspirasi": " – "},
        {"judul": "Antre Cepat"},
        frozenset({"sk", "pernyataan"}),
    )
    assert [(one.code, one.sentence, one.rule) for one in problems(form, answers)] == [
        ("too_long", "Ringkasan berisi 7 kata, paling banyak 5; kurangi 2 kata", "form.sections[1]"),
        ("missing", "Adaptabilitas, sudah ditiru belum diisi", "form.sections[2].parts[1]"),
        ("too_short", "Adaptabilitas, potensi berisi 1 kata, paling sedikit 2", "form.sections[2].parts[2]"),
        ("missing", "Inspirasi belum diisi", "form.umum_extra.sections[1]"),
        ("missing", "Berupa aplikasi belum diisi", "form.fields[2]"),
        ("missing", "Formulir SPBE belum dilampirkan", "attachments[2]"),
    ]


def test_a_complete_form_has_no_problem() -> None:
    form = competition(FORM).form.form_for("khusus")
    answers = Answers(
        {"pembaruan": "Kini di sepuluh desa."}, {"judul": "Antre Cepat", "aplikasi": "tidak"},
        frozenset({"sk", "pernyataan"}),
    )  # fmt: skip
    assert list(problems(form, answers)) == []


@pytest.mark.parametrize(
    ("text", "key", "message"),
    [
        ('[form]\nsections = [{ id = "a" }, { id = "a" }]', "form.sections[2].id", "sudah dipakai"),
        ('[form]\nsections = [{ id = "a", min_words = 9, max_words = 3 }]', "form.sections[1].max_words", "min_words"),
        ('[form]\nsections = [{ id = "a", max_words = "200" }]', "form.sections[1].max_words", "hapus tanda kutipnya"),
        ('[form.replikasi]\nsections = [{ id = "a" }]', "form.replikasi", 'kelompok "replikasi" tidak ada'),
        ('[[attachments]]\nid = "a"\nkind = "berkas"', "attachments[1].kind", "file, link"),
    ],
)
def test_forms_that_cannot_be_are_refused_with_the_place(text: str, key: str, message: str) -> None:
    with pytest.raises(RulebookError) as caught:
        read_competition(load((HEAD + text).encode(), "lomba.toml"))
    assert (caught.value.key, message in caught.value.message) == (key, True)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        (" . – … ", 0),
        ("Warga mengantre 2 jam.", 4),
        ("e-KTP, 10.000 (SPBE)/TPB", 3),
        ("satu\u00a0dua\u200btiga\ufeff\tempat\r\nlima", 5),
        ("½ ² 三", 3),
    ],
)
def test_words_are_what_stands_between_spaces_with_a_letter_or_a_digit(text: str, count: int) -> None:
    assert count_words(text) == count


@given(st.lists(st.text(st.characters(categories=["L", "Nd"]), min_size=1, max_size=8)))
def test_words_are_counted_whatever_spaces_are_between(words: list[str]) -> None:
    assert count_words("\n ".join(words)) == count_words("  " + " ".join(words)) == len(words)
