"""A flow drawn as text shows every state and every move, in the words that it is given."""

from __future__ import annotations

from tular.engines.workflow import Flow, Move, diagram

FLOW = Flow(
    states=("draf", "diajukan", "terbit"),
    moves=(
        Move("record.submit", ("draf",), "diajukan"),
        Move("record.return", ("diajukan",), "draf"),
        Move("record.publish", ("diajukan",), "terbit"),
    ),
    final=("terbit",),
)


def test_a_diagram_names_states_and_moves_in_words_and_in_order() -> None:
    drawn = diagram(FLOW, {"draf": "Draf: baru", "terbit": 'sudah "terbit"'}, {"record.submit": "Ajukan"})
    assert drawn == (
        "stateDiagram-v2\n"
        '    state "Draf baru" as s1\n'
        '    state "diajukan" as s2\n'
        '    state "sudah terbit" as s3\n'
        "    [*] --> s1\n"
        "    s1 --> s2: Ajukan\n"
        "    s2 --> s1: record.return\n"
        "    s2 --> s3: record.publish\n"
        "    s3 --> [*]\n"
    )


def test_a_move_from_several_states_is_an_arrow_from_each() -> None:
    flow = Flow(("a", "b"), (Move("go", ("a", "b"), "b"), Move("back", ("b",), "a")))
    assert diagram(flow, {}, {}).count("--> s2: go") == 2
