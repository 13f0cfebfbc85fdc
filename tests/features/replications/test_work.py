"""What is done on the way: checklist, tasks, files, parts, risks, members, and who goes on with a case."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.factories.replications import NOW, make_case, make_paper, people
from tests.people import agency, make_member, make_person
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role, SuccessionChange
from tular.features.agencies.models import Succession
from tular.features.catalogue.choices import PartKind as CataloguePart
from tular.features.replications.actions.filing import FileTold, add_file, remove_file
from tular.features.replications.actions.members import add_member, leave, pass_on
from tular.features.replications.actions.parts import PartTold, change_part, fill_parts, note_part, remove_part
from tular.features.replications.actions.risks import watch_risk
from tular.features.replications.actions.stopping import cancel, pause
from tular.features.replications.actions.tasks import (
    TaskTold,
    add_task,
    drop_task,
    finish_task,
    remind_tasks,
    reopen_task,
)
from tular.features.replications.actions.ticking import tick, untick
from tular.features.replications.choices import CaseState, PartKind, Purpose, RiskState, Side
from tular.features.replications.models import Case, Task
from tular.features.replications.queries.files import may_read
from tular.features.replications.queries.past import past_of
from tular.features.replications.queries.rules import steps_of
from tular.features.replications.queries.visibility import cases_visible_to, sides_of
from tular.features.replications.queries.work import Work, risks_of, work_of
from tular.features.replications.queries.work_waiting import case_items, task_items
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused
from tular.foundation.notifications.models import Notice

pytestmark = pytest.mark.usefixtures("catalogue")

DUE = date(2026, 3, 20)


def _task(case: Case, **fields: object) -> Task:
    told = {"title": "Latih kader", "side": Side.TAKER, "step": "cari", "due_on": DUE, **fields}
    return add_task(case, told=TaskTold(**told), by=people()["taker"], now=NOW)  # type: ignore[arg-type]


def test_a_point_is_ticked_with_what_shows_it_and_the_tick_can_be_taken_back() -> None:
    case, by = make_case(), people()["taker"]
    tick(case, item="dua-calon", note="Tabel perbandingan", by=by, now=NOW)
    tick(case, item="dua-calon", by=by, now=NOW)
    assert case.ticks.get().note == "Tabel perbandingan"
    untick(case, item="dua-calon", by=by, now=NOW, reason="Paling sedikit dua calon")
    assert not case.ticks.exists()
    told = past_of(case, by, frozenset({Side.TAKER}))
    assert (told.entries[0].what, told.entries[0].reason) == ("Membatalkan centang", "Paling sedikit dua calon")


def test_only_the_taker_ticks_and_only_what_the_rules_know() -> None:
    case = make_case(CaseState.AGREED)
    with pytest.raises(Denied):
        tick(case, item="dua-calon", by=people()["owner"], now=NOW)
    with pytest.raises(Refused, match="tidak ada dalam daftar periksa"):
        tick(case, item="entah", by=people()["taker"], now=NOW)
    cancelled = cancel(case, by=people()["taker"], now=NOW, reason="batal")
    with pytest.raises(Refused, match="sudah berakhir"):
        tick(cancelled, item="dua-calon", by=people()["taker"], now=NOW)


def test_a_point_of_a_step_that_the_model_leaves_out_is_not_there() -> None:
    case = make_case(model="mandiri")
    with pytest.raises(Refused, match="tidak ada dalam daftar periksa"):
        tick(case, item="pks-unit", by=people()["taker"], now=NOW)


def test_a_task_is_given_done_reopened_and_dropped() -> None:
    case, who = make_case(CaseState.AGREEING), people()
    task = _task(case, side=Side.OWNER, person=who["owner"])
    assert Notice.objects.filter(person=who["owner"], kind="replications.task_given").exists()
    done = finish_task(task, by=who["owner"], now=NOW)
    assert done.done_by == who["owner"]
    with pytest.raises(Refused, match="sudah selesai"):
        finish_task(done, by=who["taker"], now=NOW)
    again = reopen_task(done, by=who["taker"], now=NOW)
    assert again.done_at is None
    with pytest.raises(Refused, match="tidak perlu lagi"):
        drop_task(again, by=who["taker"], now=NOW)
    assert drop_task(again, by=who["taker"], now=NOW, reason="dikerjakan dinas lain").dropped_at == NOW


def test_a_task_says_what_who_and_where() -> None:
    case = make_case()
    with pytest.raises(Refused) as refused:
        _task(case, title=" ", side="entah", step="entah")
    assert [one.field for one in refused.value.reasons] == ["title", "side", "step"]
    with pytest.raises(Refused, match="sudah lewat"):
        _task(case, due_on=NOW.date() - timedelta(days=1))
    with pytest.raises(Refused, match="tidak ikut"):
        _task(case, person=make_person("Orang Luar"))
    with pytest.raises(Refused, match="tidak ikut"):
        # The owner does not know of the case yet.
        _task(case, side=Side.OWNER, person=people()["owner"])


def test_people_are_reminded_three_days_before_and_on_the_day_each_once() -> None:
    case = make_case()
    _task(case, person=people()["taker"])
    days = [NOW + timedelta(days=n) for n in range(14, 21)]
    assert [remind_tasks(now=day) for day in days] == [0, 1, 0, 0, 1, 0, 0]
    assert Notice.objects.filter(person=people()["taker"], kind="replications.task_due").count() == 2


def test_a_day_without_work_makes_the_reminder_late_not_lost() -> None:
    _task(make_case())
    assert [remind_tasks(now=NOW + timedelta(days=n)) for n in (17, 25, 30)] == [1, 1, 0]


def test_nobody_is_reminded_of_what_is_done_or_paused() -> None:
    case = make_case()
    finish_task(_task(case), by=people()["taker"], now=NOW)
    assert remind_tasks(now=NOW + timedelta(days=18)) == 0
    other = make_case(taker=agency("pemkab-lamongan"))
    by = other.contact
    assert by is not None
    add_task(other, told=TaskTold("Ukur", Side.TAKER, "cari", by, DUE), by=by, now=NOW)
    pause(other, by=by, now=NOW, reason="banjir")
    assert remind_tasks(now=NOW + timedelta(days=18)) == 0


def test_tasks_stand_on_the_desk_of_the_person_else_of_the_side() -> None:
    case, who = make_case(CaseState.AGREEING), people()
    _task(case, title="Milik satu orang", side=Side.OWNER, person=who["owner"])
    _task(case, title="Milik pihak", side=Side.TAKER)
    assert [one.title for one in task_items(who["owner"], NOW)] == ["Milik satu orang"]
    assert [one.title for one in task_items(who["taker"], NOW)] == ["Milik pihak"]
    assert task_items(make_person("Orang Luar"), NOW) == []


def test_a_case_waits_with_who_goes_on_with_it() -> None:
    make_case(CaseState.AGREED)
    who = people()
    assert [one.action for one in case_items(who["taker"], NOW)] == ["Lanjutkan"]
    assert case_items(who["owner"], NOW) == []
    Case.objects.update(state=CaseState.CLOSING)
    assert [one.action for one in case_items(who["owner"], NOW)] == ["Periksa dan konfirmasi"]
    Case.objects.update(model="mandiri")
    assert case_items(who["owner"], NOW) == []
    assert [one.href for one in case_items(who["hub"], NOW)] == [f"{Case.objects.get().path}/penutupan"]


def test_a_file_is_read_by_who_may_open_the_case_until_it_is_taken_away() -> None:
    case, who = make_case(CaseState.AGREEING), people()
    file = make_paper(who["taker"])
    row = add_file(case, told=FileTold("Naskah", Purpose.WORK, "cari", file), by=who["taker"], now=NOW)
    assert may_read(who["owner"], file)
    assert not may_read(make_person("Orang Luar"), file)
    remove_file(row, by=who["owner"], now=NOW)
    assert not may_read(who["owner"], file)
    with pytest.raises(Refused, match="sudah dilepas"):
        remove_file(row, by=who["owner"], now=NOW)


def test_a_file_says_what_it_is() -> None:
    case, by = make_case(), people()["taker"]
    with pytest.raises(Refused) as refused:
        add_file(case, told=FileTold(" ", "entah", "entah", make_paper(by)), by=by, now=NOW)
    assert [one.field for one in refused.value.reasons] == ["title", "purpose", "step"]


def test_parts_are_taken_over_from_the_catalogue_once() -> None:
    case, by = make_case(), people()["taker"]
    case.innovation.parts.create(kind=CataloguePart.CORE, name="Data dari kader", reason="tanpa itu gagal", place=1)
    case.innovation.parts.create(kind=CataloguePart.ADAPTABLE, name="Perangkat", place=2)
    assert fill_parts(case, by=by, now=NOW) == 2
    assert list(case.parts.values_list("name", "core", "kind", "there")) == [
        ("Data dari kader", True, PartKind.KEPT, "tanpa itu gagal"),
        ("Perangkat", False, PartKind.KEPT, ""),
    ]
    with pytest.raises(Refused, match="sudah ada"):
        fill_parts(case, by=by, now=NOW)


def test_a_changed_part_says_why_and_a_changed_core_part_is_warned_of() -> None:
    case, by = make_case(), people()["taker"]
    part = note_part(case, told=PartTold(PartKind.KEPT, "Data dari kader", core=True), by=by, now=NOW)
    with pytest.raises(Refused, match="alasannya"):
        change_part(part, told=PartTold(PartKind.CHANGED, "Data dari kader"), by=by, now=NOW)
    told = PartTold(PartKind.LEFT_OUT, "Data dari kader", reason="belum ada kader")
    changed = change_part(part, told=told, by=by, now=NOW)
    assert changed.core
    [line] = _work(case).parts
    assert line.warns
    with pytest.raises(Refused, match="sudah dicatat"):
        note_part(case, told=told, by=by, now=NOW)
    remove_part(changed, by=by, now=NOW)
    assert note_part(case, told=told, by=by, now=NOW).pk


def test_a_risk_that_happened_says_what_is_done() -> None:
    case, by = make_case(), people()["taker"]
    watch_risk(case, failure="tanpa-anggaran", state=RiskState.WATCHED, by=by, now=NOW)
    with pytest.raises(Refused, match="apa yang dilakukan"):
        watch_risk(case, failure="tanpa-anggaran", state=RiskState.HAPPENED, by=by, now=NOW)
    watch_risk(case, failure="tanpa-anggaran", state=RiskState.HAPPENED, plan="Ajukan perubahan", by=by, now=NOW)
    assert case.risks.get().state == RiskState.HAPPENED
    assert [one.id for one in risks_of(case) if one.is_open] == ["tanpa-anggaran"]
    watch_risk(case, failure="tanpa-anggaran", state=RiskState.OVER, plan="Ajukan perubahan", by=by, now=NOW)
    assert not any(one.is_open for one in risks_of(case))
    with pytest.raises(Refused, match="tidak ada dalam daftar"):
        watch_risk(case, failure="entah", state=RiskState.WATCHED, by=by, now=NOW)


def test_every_known_failure_tells_its_source() -> None:
    assert all(one.source for one in risks_of(make_case()))


def test_a_colleague_joins_for_the_own_side_and_leaves() -> None:
    case, who = make_case(CaseState.AGREEING), people()
    colleague = make_person("Rekan")
    with pytest.raises(Refused, match="pihak Anda sendiri"):
        add_member(case, email=colleague.email, side=Side.OWNER, by=who["taker"], now=NOW)
    member = add_member(case, email=colleague.email, side=Side.TAKER, by=who["taker"], now=NOW)
    assert sides_of(colleague, case) == {Side.TAKER}
    with pytest.raises(Refused, match="sudah ikut"):
        add_member(case, email=colleague.email, side=Side.TAKER, by=who["taker"], now=NOW)
    with pytest.raises(Refused, match="pihaknya sendiri"):
        leave(member, by=who["owner"], now=NOW)
    leave(member, by=colleague, now=NOW)
    assert not cases_visible_to(colleague).exists()
    with pytest.raises(Refused, match="Belum ada akun"):
        add_member(case, email="tiada@contoh.example", side=Side.TAKER, by=who["taker"], now=NOW)


def test_the_hub_lets_somebody_in_for_a_taker_whose_people_all_left() -> None:
    case, who = make_case(CaseState.AGREEING), people()
    member = add_member(case, email=make_person("Rekan").email, side=Side.TAKER, by=who["hub"], now=NOW)
    assert member.side == Side.TAKER


def test_the_centre_hands_a_case_to_the_successor_of_its_taker() -> None:
    case, centre = make_case(CaseState.AGREED), _centre()
    successor = agency("pemkab-lamongan")
    with pytest.raises(Refused, match="tidak tercatat sebagai penerus"):
        pass_on(case, successor=successor, by=centre, now=NOW, reason="PP 1/2026")
    Succession.objects.create(predecessor=case.taker, successor=successor, change=SuccessionChange.RENAMED)
    with pytest.raises(Refused, match="dasarnya"):
        pass_on(case, successor=successor, by=centre, now=NOW)
    with pytest.raises(Denied):
        pass_on(case, successor=successor, by=people()["taker"], now=NOW, reason="PP 1/2026")
    moved = pass_on(case, successor=successor, by=centre, now=NOW, reason="PP 1/2026")
    assert moved.replication is not None
    assert (moved.taker, moved.replication.taker) == (successor, successor)
    assert not cases_visible_to(people()["taker"]).filter(pk=case.pk).exists()


def test_what_the_taker_did_before_anybody_was_asked_stays_the_takers() -> None:
    case, who = make_case(CaseState.AGREEING), people()
    mine = past_of(case, who["taker"], frozenset({Side.TAKER}), size=50)
    theirs = past_of(case, who["owner"], frozenset({Side.OWNER}), size=50)
    assert "Memulai replikasi" in {one.what for one in mine.entries}
    assert "Memulai replikasi" not in {one.what for one in theirs.entries}
    assert theirs.entries


def _centre() -> User:
    return make_member(Role.NATIONAL).person


def _work(case: Case) -> Work:
    return work_of(case, steps_of(case)[0], {}, NOW)
