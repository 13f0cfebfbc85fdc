"""Figures as they are told: rounded alike on every machine, and written as Indonesian readers write them."""

from __future__ import annotations


def written(value: float, decimals: int = 2) -> str:
    """`0.714` → `0,71`; minus zero is zero."""
    text = f"{value:.{decimals}f}"
    if float(text) == 0:
        text = text.removeprefix("-")
    return text.replace(".", ",")


def percent(share: float) -> str:
    """`0.714` → `71%`."""
    return f"{100 * share:.0f}%"


def steady(value: float, digits: int = 9) -> float:
    """The figure to so many significant digits.

    What lies behind them differs between processors and numbers of threads and means nothing; a replay that compares
    bytes must not see it.
    """
    return float(f"{value:.{digits}g}")
