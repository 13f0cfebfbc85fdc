"""kill -9 of the server at every moment of a save, an approval and a publication: nothing lost, nothing half done."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.killing import Server, dying_at_every_moment, server
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency, ServiceUnit
from tular.features.catalogue.actions import approve, create_innovation, save_section, submit
from tular.features.catalogue.models import IndexOutbox, Innovation, InnovationDraft, InnovationVersion, SectionRevision
from tular.foundation.audit.models import AuditEntry
from tular.foundation.notifications.models import Mail, Notice
from tular.foundation.once.models import ActionOnce

__all__ = ["server"]

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


@pytest.fixture
def draft(sidoarjo: Agency, unit: ServiceUnit, upp: User) -> Innovation:
    made = create_innovation(sidoarjo, by=upp, now=NOW, title="Antre Cepat", unit=unit)
    for section, content in (("masalah", {"problem": "Antre."}), ("cara-kerja", {"solution": "Nomor."})):
        save_section(made, by=upp, now=NOW, section=section, content=content, base=0)
    return made


def written(problem: str, base: int, token: str = "sekali-saja") -> dict[str, str]:
    return {"dasar": str(base), "sekali": token, "summary": "", "aim": "", "problem": problem}


def test_saves_that_were_answered_survive_a_kill_while_saving(server: Server, draft: Innovation, upp: User) -> None:
    path = f"/catatan/{draft.code}/sunting/masalah"
    for number in range(1, 4):
        assert server.post(upp, path, written(f"Antre {number} jam.", number, f"t{number}")) == 302

    def state() -> tuple[Any, ...]:
        copy = InnovationDraft.objects.get(innovation=draft)
        kept = list(SectionRevision.objects.filter(section="masalah").values_list("version", flat=True))
        return copy.content["masalah"]["problem"], copy.versions["masalah"], kept, ActionOnce.objects.count()

    assert state() == ("Antre 3 jam.", 4, [1, 2, 3, 4], 3)
    after = ("Antre sehari.", 5, [1, 2, 3, 4, 5], 4)
    dying_at_every_moment(server, upp, path, written("Antre sehari.", 4), state, after)


def test_the_first_save_of_a_published_record_begins_its_working_copy_wholly_or_not_at_all(
    server: Server, sidoarjo: Agency, admin: User
) -> None:
    record = Innovation.objects.filter(agency=sidoarjo).first()
    assert record is not None
    problem = record.problem

    def state() -> tuple[Any, ...]:
        record.refresh_from_db()
        copies = [copy.content["masalah"]["problem"] for copy in InnovationDraft.objects.all()]
        return record.problem, copies, InnovationVersion.objects.count(), SectionRevision.objects.count()

    path = f"/catatan/{record.code}/sunting/masalah"
    after = (problem, ["Naskah baru."], 1, 1)
    dying_at_every_moment(server, admin, path, written("Naskah baru.", 0), state, after)


def told(kind: str, action: str) -> tuple[int, int, int, int]:
    """Notices, mails, entries of the trail, and remembered forms."""
    notices = Notice.objects.filter(kind=kind)
    mails = Mail.objects.filter(notices__in=notices).count()
    return notices.count(), mails, AuditEntry.objects.filter(action=action).count(), ActionOnce.objects.count()


def test_an_approval_happens_with_its_notices_and_its_trail_or_not_at_all(
    server: Server, draft: Innovation, upp: User, admin: User, hub_admin: User
) -> None:
    submit(draft, by=upp, now=NOW)

    def state() -> tuple[Any, ...]:
        copy, row = InnovationDraft.objects.get(innovation=draft), Innovation.objects.get(pk=draft.pk)
        return (copy.state, row.state, *told("catalogue.approved", "catalogue.approve"))

    path = f"/catatan/{draft.code}/langkah/setujui"
    fields = {"versi": "1", "sekali": "sekali-saja"}
    dying_at_every_moment(server, admin, path, fields, state, ("disetujui", "disetujui", 2, 2, 1, 1))


def test_a_publication_happens_with_all_that_belongs_to_it_or_not_at_all(
    server: Server, draft: Innovation, upp: User, admin: User, hub_admin: User
) -> None:
    submit(draft, by=upp, now=NOW)
    approve(draft, by=admin, now=NOW)
    waiting = IndexOutbox.objects.filter(innovation_id=draft.pk).count()

    def state() -> tuple[Any, ...]:
        row = Innovation.objects.get(pk=draft.pk)
        copies, versions = InnovationDraft.objects.count(), row.versions.count()
        outbox = IndexOutbox.objects.filter(innovation_id=draft.pk).count() - waiting
        return (row.state, row.problem, bool(row.fresh_on), copies, versions, outbox > 0,
                *told("catalogue.published", "catalogue.publish"))  # fmt: skip

    path = f"/catatan/{draft.code}/langkah/terbitkan"
    fields = {"versi": "1", "sekali": "sekali-saja"}
    after = ("terbit", "Antre.", True, 0, 2, True, 1, 1, 1, 1)
    dying_at_every_moment(server, hub_admin, path, fields, state, after)
