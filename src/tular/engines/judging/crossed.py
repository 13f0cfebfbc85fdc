"""Least squares for two crossed classifications: what of a mark is the proposal's, what the evaluator's, what is left.

mark = proposal + evaluator + rest, fitted by absorbing the larger classification, so that 9,000 readings of 3,000
proposals by 150 evaluators are one system of 150 equations. The sums of squares are those of Henderson's method III
(Henderson 1953, Biometrics 9, 226-252; Searle, Casella & McCulloch 1992, Variance Components, section 5.4): each effect
adjusted for the other. In a complete design they are the usual mean squares of the two-way table.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy

from tular.engines.judging.sheets import Floats, Ints, Readings


@dataclass(frozen=True, slots=True)
class Crossed:
    """The fit. Degrees of freedom may be zero: who divides has to look first."""

    parts: int
    """Groups of proposals and evaluators that share nothing (1: everything hangs together)."""
    rest: float
    """Sum of squares left over, over `rest_df`."""
    rest_df: int
    proposals: float
    """Sum of squares of the proposals, evaluators taken out, over `proposals_df`."""
    proposals_df: int
    evaluators: float
    """Sum of squares of the evaluators, proposals taken out, over `evaluators_df`."""
    evaluators_df: int
    residual: Floats
    """Per reading: mark minus fitted mark."""
    leverage: Floats | None
    """Per reading, 0 to 1: how much of the fitted mark is the mark itself; 1 where nothing else tells about it. None
    where it was not asked for."""


def fit_crossed(readings: Readings, *, leverages: bool = False) -> Crossed:
    """Fit the two effects. The smaller classification is solved densely: meant for up to some 2,000 levels of it."""
    values = readings.values - readings.values.mean() if len(readings.values) else readings.values
    if len(readings.proposals) >= len(readings.evaluators):
        parts, residual, leverage = _fit(readings.proposal, readings.evaluator, values, leverages)
    else:
        parts, residual, leverage = _fit(readings.evaluator, readings.proposal, values, leverages)
    total, rest = float(values @ values), float(residual @ residual)
    of_proposals, of_evaluators = _between(readings.proposal, values), _between(readings.evaluator, values)
    rank = len(readings.proposals) + len(readings.evaluators) - parts
    return Crossed(
        parts=parts,
        rest=rest,
        rest_df=len(values) - rank,
        proposals=max(total - rest - of_evaluators, 0.0),
        proposals_df=rank - len(readings.evaluators),
        evaluators=max(total - rest - of_proposals, 0.0),
        evaluators_df=rank - len(readings.proposals),
        residual=residual,
        leverage=leverage,
    )


def _between(group: Ints, values: Floats) -> float:
    """Sum of squares of the groups' means around zero."""
    counts = np.bincount(group)
    sums = np.bincount(group, values)
    return float(np.sum(sums[counts > 0] ** 2 / counts[counts > 0]))


def _fit(row: Ints, column: Ints, values: Floats, leverages: bool) -> tuple[int, Floats, Floats | None]:
    """Parts, residuals and leverages; `row` is the classification that is absorbed."""
    if not len(values):
        return 0, values, values if leverages else None
    counts = np.bincount(row)
    met = scipy.sparse.csr_matrix((np.ones(len(values)), (row, column)))
    shares = scipy.sparse.diags(1.0 / counts) @ met
    joint = scipy.sparse.bmat([[None, met], [met.T, None]], format="csr")
    parts, part = scipy.sparse.csgraph.connected_components(joint, directed=False)
    system = np.diag(np.bincount(column).astype(np.float64)) - (met.T @ shares).toarray()
    # An effect can be moved between rows and columns within each part; the columns of a part are made to sum to zero.
    of_column = part[len(counts) :]
    level = (of_column[:, None] == of_column[None, :]) / np.bincount(of_column, minlength=parts)[of_column]
    inverse = np.linalg.inv(system + level) - level
    means = np.bincount(row, values) / counts
    effects = inverse @ np.bincount(column, values - means[row])
    residual = values - means[row] - effects[column] + (shares @ effects)[row]
    if not leverages:
        return int(parts), residual, None
    spread = shares @ inverse
    own = np.asarray(shares.multiply(spread).sum(axis=1)).ravel()
    leverage = 1.0 / counts[row] + np.diag(inverse)[column] - 2.0 * spread[row, column] + own[row]
    return int(parts), residual, np.clip(leverage, 0.0, 1.0)
