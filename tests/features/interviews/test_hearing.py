"""What panels and teams see and do; and marks of a slot, which nobody of the panel sees before all are in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.factories.competitions import NOW
from tests.factories.interviews import MORNING, STAGE, make_heard, make_interview_review, make_plan, make_session
from tests.factories.judging import make_evaluator, make_reading, make_sheet
from tests.foundation.files import specimens
from tests.full_disk import full_for_files
from tests.people import agency, make_member, make_person, signed_in
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.agencies.models import Agency
from tular.features.interviews.actions.hearing import postpone, record_attendance, record_no_show, run_clock
from tular.features.interviews.actions.placing import place, publish, put
from tular.features.interviews.actions.planning import name_chair
from tular.features.interviews.actions.presenting import (
    answer_request,
    ask_another_slot,
    attach_material,
    name_presenters,
    remove_material,
)
from tular.features.interviews.choices import ClockStep, RequestAnswer, SlotOutcome
from tular.features.interviews.models import InterviewPlan, Material, Slot
from tular.features.interviews.queries.clock import reading_of
from tular.features.interviews.queries.material import PURPOSE, may_read
from tular.features.interviews.queries.own import organiser_items, own_items, team_page
from tular.features.interviews.queries.reveal import revealed_to
from tular.features.judging.actions.marking import reopen_sheet
from tular.features.judging.choices import AssignmentState
from tular.features.judging.models import Assignment, Evaluator
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused
from tular.foundation.files.models import StoredFile

SECRET = "73.19"


class World:
    """A published timetable: one entry of Gresik before Tim A, one of Sumedang before Tim B."""

    def __init__(self, organiser: Agency, admin: User) -> None:
        self.review = make_interview_review(organiser, admin)
        self.admin = admin
        self.plan = make_plan(self.review)
        a, b = self.review.panels.get(name="Tim A"), self.review.panels.get(name="Tim B")
        self.slots = make_session(self.plan, a, count=2)
        self.other_slots = make_session(self.plan, b, count=1, at=MORNING + timedelta(hours=4))
        self.entry = make_heard(self.review, self.slots[0], agency("pemkab-gresik"), title="Antar obat ke pulau")
        self.other = make_heard(self.review, self.other_slots[0], agency("pemkab-sumedang"), title="Loket malam")
        self.panel, self.rivals = list(a.evaluators.order_by("number")), list(b.evaluators.order_by("number"))
        self.writer = make_member(Role.AGENCY, agency("pemkab-gresik"), person=make_person("Admin Gresik")).person
        self.code = self.entry.proposal.code
        self.base = f"/kompetisi/{self.review.competition.slug}/wawancara/{STAGE}"

    def publish(self) -> World:
        self.plan = publish(self.plan, by=self.admin, now=NOW)
        self.slot = Slot.objects.get(pk=self.slots[0].pk)
        return self

    def reading(self, evaluator: Evaluator) -> Assignment:
        return Assignment.objects.get(entry=self.entry, evaluator=evaluator)


@pytest.fixture
def world(sidoarjo: Agency, admin: User) -> World:
    return World(sidoarjo, admin).publish()


def file_of(person: User) -> StoredFile:
    return StoredFile.objects.create(
        purpose=PURPOSE, name="paparan.pdf", size=10, state="ready", uploaded_by=person, created_at=NOW,
        finished_at=NOW, content_type="application/pdf", sha256="0" * 64, stored_as=f"w{StoredFile.objects.count()}",
    )  # fmt: skip


def get(person: User, path: str) -> Any:
    return signed_in(person).get(path)


def test_before_publication_nobody_but_the_organiser_sees_anything(sidoarjo: Agency, admin: User, upp: User) -> None:
    world = World(sidoarjo, admin)
    pk = world.slots[0].pk
    assert get(admin, world.base).status_code == 200
    assert "Antar obat" not in get(world.panel[0].person, "/wawancara").content.decode()
    for person in (world.panel[0].person, world.writer, upp):
        for path in (world.base, f"{world.base}.csv", f"{world.base}.ics", f"{world.base}/slot/{pk}",
                     f"/wawancara/{pk}", f"/wawancara/{pk}/jam", f"/wawancara/{pk}/jam/keadaan",
                     f"/proposal/{world.code}/wawancara", f"/proposal/{world.code}/wawancara.ics"):  # fmt: skip
            assert get(person, path).status_code == 404, (person, path)
    assert not own_items(world.writer, NOW)
    assert not own_items(world.panel[0].person, MORNING - timedelta(days=1))


def test_each_sees_their_own_and_nothing_else(world: World, rival: User, upp: User) -> None:
    mine, theirs = f"/wawancara/{world.slots[0].pk}", f"/wawancara/{world.other_slots[0].pk}"
    day = get(world.panel[0].person, "/wawancara").content.decode()
    assert "Antar obat ke pulau" in day
    assert "Loket malam" not in day
    assert get(world.panel[0].person, mine).status_code == 200
    for path in (theirs, f"{theirs}/jam", f"{theirs}/jam/keadaan", f"{theirs}/kehadiran", world.base,
                 f"{world.base}.csv", f"/proposal/{world.code}/wawancara"):  # fmt: skip
        assert get(world.panel[0].person, path).status_code == 404, path
    for person in (world.writer, rival, upp):
        assert get(person, mine).status_code == 404
        assert get(person, f"{mine}/jam/keadaan").status_code == 404
        assert get(person, "/wawancara").status_code == 404
        assert get(person, world.base).status_code == 404
    page = get(world.writer, f"/proposal/{world.code}/wawancara").content.decode()
    for moment, shown in ((MORNING, True), (MORNING + timedelta(hours=5), False)):
        own = team_page(world.writer, world.code, moment)
        assert own is not None
        assert own.slots[0].shows_link is shown, moment
    for hidden in ("Tim A", "Loket malam", *(one.person.name for one in world.panel)):
        assert hidden not in page
        assert hidden not in get(world.writer, f"/proposal/{world.code}/wawancara.ics").content.decode()
    assert get(rival, f"/proposal/{world.code}/wawancara").status_code == 404
    assert Client().get(mine).status_code in (302, 403)


def test_a_conflict_that_is_found_later_takes_the_slot_out_of_sight(world: World) -> None:
    person = world.panel[0].person
    world.panel[0].conflicts.create(entry=world.entry, kind="instansi", source="sistem", at=NOW)
    assert get(person, f"/wawancara/{world.slot.pk}").status_code == 404
    assert "Antar obat" not in get(person, "/wawancara").content.decode()


def test_marks_are_shown_to_the_panel_only_when_all_of_it_are_in(world: World) -> None:
    one, two = world.panel
    make_sheet(world.reading(one), total=SECRET, paparan=SECRET, jawaban="50")
    walk = (
        "/wawancara", f"/wawancara/{world.slot.pk}", f"/wawancara/{world.slot.pk}/jam", "/wawancara.ics",
        f"/wawancara/{world.slot.pk}/jam/keadaan", f"/wawancara/{world.slot.pk}/kehadiran",
    )  # fmt: skip
    for person in (two.person, world.writer, world.rivals[0].person):
        for path in walk:
            text = get(person, path).content.decode()
            assert "73,19" not in text, (person, path)
            assert SECRET not in text, (person, path)
    assert revealed_to(one.person, world.slot) is None
    assert revealed_to(two.person, world.slot) is None
    assert "73,19" in get(world.admin, f"{world.base}/slot/{world.slot.pk}").content.decode()
    assert SECRET not in get(world.admin, f"{world.base}.csv").content.decode()

    make_sheet(world.reading(two), total="60", paparan="60", jawaban="60")
    found = revealed_to(two.person, world.slot)
    assert found is not None
    assert found.totals == ("73,19", "60")
    assert found.said, "the rule of differences speaks of the two totals"
    assert "73,19" in get(two.person, f"/wawancara/{world.slot.pk}").content.decode()
    assert revealed_to(world.rivals[0].person, world.slot) is None
    assert revealed_to(world.writer, world.slot) is None
    assert "73,19" not in get(world.writer, f"/proposal/{world.code}/wawancara").content.decode()


def test_the_count_of_sheets_that_are_in_is_no_secret_told_to_others(world: World) -> None:
    one, two = world.panel
    before = get(two.person, f"/wawancara/{world.slot.pk}").content.decode()
    list_before = get(two.person, "/wawancara").content.decode()
    make_sheet(world.reading(one), total=SECRET, paparan=SECRET, jawaban="50")
    assert _same(before, get(two.person, f"/wawancara/{world.slot.pk}").content.decode())
    assert _same(list_before, get(two.person, "/wawancara").content.decode())


def _same(one: str, other: str) -> bool:
    """Alike but for tokens of forms."""
    plain = [[line for line in text.splitlines() if "csrf" not in line] for text in (one, other)]
    return plain[0] == plain[1]


def test_marks_hide_again_when_somebody_joins_or_a_sheet_is_opened(world: World) -> None:
    one, two = world.panel
    for evaluator in (one, two):
        make_sheet(world.reading(evaluator), total="70", paparan="70", jawaban="70")
    assert revealed_to(one.person, world.slot) is not None
    late = make_evaluator(world.review, panel=world.slot.panel)
    assert revealed_to(one.person, world.slot) is None
    late.left_at, late.left_reason = NOW, "Batal."
    late.save()
    assert revealed_to(one.person, world.slot) is not None
    reopen_sheet(world.reading(two), by=world.admin, now=NOW, reason="Keliru menjumlah.")
    assert revealed_to(one.person, world.slot) is None


def test_where_somebody_abstained_marks_wait_for_another_reader(world: World) -> None:
    """With too few readers the one who sees the other's marks could still open their own sheet and change it."""
    one, two = world.panel
    Assignment.objects.filter(pk=world.reading(two).pk).update(
        state=AssignmentState.ABSTAINED, state_reason="Kenal dekat."
    )
    make_sheet(world.reading(one), total="70", paparan="70", jawaban="70")
    assert revealed_to(two.person, world.slot) is None
    assert revealed_to(one.person, world.slot) is None
    late = make_evaluator(world.review, panel=world.slot.panel)
    make_sheet(make_reading(late, world.entry), total="60", paparan="60", jawaban="60")
    assert revealed_to(two.person, world.slot) is None
    assert revealed_to(one.person, world.slot) is not None


