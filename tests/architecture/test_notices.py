"""Every kind of notice that the product can send belongs to a group that people can choose about."""

from __future__ import annotations

from tular.foundation.notifications.kinds import GROUPS, KINDS, wording


def test_every_kind_belongs_to_a_group_with_a_name_and_an_explanation() -> None:
    assert {kind.code: kind.group for kind in KINDS.values() if kind.group not in GROUPS} == {}
    assert [
        group.code for group in GROUPS.values() if not str(group.label).strip() or not str(group.hint).strip()
    ] == []
    assert {group for group in GROUPS if group not in {kind.group for kind in KINDS.values()}} == set()


def test_a_kind_is_named_after_the_feature_that_tells_it() -> None:
    features = {code.partition(".")[0] for code in KINDS}
    own = {
        "agencies",
        "catalogue",
        "conversations",
        "accounts",
        "replications",
        "finder",
        "questions",
        "modelbooks",
        "events",
    }
    assert features <= own | {"competitions", "proposals", "selection", "judging", "interviews", "visits", "ratings"}


def test_a_row_from_another_version_of_the_program_is_told_in_general_words() -> None:
    """No kind lets the page of notices fail because an old row lacks a value."""
    assert all(all(part.strip() for part in wording(code, {})) for code in KINDS)
