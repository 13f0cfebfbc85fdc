"""Everything that may change in replications."""

from tular.features.replications.actions import (  # noqa: F401 - makes the actions known
    agreeing,
    answering,
    closing,
    drafting,
    extending,
    filing,
    meeting,
    members,
    parts,
    readiness,
    requesting,
    risks,
    starting,
    stepping,
    stopping,
    tasks,
    ticking,
    warning,
)
from tular.features.replications.actions.records import load_replications

__all__ = ["load_replications"]