def test_the_clock_is_run_by_the_chair_and_the_same_for_all(world: World, upp: User) -> None:
    chair, other = world.panel
    name_chair(world.slot.panel, evaluator=chair, by=world.admin, now=NOW)
    run_clock(world.slot, step=ClockStep.START, was="menunggu-0", by=chair.person, now=MORNING)
    for stranger in (other.person, upp, world.writer, world.rivals[0].person):
        with pytest.raises(Denied):
            run_clock(world.slot, step=ClockStep.PAUSE, was="presentasi-1", by=stranger, now=MORNING)
    later = MORNING + timedelta(minutes=6)
    assert reading_of(world.slot, later).left == 60
    run_clock(world.slot, step=ClockStep.PAUSE, was="presentasi-1", by=chair.person, now=later)
    assert reading_of(world.slot, later + timedelta(hours=1)).left == 60
    with pytest.raises(Refused, match="baru saja diubah"):
        run_clock(world.slot, step=ClockStep.QUESTIONS, was="presentasi-1", by=world.admin, now=later)
    run_clock(world.slot, step=ClockStep.RESUME, was="presentasi-0", by=chair.person, now=later)
    over = later + timedelta(seconds=72)
    assert reading_of(world.slot, over).digits == "+00:12"
    run_clock(world.slot, step=ClockStep.QUESTIONS, was="presentasi-1", by=world.admin, now=over)
    assert (reading_of(world.slot, over).phase, reading_of(world.slot, over).digits) == ("tanya-jawab", "13:00")
    run_clock(world.slot, step=ClockStep.END, was="tanya-jawab-1", by=chair.person, now=over)
    with pytest.raises(Refused, match="tidak dapat dilakukan"):
        run_clock(world.slot, step=ClockStep.PAUSE, was="selesai-0", by=chair.person, now=over)
    state = get(other.person, f"/wawancara/{world.slot.pk}/jam/keadaan").json()
    assert (state["phase"], state["runs"]) == ("selesai", False)


