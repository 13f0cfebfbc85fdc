"""Vectors on disk: half the bytes, nearly the same direction."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tular.features.finder.vectors import in_steps, restored


@given(seed=st.integers(0, 10_000), size=st.floats(1e-6, 1e3))
def test_what_ships_comes_back_to_within_half_a_step(seed: int, size: float) -> None:
    rows = (np.random.default_rng(seed).standard_normal((3, 40)) * size).astype(np.float32)
    whole, steps = in_steps(rows)
    assert whole.dtype == np.int8
    assert (np.abs(restored(whole, steps) - rows) <= steps[:, None] * 0.51).all()


def test_a_vector_of_nothing_stays_nothing() -> None:
    assert not restored(*in_steps(np.zeros((1, 4), np.float32))).any()
