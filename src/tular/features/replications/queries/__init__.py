"""What is known of who copied what from whom. States are never added together without saying so."""

from tular.features.replications.queries.counts import (
    GivenAndTaken,
    Passed,
    Taker,
    counts_by_innovation,
    given_and_taken,
    takers_of,
)
from tular.features.replications.queries.lineage import Lineage, lineage
from tular.features.replications.queries.network import Edge, Network, Node, NotDrawn, network

__all__ = [
    "Edge",
    "GivenAndTaken",
    "Lineage",
    "Network",
    "Node",
    "NotDrawn",
    "Passed",
    "Taker",
    "counts_by_innovation",
    "given_and_taken",
    "lineage",
    "network",
    "takers_of",
]
