"""What the tests about roles share: the moment, and what was written to people."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.people import signed_in
from tular.features.accounts.models import User
from tular.features.agencies.actions import request_to_join
from tular.features.agencies.models import Agency, JoinRequest
from tular.foundation.files.actions import store
from tular.foundation.files.models import StoredFile
from tular.foundation.notifications.models import Mail, Notice

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
PDF += b"trailer<</Root 1 0 R>>\n%%EOF\n"


def now() -> datetime:
    """This moment: roles hold today, and today is asked in the database."""
    return timezone.now().astimezone(UTC)


def letters_to(address: str) -> list[Mail]:
    """Letters in own words, the latest last."""
    return list(Mail.objects.filter(address=address, content="letter").order_by("pk"))


def token_in(mail: Mail) -> str:
    """The secret of the link in a letter."""
    found = re.search(r"/(?:undangan|gabung)/([\w-]{40,})", mail.text)
    assert found, mail.text
    return found[1]


def kinds_told(person: User) -> list[str]:
    """Codes of the notices to a person, the oldest first."""
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("kind", flat=True))


def upload(name: str = "surat.pdf") -> SimpleUploadedFile:
    """A letter as a browser sends it."""
    return SimpleUploadedFile(name, PDF, "application/pdf")


def letter() -> StoredFile:
    """A letter that was kept."""
    return store(upload(), "agencies.letter", by=None, now=now())


def sentence(failure: Any) -> str:
    """All reasons of a refusal in one text."""
    return " ".join(reason.text for reason in failure.value.reasons)


def asked_to_join(agency: Agency, **fields: Any) -> JoinRequest:
    """A request that waits, with its token in the mail to its sender."""
    from_stranger = {"name": "Siti", "email": "siti@contoh.example", "position": "Kepala Bagian"} | fields
    return request_to_join(agency, letter=letter(), by=None, now=now(), **from_stranger)


def get(person: User, path: str) -> int:
    """Status of a page for a person."""
    return signed_in(person).get(path).status_code
