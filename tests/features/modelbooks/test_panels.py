"""What books show on pages of events: drafts for those invited, each by the way in that is theirs."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.factories.fgd import make_meeting
from tests.people import make_person, signed_in
from tular.features.events.models import Event
from tular.features.events.queries.visibility import token_of

pytestmark = pytest.mark.usefixtures("catalogue")


def words(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_the_page_of_an_event_leads_those_invited_to_the_draft() -> None:
    meeting = make_meeting()
    event: Any = meeting.round.event
    assert f'href="{meeting.path}"' in words(signed_in(meeting.participant).get(event.path))
    page = words(Client().get(f"/acara/undangan/{token_of(meeting.guest)}"))
    assert f'href="{meeting.door}"' in page
    assert f'href="{meeting.path}"' not in page
    assert Client().get(meeting.door).status_code == 200


def test_who_only_reads_a_public_event_learns_nothing_of_its_drafts() -> None:
    meeting = make_meeting()
    Event.objects.update(is_public=True)
    event: Any = meeting.round.event
    for client in (Client(), signed_in(make_person("Orang lain"))):
        page = client.get(event.path)
        assert page.status_code == 200
        assert "/fgd/" not in words(page)
