"""What a rulebook says is looked at where an entry is verified."""

from __future__ import annotations

import pytest

from tests.engines.rulebook.books import competition
from tular.engines.rulebook import RulebookError
from tular.engines.rulebook.competition import Stage

HEAD = """
[[stages]]
id = "verifikasi"
kind = "field_verification"
"""

ALAT = """
[[stages.checklist]]
id = "alat"
question = "Alatnya ada?"
kind = "yes_no"
evidence = "foto"
"""


def stage_of(text: str) -> Stage:
    return competition(HEAD + text).stages[0]


def test_without_a_list_the_stage_tells_none_and_the_agency_reads_facts() -> None:
    stage = stage_of("")
    assert (stage.checklist, stage.minutes_to_agency) == ((), "facts")


def test_items_keep_their_order_and_what_they_ask_for() -> None:
    more = """
[[stages.checklist]]
id = "sering"
question = "Seberapa sering?"
kind = "level"
levels = ["tiap hari", "jarang"]
"""
    one, two = stage_of(ALAT + more).checklist
    assert (one.id, one.kind, one.evidence, one.help) == ("alat", "yes_no", "foto", "")
    assert two.levels == ("tiap hari", "jarang")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (ALAT + ALAT, "disebut dua kali"),
        (ALAT.replace('"alat"', '"_alat"'), "garis bawah"),
        (ALAT.replace('"yes_no"', '"level"'), "wajib di sana"),
        (ALAT.replace('"yes_no"', '"lihat"'), "kind"),
        ('minutes_to_agency = "nanti"', "minutes_to_agency"),
        (ALAT.replace("question", "tanya"), "question"),
    ],
)
def test_a_list_that_cannot_be_is_refused_with_its_place(text: str, said: str) -> None:
    with pytest.raises(RulebookError, match=said):
        stage_of(text)
