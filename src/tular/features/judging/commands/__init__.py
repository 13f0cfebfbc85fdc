"""`tular assign | calibrate`: the judging engine outside the web application."""

from __future__ import annotations

import argparse


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands of judging to `tular`."""
