"""A flow as a diagram: text in the language of Mermaid, which code hosts and many editors draw."""

from __future__ import annotations

from collections.abc import Mapping

from tular.engines.workflow.flow import Flow


def diagram(flow: Flow, states: Mapping[str, str], moves: Mapping[str, str]) -> str:
    """A state diagram (Mermaid `stateDiagram-v2`). `states` and `moves` give names in words, else codes are shown."""
    aliases = {state: f"s{place}" for place, state in enumerate(flow.states, start=1)}
    lines = ["stateDiagram-v2"]
    lines += [f'    state "{_plain(states.get(state, state))}" as {aliases[state]}' for state in flow.states]
    lines += [f"    [*] --> {aliases[state]}" for state in flow.starts]
    for move in flow.moves:
        name = _plain(moves.get(move.name, move.name))
        lines += [f"    {aliases[source]} --> {aliases[move.target]}: {name}" for source in move.sources]
    lines += [f"    {aliases[state]} --> [*]" for state in flow.final]
    return "\n".join(lines) + "\n"


def _plain(name: str) -> str:
    """Without signs that mean something to Mermaid."""
    return " ".join(name.replace('"', "").replace(":", " ").replace(";", " ").split())
