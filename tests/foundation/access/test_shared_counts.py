"""Attempts are counted for all processes together."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from tests.processes import same_database
from tular.foundation.access.actions import forget_ended_counts
from tular.foundation.access.models import SharedCount

MISS = {"login": "rina@contoh.example", "password": "salah-sekali-1"}
THREE_MISSES = f"""
import django
django.setup()
from django.test import Client
for _ in range(3):
    assert "Tunggu lima menit" not in Client(headers={{"Host": "localhost"}}).post("/masuk", {MISS!r}).text
"""


@pytest.mark.django_db(transaction=True)
def test_wrong_passwords_count_in_whichever_process_they_were_tried() -> None:
    environment = os.environ | same_database() | {"TULAR_DEBUG": "1"}  # static files were not collected
    subprocess.run([sys.executable, "-c", THREE_MISSES], env=environment, check=True, timeout=60)
    answers = [Client().post("/masuk", MISS).text for _ in range(3)]
    assert ["Tunggu lima menit" in answer for answer in answers] == [False, False, True]


def test_counts_that_ended_are_forgotten_and_others_stay(db: None) -> None:
    now = datetime.now(UTC)
    cache.set("lama", 1, 60)
    cache.set("baru", 2, 3600)
    assert forget_ended_counts(now + timedelta(minutes=30)) == 1
    assert (cache.get("lama"), cache.get("baru")) == (None, 2)
    assert SharedCount.objects.count() == 1
