"""Tables of states and moves: which moves are open, and why the others are not. Pure Python.

    LIFE = Flow(
        states=("draf", "diajukan", "terbit"),
        moves=(
            Move("record.submit", ("draf",), "diajukan", needs=("described",)),
            Move("record.return", ("diajukan",), "draf"),
            Move("record.publish", ("diajukan",), "terbit"),
        ),
        final=("terbit",),
    )
    moves(LIFE, "draf", facts={"described"})       # record.submit is open, the others do not begin in "draf"

A table that cannot be right is refused when it is made, that is, when the program starts.
"""

from tular.engines.workflow.drawing import diagram
from tular.engines.workflow.flow import Flow, FlowError, Move
from tular.engines.workflow.moving import WRONG_STATE, Choice, choice, moves

__all__ = ["WRONG_STATE", "Choice", "Flow", "FlowError", "Move", "choice", "diagram", "moves"]
