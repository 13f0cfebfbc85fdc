"""Everything that may change in replications."""

from tular.features.replications.actions import (  # noqa: F401 - makes the actions known
    agreeing,
    closing,
    requesting,
    starting,
    stepping,
    stopping,
    warning,
)
from tular.features.replications.actions.records import load_replications

__all__ = ["load_replications"]
