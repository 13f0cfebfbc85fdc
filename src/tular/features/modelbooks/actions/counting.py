"""Counting what is read and downloaded: one number for each day, nothing about who it was."""

from __future__ import annotations

import re
from datetime import date

from django.db import DatabaseError, transaction
from django.db.models import F
from django.http import HttpRequest

from tular.features.modelbooks.choices import Counted
from tular.features.modelbooks.models import Edition, EditionCount

ROBOT = re.compile(r"bot\b|bot/|crawl|spider|slurp|curl|wget|python-|headlesschrome|preview|monitor", re.IGNORECASE)
"""What programs that read by themselves call themselves; who says nothing is taken for one too."""


def count(edition: Edition, what: Counted, *, request: HttpRequest, on: date) -> bool:
    """One more on this day, unless a program asked or only the head was asked for. Says whether it was counted.

    Not an action: nobody decides anything by it, and a trail of readers would be the opposite of what is promised.
    """
    if request.method != "GET" or is_robot(request.headers.get("User-Agent", "")):
        return False
    if request.headers.get("Range") and not request.headers["Range"].startswith("bytes=0-"):
        return False  # the rest of a download that was counted when it began
    try:
        with transaction.atomic():
            row, _new = EditionCount.objects.get_or_create(edition=edition, on=on, what=what)
            EditionCount.objects.filter(pk=row.pk).update(times=F("times") + 1)
    except DatabaseError:
        return False  # a page that can be read is worth more than a number
    return True


def is_robot(agent: str) -> bool:
    """Whether whoever calls itself so is a program."""
    return not agent.strip() or ROBOT.search(agent) is not None
