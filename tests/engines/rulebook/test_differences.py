"""What changed between two editions is told rule by rule."""

from __future__ import annotations

from tular.engines.rulebook import load
from tular.engines.rulebook.differences import Difference, differences

OLD = """
schema = "tular-competition-1"
id = "lomba-2022"
title = "Lomba 2022"
scope = "regional"
unknown = []
theme = "Pulih bersama"

[[groups]]
id = "umum"
[[groups]]
id = "khusus"
intake = "restricted"

[[eligibility]]
rule = "never_awarded"
award = "terpuji"
source = "panduan 2022"
confidence = "certain"
[[eligibility]]
rule = "never_awarded"
award = "finalis"

[criteria.umum]
stage = "proposal"
items = [{ id = "ide", weight = 20 }, { id = "dampak", weight = 25 }]

[[awards]]
id = "top"
count = 99
"""
NEW = (
    OLD.replace("2022", "2023")
    .replace("Pulih bersama", "Berdampak")
    .replace("weight = 25", "weight = 30")
    .replace('{ id = "ide", weight = 20 }, ', "")
    .replace('award = "finalis"', 'award = "any"')
    .replace('[[awards]]\nid = "top"\ncount = 99', '[[stages]]\nid = "proposal"\nkind = "scored_desk_review"')
)


def test_changed_new_and_dropped_rules_are_told_with_their_place() -> None:
    old, new = load(OLD.encode(), "a.toml"), load(NEW.encode(), "b.toml")
    assert list(differences(old, new)) == [
        Difference(("theme",), "Pulih bersama", "Berdampak"),
        Difference(("eligibility", "never_awarded 2", "award"), "finalis", "any"),
        Difference(("criteria", "umum", "items", "dampak", "weight"), 25, 30),
        Difference(("criteria", "umum", "items", "ide"), {"id": "ide", "weight": 20}, None),
        Difference(("stages", "proposal"), None, {"id": "proposal", "kind": "scored_desk_review"}),
        Difference(("awards", "top"), {"id": "top", "count": 99}, None),
    ]


def test_a_rulebook_does_not_differ_from_itself_and_each_change_can_be_read_backwards() -> None:
    old, new = load(OLD.encode(), "a.toml"), load(NEW.encode(), "b.toml")
    assert list(differences(old, old)) == []
    backwards = {(one.path, str(one.after), str(one.before)) for one in differences(new, old)}
    assert backwards == {(one.path, str(one.before), str(one.after)) for one in differences(old, new)}