def test_who_came_is_recorded_once_it_has_begun(world: World) -> None:
    chair = world.panel[0].person
    with pytest.raises(Refused, match="baru mulai"):
        record_attendance(world.slot, came="Bupati", head_came="ya", by=chair, now=NOW)
    with pytest.raises(Refused, match="Tulis siapa"):
        record_attendance(world.slot, came=" ", head_came="ya", by=chair, now=MORNING)
    found = record_attendance(world.slot, came="Bupati\nKepala dinas", head_came="ya", by=chair, now=MORNING)
    assert (found.outcome, found.head_came) == (SlotOutcome.HEARD, "ya")
    found = record_attendance(world.slot, came="Kepala dinas", head_came="tidak", by=world.admin, now=MORNING)
    assert found.head_came == "tidak"
    with pytest.raises(Refused, match="sudah dicatat"):
        record_no_show(world.slot, by=chair, now=MORNING, reason="Tidak ada.")


def test_who_did_not_come_or_was_put_off_waits_for_another_slot(world: World) -> None:
    chair = world.panel[0].person
    with pytest.raises(Refused, match="Tulis apa yang terjadi"):
        postpone(world.slot, by=chair, now=NOW)
    postpone(world.slot, by=chair, now=NOW, reason="Listrik padam.")
    page = get(world.admin, world.base).content.decode()
    assert "Belum punya slot" in page
    free = world.slots[1]
    with pytest.raises(Denied):
        put(free, entry=world.entry, by=world.writer, now=NOW)
    free = put(free, entry=world.entry, by=world.admin, now=NOW)
    assert free.entry == world.entry
    with pytest.raises(Refused, match="baru saja diisi"):
        put(free, entry=world.entry, by=world.admin, now=NOW)
    record_no_show(free, by=chair, now=free.starts_at, reason="Tidak masuk ruang sampai akhir.")
    with pytest.raises(Refused, match="Tidak ada proposal yang menunggu slot"):
        place(world.plan, by=world.admin, now=NOW)
    with pytest.raises(Refused, match="sedang tidak punya slot"):
        name_presenters(world.entry, presenters="Bupati", head_comes="ya", by=world.writer, now=NOW)


