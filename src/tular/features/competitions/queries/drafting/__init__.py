"""Rulebooks being written: the screens of their editor, and the text behind them."""
