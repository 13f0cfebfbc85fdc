"""Competitions made up for the demo, each further than the one before; their lower parts are made by lower features."""

from tular.features.accounts.actions.demo import demo_person
from tular.features.judging.actions.demo import READINGS, prepare_demo_review
from tular.features.selection.actions.demo.course import create_demo_courses
from tular.features.selection.actions.demo.judging import PROPOSALS, announce_demo_list, create_demo_judging

__all__ = [
    "PROPOSALS",
    "READINGS",
    "announce_demo_list",
    "create_demo_courses",
    "create_demo_judging",
    "demo_person",
    "prepare_demo_review",
]
