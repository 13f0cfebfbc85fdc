"""Which edition of this engine computes.

A result is kept with the edition that made it, so that a replay can tell what was altered from what another edition
computes otherwise. Raise it whenever the same input gives other figures: `tests/engines/judging/test_edition.py` holds
figures of each part and fails until it is raised.
"""

EDITION = 2
"""1 is what was computed before editions were noted."""
