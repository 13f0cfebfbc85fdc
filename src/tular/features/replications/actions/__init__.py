"""Everything that may change in replications."""

from tular.features.replications.actions import (  # noqa: F401 - makes the actions known
    agreeing,
    answering,
    certifying,
    closing,
    drafting,
    entering,
    extending,
    filing,
    indicators,
    measuring,
    meeting,
    members,
    parts,
    proving,
    readiness,
    recording,
    reminding,
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