def test_the_team_names_who_presents_until_it_begins(world: World, rival: User) -> None:
    assert own_items(world.writer, NOW)[0].action == "Sebut penyaji"
    with pytest.raises(Denied):
        name_presenters(world.entry, presenters="Saya", head_comes="ya", by=rival, now=NOW)
    with pytest.raises(Refused, match="paling sedikit satu"):
        name_presenters(world.entry, presenters="  ", head_comes="ya", by=world.writer, now=NOW)
    found = name_presenters(world.entry, presenters=" Bupati \n\nAni, bidan", head_comes="ya", by=world.writer, now=NOW)
    assert found.presenters == "Bupati\nAni, bidan"
    assert not own_items(world.writer, NOW)
    assert "Ani, bidan" in get(world.panel[0].person, f"/wawancara/{world.slot.pk}").content.decode()
    with pytest.raises(Refused, match="sudah dimulai"):
        name_presenters(world.entry, presenters="Lain", head_comes="ya", by=world.writer, now=MORNING)


def test_material_is_read_by_panel_and_team_alone_and_taken_until_the_deadline(world: World, rival: User) -> None:
    file = file_of(world.writer)
    made = attach_material(world.entry, file=file, by=world.writer, now=NOW)
    assert attach_material(world.entry, file=file, by=world.writer, now=NOW) == made
    for person in (world.writer, world.panel[0].person, world.admin):
        assert may_read(person, file)
    for person in (rival, world.rivals[0].person, None):
        assert not may_read(person, file)
    with pytest.raises(Refused, match="bukan kiriman Anda"):
        attach_material(world.entry, file=file_of(rival), by=world.writer, now=NOW)
    with pytest.raises(Denied):
        remove_material(made, by=rival, now=NOW)
    for _n in range(4):
        attach_material(world.entry, file=file_of(world.writer), by=world.writer, now=NOW)
    with pytest.raises(Refused, match="Paling banyak 5"):
        attach_material(world.entry, file=file_of(world.writer), by=world.writer, now=NOW)
    remove_material(made, by=world.writer, now=NOW)
    InterviewPlan.objects.update(material_until=NOW)
    with pytest.raises(Refused, match="Batas waktu"):
        attach_material(world.entry, file=file_of(world.writer), by=world.writer, now=NOW)


