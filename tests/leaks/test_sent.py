"""What people are sent, and what search is fed with, holds no secret either."""

from __future__ import annotations

import pytest

from tests.leaks.planted import CLOCK, Planted
from tests.leaks.secrets import SECRETS, hidden_from
from tular.features.finder.queries.records import index_records
from tular.features.judging.actions.declaring import declare_conflict
from tular.features.judging.actions.marking import abstain, reopen_sheet
from tular.features.judging.actions.reassigning import remind
from tular.features.judging.actions.staffing import release
from tular.features.judging.models import Assignment
from tular.features.replications.actions.stopping import cancel, pause
from tular.features.replications.actions.tasks import TaskTold, add_task, remind_tasks
from tular.features.replications.actions.warning import tell_takers, warn
from tular.features.replications.choices import Side
from tular.foundation.notifications.models import Mail, Notice


@pytest.fixture
def eventful(planted: Planted) -> Planted:
    """Everything has happened of which somebody is told."""
    organiser = planted.people["organiser"]
    a, b, c = (Assignment.objects.get(pk=planted.readings[letter].pk) for letter in "abc")
    reopen_sheet(b, by=organiser, now=CLOCK, reason="Keliru ketik.")
    remind(b.evaluator, by=organiser, now=CLOCK)
    abstain(a, by=a.evaluator.person, now=CLOCK, reason="Karena zqmundur lagi.")
    declare_conflict(c, kind="lainnya", note="Alasan zqbentur lagi", by=c.evaluator.person, now=CLOCK)
    release(b.evaluator, by=organiser, now=CLOCK, reason="Sakit.")
    _in_replications(planted)
    return planted


def _in_replications(planted: Planted) -> None:
    """All takers are warned; one case is given up, and told to who knew of it; the other goes on unknown."""
    copies, people = planted.copies, planted.people
    told = TaskTold("Latih zqtugas lagi", Side.OWNER, "cari", people["applicant"], CLOCK.date())
    add_task(copies.asked, told=told, by=people["team_member"], now=CLOCK)
    warn(copies.asked, text="Tautan zqawas lagi.", by=people["team_member"], now=CLOCK)
    told = TaskTold("Tanya zqtanya lagi", Side.TAKER, "cari", None, CLOCK.date())
    add_task(copies.private, told=told, by=people["rival_admin"], now=CLOCK)
    remind_tasks(now=CLOCK)
    cancel(copies.asked, by=people["team_member"], now=CLOCK, reason="Batal karena zqtolak lagi.")
    tell_takers(CLOCK)
    pause(copies.private, by=people["rival_admin"], now=CLOCK, reason="Menunggu zqsendiri lagi.")


def test_nobody_is_sent_what_is_hidden_from_them(eventful: Planted) -> None:
    told = 0
    for role, person in eventful.people.items():
        if person is None:
            continue
        notices = [f"{one.params} {one.path}" for one in Notice.objects.filter(person=person)]
        letters = [f"{one.subject} {one.text}" for one in Mail.objects.filter(person=person)]
        text = "\n".join([*notices, *letters])
        told += len(notices)
        found = [(secret.name, mark) for secret in hidden_from(role) for mark in secret.marks if mark in text]
        assert found == [], role
    assert told > 3


def test_letters_to_addresses_hold_no_secret(eventful: Planted) -> None:
    text = "\n".join(f"{one.subject} {one.text}" for one in Mail.objects.filter(person__isnull=True))
    assert [mark for secret in SECRETS for mark in secret.marks if mark in text] == []


def test_the_search_index_is_fed_with_nothing_of_competitions(eventful: Planted) -> None:
    text = str(index_records())
    assert "Layanan Contoh" in text
    assert [mark for secret in SECRETS for mark in secret.marks if mark in text] == []
