"""After the plenary of a demo's competition: the list of winners, feedback, certificates."""

from __future__ import annotations

from datetime import datetime

from tular.features.accounts.models import User
from tular.features.competitions.actions import finish_competition
from tular.features.competitions.actions.demo import Course
from tular.features.competitions.models import Competition
from tular.features.competitions.queries.demo_rules import DESK, FINAL, HEARD
from tular.features.selection.actions.certifying import certify
from tular.features.selection.actions.demo.judging import publish_demo_list
from tular.features.selection.actions.releasing import release_feedback
from tular.features.selection.models import Announcement
from tular.features.selection.queries.certificates import Signer
from tular.foundation.access.permissions import allows

ORGANISER = "contoh.admin.hub@tular.example"
"""Who may say that it is over: the secretariat may not."""


def conclude(competition: Competition, course: Course, *, by: User, now: datetime) -> None:
    """What follows from the plenary, but for the catalogue: made-up winners must not stand among real innovations.

    The certificates are issued by the background, as always.
    """
    publish_demo_list(competition, FINAL, "Pemenang", by=by, now=course.day(76))
    for stage in (DESK, HEARD):
        release_feedback(competition, stage=stage, by=by, now=course.day(82))
    final = Announcement.objects.get(competition=competition, stage=FINAL)
    signer = Signer("Contoh Gubernur", "Gubernur (contoh)", "Surabaya")
    certify(final, signer=signer, evaluators=True, by=by, now=now)
    competition.refresh_from_db()
    organiser = User.objects.filter(email=ORGANISER, is_demo=True).first()
    if organiser is not None and allows(organiser, "competitions.finish", competition):
        finish_competition(competition, by=organiser, now=course.day(94))