def test_another_slot_is_asked_for_and_answered_with_a_reason(world: World, rival: User) -> None:
    with pytest.raises(Denied):
        ask_another_slot(world.slot, by=rival, now=NOW, reason="Saya mau.")
    with pytest.raises(Refused, match="Tulis mengapa"):
        ask_another_slot(world.slot, by=world.writer, now=NOW)
    asked = ask_another_slot(world.slot, by=world.writer, now=NOW, reason="Bupati dilantik pagi itu.")
    with pytest.raises(Refused, match="belum dijawab"):
        ask_another_slot(world.slot, by=world.writer, now=NOW, reason="Sekali lagi.")
    assert organiser_items(world.admin, NOW)[0].count == 1
    assert not organiser_items(world.writer, NOW)
    with pytest.raises(Refused, match="Tulis alasannya"):
        answer_request(asked, target=None, by=world.admin, now=NOW)
    answered = answer_request(asked, target=world.slots[1], by=world.admin, now=NOW, reason="Bisa.")
    assert answered.answer == RequestAnswer.MOVED
    assert Slot.objects.get(pk=world.slots[1].pk).entry == world.entry
    with pytest.raises(Refused, match="sudah dijawab"):
        answer_request(asked, target=None, by=world.admin, now=NOW, reason="Lagi.")
    again = ask_another_slot(world.slots[1], by=world.writer, now=NOW, reason="Lebih pagi.")
    assert answer_request(again, target=None, by=world.admin, now=NOW, reason="Penuh.").answer == RequestAnswer.KEPT
    assert "Penuh." in get(world.writer, f"/proposal/{world.code}/wawancara").content.decode()


def test_times_are_told_in_the_zone_of_the_agency_and_of_jakarta(sidoarjo: Agency, admin: User) -> None:
    world = World(sidoarjo, admin)
    region = world.entry.proposal.agency.region
    assert region is not None
    type(region).objects.filter(pk=region.pk).update(zone="WIT", iana_zone="Asia/Jayapura")
    world.publish()
    page = get(world.writer, f"/proposal/{world.code}/wawancara").content.decode()
    assert "pukul 11.00 WIT" in page
    assert "pukul 09.00 WIB" in page
    calendar = get(world.writer, f"/proposal/{world.code}/wawancara.ics").content.decode()
    assert "DTSTART;TZID=Asia/Jakarta" in calendar


def test_material_for_a_full_disk_is_told_and_leaves_nothing_behind(world: World) -> None:
    path = f"/proposal/{world.code}/wawancara/{world.slot.pk}/bahan"
    with full_for_files():
        page = signed_in(world.writer).post(path, {"file": specimens.upload("paparan.pdf", specimens.PDF)})
    assert page.status_code in (409, 422) and "Penyimpanan server sedang penuh" in page.content.decode()
    assert not Material.objects.exists() and not StoredFile.objects.exists()


def test_pages_of_everybody_open(world: World) -> None:
    asked = ask_another_slot(world.slot, by=world.writer, now=NOW, reason="Pagi lain.")
    session = world.slot.session_id
    for path in ("", "/aturan", "/sesi/tambah", f"/sesi/{session}/ubah", f"/sesi/{session}/hapus", "/tugaskan",
                 f"/tim/{world.slot.panel_id}/ketua", f"/slot/{world.slot.pk}", f"/slot/{world.slot.pk}/pindah",
                 f"/slot/{world.slot.pk}/keluarkan", f"/slot/{world.slots[1].pk}", f"/permintaan/{asked.pk}",
                 ".csv", ".ics"):  # fmt: skip
        assert get(world.admin, world.base + path).status_code == 200, path
    for path in ("", "/jam", "/kehadiran", "/tidak-hadir", "/tunda"):
        assert get(world.panel[0].person, f"/wawancara/{world.slot.pk}{path}").status_code == 200, path
    for path in ("penyaji", "bahan", "minta"):
        assert get(world.writer, f"/proposal/{world.code}/wawancara/{world.slot.pk}/{path}").status_code == 200, path
    assert "Jadwal wawancara saya" in get(world.panel[0].person, "/penilaian").content.decode()
    assert f"/proposal/{world.code}/wawancara" in get(world.writer, f"/proposal/{world.code}").content.decode()
    review = f"/kompetisi/{world.review.competition.slug}/penilaian/{STAGE}"
    assert world.base in get(world.admin, review).content.decode()
