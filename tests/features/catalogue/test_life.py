"""From a draft to the public and back: who may bring a record where, and what stands in the way."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from tests.people import signed_in
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency, ServiceUnit
from tular.features.catalogue.actions import (
    Conflict,
    Declared,
    Saved,
    approve,
    ask_update,
    change_many,
    confirm_fresh,
    create_innovation,
    declare_sustainability,
    discard_draft,
    publish,
    reject,
    reopen,
    restore,
    save_section,
    send_back,
    submit,
    undo_many,
    unpublish,
    withdraw,
)
from tular.features.catalogue.choices import State
from tular.features.catalogue.models import IndexOutbox, Innovation, InnovationVersion, SectionRevision
from tular.features.catalogue.queries.content import content_of
from tular.features.catalogue.queries.listing import record_completeness
from tular.features.catalogue.queries.record import revision_of, writing
from tular.features.catalogue.queries.visibility import innovations_editable_by, innovations_visible_to
from tular.features.catalogue.queries.working import working_completeness
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused
from tular.foundation.audit.models import AuditEntry
from tular.foundation.notifications.models import Notice

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
PROBLEM = {"summary": "", "problem": "Antre dua jam setiap pagi.", "aim": ""}
WORKINGS = {"solution": "Warga mengambil nomor lewat telepon.", "novelty": ""}


def fresh(innovation: Innovation) -> Innovation:
    return Innovation.objects.get(pk=innovation.pk)


def write(innovation: Innovation, by: User, section: str, content: dict[str, Any], base: int = 0) -> Saved | Conflict:
    return save_section(innovation, by=by, now=NOW, section=section, content=content, base=base)


@pytest.fixture
def draft(sidoarjo: Agency, unit: ServiceUnit, upp: User) -> Innovation:
    """A new record of the unit with what is needed to submit it."""
    made = create_innovation(sidoarjo, by=upp, now=NOW, title="  Antre   Cepat ", unit=unit)
    write(made, upp, "masalah", PROBLEM)
    write(made, upp, "cara-kerja", WORKINGS)
    return fresh(made)


@pytest.fixture
def published(draft: Innovation, upp: User, admin: User, hub_admin: User) -> Innovation:
    submit(draft, by=upp, now=NOW)
    approve(draft, by=admin, now=NOW)
    publish(draft, by=hub_admin, now=NOW)
    return fresh(draft)


def test_a_new_record_is_a_draft_of_its_unit(draft: Innovation, unit: ServiceUnit) -> None:
    assert (draft.title, draft.state, draft.service_unit, draft.province_id) == ("Antre Cepat", "draf", unit, "35")
    assert draft.draft.content["identitas"]["title"] == "Antre Cepat"
    assert draft.draft.versions == {"masalah": 1, "cara-kerja": 1}


def test_a_record_cannot_be_begun_for_others(
    sidoarjo: Agency, unit: ServiceUnit, colleague: User, rival: User, member: User, upp: User
) -> None:
    with pytest.raises(Refused, match="unit Anda sendiri"):
        create_innovation(sidoarjo, by=colleague, now=NOW, title="Milik orang", unit=unit)
    with pytest.raises(Refused, match="Pilih unit"):
        create_innovation(sidoarjo, by=upp, now=NOW, title="Tanpa unit")
    for stranger in (rival, member):
        with pytest.raises(Denied):
            create_innovation(sidoarjo, by=stranger, now=NOW, title="Milik orang", unit=unit)
    with pytest.raises(Refused, match="Tulis judul"):
        create_innovation(sidoarjo, by=upp, now=NOW, title="   ", unit=unit)


def test_a_draft_is_seen_by_its_writers_and_those_above_them_only(
    draft: Innovation, request: pytest.FixtureRequest
) -> None:
    cast = ["upp", "unit_admin", "admin", "hub_admin", "pembina", "colleague", "rival", "outsider", "member"]
    people = {name: request.getfixturevalue(name) for name in cast}
    seeing = [name for name in cast if innovations_visible_to(people[name]).filter(pk=draft.pk).exists()]
    assert seeing == ["upp", "unit_admin", "admin", "hub_admin", "pembina"]
    assert not innovations_visible_to(None).filter(pk=draft.pk).exists()
    writing_it = [name for name in cast if innovations_editable_by(people[name]).filter(pk=draft.pk).exists()]
    assert writing_it == ["upp", "unit_admin", "admin"]


def test_from_draft_to_the_public(
    draft: Innovation, upp: User, admin: User, hub_admin: User, django_capture_on_commit_callbacks: Any
) -> None:
    submit(draft, by=upp, now=NOW)
    assert fresh(draft).state == State.SUBMITTED
    approve(draft, by=admin, now=NOW)
    assert fresh(draft).state == State.APPROVED
    assert not Innovation.published.filter(pk=draft.pk).exists()
    IndexOutbox.objects.all().delete()
    publish(draft, by=hub_admin, now=NOW)
    found = fresh(draft)
    assert (found.state, found.problem, found.solution) == ("terbit", PROBLEM["problem"], WORKINGS["solution"])
    assert (found.published_at, str(found.fresh_on)) == (NOW, "2026-11-22")
    assert not hasattr(found, "draft")
    assert IndexOutbox.objects.filter(innovation_id=draft.pk).exists()
    assert [row.moved for row in found.versions.all()] == ["catalogue.submit", "catalogue.publish"]
    told = [(row.person.name, row.kind) for row in Notice.objects.order_by("pk").select_related("person")]
    assert told == [
        (admin.name, "catalogue.submitted"),
        (hub_admin.name, "catalogue.approved"),
        (upp.name, "catalogue.approved"),
        (upp.name, "catalogue.published"),
    ]
    names = list(AuditEntry.objects.filter(subject_id=draft.pk).order_by("number").values_list("action", flat=True))
    assert names == ["catalogue.create", "catalogue.submit", "catalogue.approve", "catalogue.publish"]


def test_nobody_decides_above_their_place(
    draft: Innovation, upp: User, unit_admin: User, admin: User, colleague: User, rival: User, outsider: User
) -> None:
    for stranger in (colleague, rival, outsider):
        with pytest.raises(Denied):
            submit(draft, by=stranger, now=NOW)
    submit(draft, by=upp, now=NOW)
    for person in (upp, unit_admin, colleague, rival):
        with pytest.raises(Denied):
            approve(draft, by=person, now=NOW)
    approve(draft, by=admin, now=NOW)
    for person in (upp, admin, rival):
        with pytest.raises(Denied):
            publish(draft, by=person, now=NOW)
    with pytest.raises(Denied):
        reject(draft, by=admin, now=NOW, reason="Hanya hub yang boleh menolak sesudah disetujui.")


def test_an_unfinished_text_is_not_submitted(sidoarjo: Agency, unit: ServiceUnit, upp: User) -> None:
    made = create_innovation(sidoarjo, by=upp, now=NOW, title="Kosong", unit=unit)
    with pytest.raises(Refused) as refused:
        submit(made, by=upp, now=NOW)
    assert [reason.field for reason in refused.value.reasons] == ["masalah.problem", "cara-kerja.solution"]
    assert fresh(made).state == State.DRAFT


def test_what_was_sent_back_says_why_and_can_be_submitted_again(draft: Innovation, upp: User, admin: User) -> None:
    submit(draft, by=upp, now=NOW)
    with pytest.raises(Refused, match="Tulis alasannya"):
        send_back(draft, by=admin, now=NOW, reason="  ")
    with pytest.raises(Refused, match="sedang diperiksa"):
        write(draft, upp, "masalah", PROBLEM | {"aim": "Cepat"}, base=1)
    send_back(draft, by=admin, now=NOW, reason="Sebut angkanya.")
    assert (fresh(draft).state, fresh(draft).state_reason) == ("dikembalikan", "Sebut angkanya.")
    assert Notice.objects.filter(person=upp, kind="catalogue.returned").count() == 1
    write(draft, upp, "masalah", PROBLEM | {"aim": "Cepat"}, base=1)
    submit(draft, by=upp, now=NOW)
    assert fresh(draft).state == State.SUBMITTED
    assert fresh(draft).versions.count() == 2


def test_a_rejected_text_stays_and_can_be_opened_again(draft: Innovation, upp: User, hub_admin: User) -> None:
    submit(draft, by=upp, now=NOW)
    reject(draft, by=hub_admin, now=NOW, reason="Bukan inovasi pelayanan publik.")
    with pytest.raises(Refused, match="ditolak"):
        write(draft, upp, "masalah", PROBLEM, base=0)
    reopen(draft, by=upp, now=NOW)
    assert (fresh(draft).state, fresh(draft).draft.content["masalah"]) == ("draf", PROBLEM)


def test_who_decides_on_a_text_that_was_changed_meanwhile_is_told(draft: Innovation, upp: User, admin: User) -> None:
    submit(draft, by=upp, now=NOW)
    seen = draft.versions.last().number
    send_back(draft, by=admin, now=NOW, reason="Sebut angkanya.")
    write(draft, upp, "masalah", PROBLEM | {"aim": "Lain"}, base=1)
    submit(draft, by=upp, now=NOW)
    with pytest.raises(Refused, match="sudah diperbaiki"):
        approve(draft, by=admin, now=NOW, seen=seen)
    approve(draft, by=admin, now=NOW, seen=seen + 1)


def test_a_second_click_is_refused_in_a_sentence(draft: Innovation, upp: User, admin: User) -> None:
    submit(draft, by=upp, now=NOW)
    with pytest.raises(Refused, match="dapat diajukan"):
        submit(draft, by=upp, now=NOW)
    approve(draft, by=admin, now=NOW)
    with pytest.raises(Refused, match="sudah diputus"):
        approve(draft, by=admin, now=NOW)


def test_the_public_text_stays_until_its_change_is_published(
    published: Innovation, upp: User, admin: User, hub_admin: User
) -> None:
    changed = PROBLEM | {"problem": "Antre tiga jam setiap pagi."}
    write(published, upp, "masalah", changed)
    submit(published, by=upp, now=NOW)
    assert (fresh(published).state, fresh(published).problem) == ("terbit", PROBLEM["problem"])
    approve(published, by=admin, now=NOW)
    publish(published, by=hub_admin, now=NOW + timedelta(days=3))
    assert fresh(published).problem == changed["problem"]
    assert str(fresh(published).fresh_on) == "2026-11-25"


def test_looking_through_a_published_record_begins_no_working_copy(published: Innovation, upp: User) -> None:
    assert write(published, upp, "masalah", content_of(published)["masalah"]) == Saved(0, NOW)
    assert not hasattr(fresh(published), "draft")


def test_a_change_that_changes_nothing_is_not_submitted(published: Innovation, upp: User) -> None:
    write(published, upp, "masalah", PROBLEM | {"aim": "x"})
    write(published, upp, "masalah", PROBLEM, base=1)
    with pytest.raises(Refused, match="Belum ada yang berubah"):
        submit(published, by=upp, now=NOW)
    discard_draft(published, by=upp, now=NOW)
    assert not hasattr(fresh(published), "draft")


def test_a_published_record_can_be_withdrawn_and_restored(
    published: Innovation, admin: User, upp: User, client: Any
) -> None:
    with pytest.raises(Denied):
        withdraw(published, by=upp, now=NOW, reason="Salah")
    with pytest.raises(Refused, match="Tulis alasannya"):
        withdraw(published, by=admin, now=NOW)
    withdraw(published, by=admin, now=NOW, reason="Data pribadi warga ikut terbit.")
    page = client.get(f"/inovasi/{published.slug}")
    assert page.status_code == 410
    assert "Data pribadi warga ikut terbit." in page.text
    assert PROBLEM["problem"] not in page.text
    restore(published, by=admin, now=NOW)
    assert client.get(f"/inovasi/{published.slug}").status_code == 200


def test_a_publication_can_be_undone_at_once(published: Innovation, upp: User, admin: User, hub_admin: User) -> None:
    write(published, upp, "masalah", PROBLEM | {"problem": "Lain."})
    submit(published, by=upp, now=NOW)
    approve(published, by=admin, now=NOW)
    publish(published, by=hub_admin, now=NOW)
    unpublish(published, by=hub_admin, now=NOW)
    again = fresh(published)
    assert (again.state, again.problem, again.draft.state) == ("terbit", PROBLEM["problem"], "disetujui")
    publish(published, by=hub_admin, now=NOW)
    assert fresh(published).problem == "Lain."


def test_undoing_the_first_publication_leaves_nothing_public(published: Innovation, hub_admin: User) -> None:
    unpublish(published, by=hub_admin, now=NOW)
    assert fresh(published).state == State.APPROVED
    publish(published, by=hub_admin, now=NOW)
    unpublish(published, by=hub_admin, now=NOW)
    assert fresh(published).state == State.APPROVED


def test_two_people_in_different_fields_are_merged(draft: Innovation, upp: User, unit_admin: User) -> None:
    write(draft, upp, "masalah", PROBLEM | {"aim": "Antre 10 menit."}, base=1)
    saved = write(draft, unit_admin, "masalah", PROBLEM | {"summary": "Nomor antre."}, base=1)
    assert isinstance(saved, Saved)
    assert (saved.version, saved.merged) == (3, ("aim",))
    assert fresh(draft).draft.content["masalah"] == PROBLEM | {"aim": "Antre 10 menit.", "summary": "Nomor antre."}


def test_two_people_in_one_field_see_both_and_lose_nothing(draft: Innovation, upp: User, unit_admin: User) -> None:
    first, second = PROBLEM | {"problem": "Versi pertama."}, PROBLEM | {"problem": "Versi kedua."}
    write(draft, upp, "masalah", first, base=1)
    met = write(draft, unit_admin, "masalah", second, base=1)
    assert isinstance(met, Conflict)
    assert (met.version, met.by, met.fields, met.theirs, met.mine) == (2, upp, ("problem",), first, second)
    assert fresh(draft).draft.content["masalah"] == first
    aside = SectionRevision.objects.get(kept=False)
    assert (aside.by, aside.after) == (unit_admin, second)
    chosen = write(draft, unit_admin, "masalah", PROBLEM | {"problem": "Versi pertama dan kedua."}, base=met.version)
    assert isinstance(chosen, Saved)


def test_the_history_shows_a_sitting_of_autosaves_as_one(draft: Innovation, upp: User, unit_admin: User) -> None:
    for number in range(1, 90):
        save_section(draft, by=upp, now=NOW + timedelta(seconds=5 * number), section="masalah",
                     content=PROBLEM | {"aim": "x" * number}, base=number)  # fmt: skip
    save_section(draft, by=unit_admin, now=NOW + timedelta(minutes=9), section="masalah",
                 content=PROBLEM | {"aim": "y"}, base=90)  # fmt: skip
    lines = [(line.section, line.by, line.saves, line.lost) for line in writing(draft).revisions]
    assert lines == [
        ("Ringkasan dan masalah", unit_admin.name, 1, False),
        ("Ringkasan dan masalah", upp.name, 90, False),
        ("Cara kerja", upp.name, 1, False),
    ]
    assert SectionRevision.objects.filter(section="masalah").count() < 60
    found = revision_of(draft, writing(draft).revisions[1].pk)
    assert found is not None
    assert [(change.label, change.old, change.new) for change in found[1][0].fields] == [
        ("Masalah", "", PROBLEM["problem"]), ("Tujuan", "", "x" * 89),
    ]  # fmt: skip


def test_what_was_declared_stopped_says_why_and_shows_it(published: Innovation, upp: User, hub_admin: User) -> None:
    with pytest.raises(Refused) as refused:
        declare_sustainability(published, by=upp, now=NOW, declared=Declared("berhenti", NOW.date()))
    assert [reason.field for reason in refused.value.reasons] == ["code", "reason", "evidence"]
    declared = Declared("berhenti", NOW.date(), "pimpinan", "Surat 12/2026")
    declare_sustainability(published, by=upp, now=NOW, declared=declared, reason="Kepala dinas baru memakai cara lama.")
    found = fresh(published)
    assert (found.state, found.sustainability, str(found.confirmed_on)) == ("terbit", "berhenti", "2026-11-22")
    assert Notice.objects.filter(person=hub_admin, kind="catalogue.stopped").exists()
    declare_sustainability(published, by=upp, now=NOW, declared=Declared("tidak-diketahui", NOW.date()))
    assert (fresh(published).sustainability, fresh(published).confirmed_on) == ("tidak-diketahui", None)
    later = Declared("berlanjut", NOW.date() + timedelta(days=2), evidence="x")
    with pytest.raises(Refused, match="belum tiba"):
        declare_sustainability(published, by=upp, now=NOW, declared=later)


def test_confirming_answers_who_asked(published: Innovation, upp: User, hub_admin: User) -> None:
    ask_update(published, by=hub_admin, now=NOW, reason="Masih jalan?")
    with pytest.raises(Refused, match="sudah diminta"):
        ask_update(published, by=hub_admin, now=NOW)
    assert Notice.objects.filter(person=upp, kind="catalogue.update_wanted").count() == 1
    confirm_fresh(published, by=upp, now=NOW + timedelta(days=1))
    assert str(fresh(published).fresh_on) == "2026-11-23"
    assert not published.update_requests.filter(closed_at=None).exists()


def test_a_curator_who_confirms_for_the_owner_says_how_they_know(published: Innovation, hub_admin: User) -> None:
    with pytest.raises(Refused, match="dari siapa"):
        confirm_fresh(published, by=hub_admin, now=NOW)
    confirm_fresh(published, by=hub_admin, now=NOW, reason="Telepon dengan kepala puskesmas, 20 November 2026.")


def test_many_are_changed_at_once_and_back(published: Innovation, draft: Innovation, admin: User, rival: User) -> None:
    other = Innovation.published.filter(agency=published.agency).exclude(pk=published.pk).first()
    assert other is not None
    codes = [published.code, other.code, "tidak-ada"]
    with pytest.raises(Refused, match="alasan"):
        change_many(codes, "tarik", by=admin, now=NOW)
    change = change_many(codes, "tarik", by=admin, now=NOW, reason="Diperiksa ulang.")
    assert (sorted(change.innovations), change.refused) == (sorted([published.pk, other.pk]), [])
    with pytest.raises(Refused):
        undo_many(change, by=rival, now=NOW)
    assert undo_many(change, by=admin, now=NOW) == []
    assert {fresh(published).state, fresh(other).state} == {"terbit"}
    with pytest.raises(Refused, match="sudah diurungkan"):
        undo_many(change, by=admin, now=NOW)


def test_an_old_change_of_many_is_not_undone(published: Innovation, admin: User) -> None:
    change = change_many([published.code], "minta", by=admin, now=NOW)
    with pytest.raises(Refused, match="setengah jam"):
        undo_many(change, by=admin, now=NOW + timedelta(minutes=31))


def test_the_database_refuses_a_state_that_does_not_exist(published: Innovation) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Innovation.objects.filter(pk=published.pk).update(state="setengah")
    with pytest.raises(IntegrityError), transaction.atomic():
        Innovation.objects.filter(pk=published.pk).update(state="ditarik", state_reason="")


def test_the_database_refuses_to_change_a_version(published: Innovation) -> None:
    with pytest.raises(DatabaseError, match="never change"), transaction.atomic():
        InnovationVersion.objects.filter(innovation=published).update(moved="lain")
    assert connection.vendor in ("sqlite", "postgresql")


def test_strangers_do_not_learn_that_a_draft_exists(draft: Innovation, colleague: User, client: Any) -> None:
    assert client.get(f"/inovasi/{draft.slug}").status_code == 404
    browser = signed_in(colleague)
    for tail in ("", "/riwayat", "/pratinjau", "/sunting/masalah", "/langkah/ajukan", "/nyatakan"):
        assert browser.get(f"/catatan/{draft.code}{tail}").status_code == 404, tail
    assert browser.get(f"/kurasi/{draft.code}").status_code == 404


def test_the_completeness_of_a_draft_is_that_of_the_record_it_would_become(
    draft: Innovation, upp: User, admin: User, hub_admin: User
) -> None:
    write(draft, upp, "hasil", {"results": "Antre turun dari 120 menjadi 10 menit.", "indicators": [
        {"name": "Lama antre", "unit": "menit", "before": "120", "after": "10"}]})  # fmt: skip
    before = working_completeness(fresh(draft), fresh(draft).draft.content)
    submit(draft, by=upp, now=NOW)
    approve(draft, by=admin, now=NOW)
    publish(draft, by=hub_admin, now=NOW)
    assert before == record_completeness(fresh(draft))
    assert before.full + before.part > 1
