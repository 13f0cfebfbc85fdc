"""Figures as Indonesian readers write them: a comma before the decimals, per cent spelled out by its sign."""

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
