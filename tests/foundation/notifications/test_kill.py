"""kill -9 between the server's yes and our note of it: nothing is lost, and a second copy is known as one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.foundation.notifications.post_office import PostOffice
from tests.people import make_person
from tests.processes import same_database
from tular.foundation.notifications.actions import notify
from tular.foundation.notifications.choices import MailState
from tular.foundation.notifications.models import Mail

SCRIPT = """
import django
django.setup()
from django.utils import timezone
from tular.foundation.notifications.actions import deliver_due
print(deliver_due(timezone.now()).sent)
"""


@pytest.fixture
def office() -> Iterator[PostOffice]:
    office = PostOffice()
    office.open()
    yield office
    office.close()


def test_a_killed_delivery_is_taken_up_again(transactional_db: None, office: PostOffice) -> None:
    people = [make_person(f"Orang {number}") for number in range(3)]
    notify(people, "tanya.masuk", path="/", now=timezone.now(), innovation="Gerobak", question="Apa?")
    office.on_content = lambda: os.kill(running.pid, signal.SIGKILL)
    running = deliver(office)
    running.communicate(timeout=60)
    assert running.returncode == -signal.SIGKILL
    assert len(office.arrived) == 1
    states = sorted(Mail.objects.values_list("state", flat=True))
    assert states == [MailState.SENDING, MailState.WAITING, MailState.WAITING]

    office.on_content = lambda: None
    assert deliver(office).communicate(timeout=60)[0].strip() == "2"
    Mail.objects.filter(state=MailState.SENDING).update(claimed_at=timezone.now() - timedelta(minutes=21))
    assert deliver(office).communicate(timeout=60)[0].strip() == "1"
    assert set(Mail.objects.values_list("state", flat=True)) == {MailState.SENT}
    assert {recipients[0] for recipients, _message in office.arrived} == {person.email for person in people}
    names = [message["Message-ID"] for _recipients, message in office.arrived]
    assert (len(names), len(set(names))) == (4, 3)


def deliver(office: PostOffice) -> subprocess.Popen[str]:
    """A process of its own that sends what is due."""
    environment = os.environ | {
        **same_database(),
        "TULAR_SMTP_URL": f"smtp://127.0.0.1:{office.port}",
        "TULAR_MAIL_FROM": "tular@instansi.example",
    }
    return subprocess.Popen([sys.executable, "-c", SCRIPT], env=environment, stdout=subprocess.PIPE, text=True)
