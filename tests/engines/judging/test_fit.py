"""Fit between evaluators and proposals: fields and words, whatever order they come in."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tular.engines.judging.fit import Described, fit, shared_terms

FIELDS = ("kesehatan", "pangan", "digital")
WORDS = ("balita", "stunting", "sawah", "padi", "loket", "aplikasi", "warga")

described = st.builds(
    Described,
    id=st.text("abc", min_size=1, max_size=3),
    fields=st.frozensets(st.sampled_from(FIELDS)),
    terms=st.lists(st.sampled_from(WORDS), max_size=8).map(tuple),
)
several = st.lists(described, min_size=1, max_size=6)


def one(identity: str, fields: str = "", terms: str = "") -> Described:
    return Described(identity, frozenset(fields.split()), tuple(terms.split()))


def test_who_knows_the_field_and_speaks_of_it_fits_best() -> None:
    proposals = [one("posyandu", "kesehatan", "balita stunting warga"), one("padi", "pangan", "sawah padi warga")]
    evaluators = [
        one("dokter", "kesehatan", "stunting balita"), one("petani", "pangan", "padi sawah"), one("baru"),
    ]  # fmt: skip
    found = fit(proposals, evaluators)
    assert found.values.argmax(axis=1).tolist() == [0, 1]
    assert found.values[:, 2].tolist() == [0, 0]
    assert found.text.max() == 1


def test_a_rare_word_says_more_than_one_that_everybody_uses() -> None:
    proposals = [one("a", terms="warga loket"), one("b", terms="warga padi"), one("c", terms="warga sawah")]
    values = fit(proposals, [one("x", terms="warga"), one("y", terms="padi")]).text
    assert values[1, 1] > values[1, 0]
    everyone = shared_terms(proposals[1], one("z", terms="padi warga"), proposals)
    assert everyone == ("padi", "warga")


@given(several, several)
def test_fit_lies_between_nothing_and_all_and_does_not_depend_on_order(
    proposals: list[Described], evaluators: list[Described]
) -> None:
    found = fit(proposals, evaluators).values
    assert found.shape == (len(proposals), len(evaluators))
    assert np.isfinite(found).all() and found.min() >= 0 and found.max() <= 1
    turned = fit(proposals[::-1], evaluators[::-1]).values
    assert np.array_equal(turned[::-1, ::-1], found)


@given(several)
def test_whoever_has_the_same_fields_and_words_fits_at_least_as_well_as_anybody(proposals: list[Described]) -> None:
    found = fit(proposals, proposals).text
    assert np.allclose(found.max(axis=1), np.diag(found))
