"""The workspace: whose turn it is, what is missing, steps, and that it stays quick however much is in it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.replications import NOW, make_case, make_meeting, people, ready
from tests.people import signed_in
from tular.features.replications.actions.parts import PartTold, note_part
from tular.features.replications.actions.requesting import return_interest
from tular.features.replications.actions.risks import watch_risk
from tular.features.replications.actions.stepping import finish_step
from tular.features.replications.actions.stopping import cancel, pause
from tular.features.replications.actions.tasks import TaskTold, add_task
from tular.features.replications.actions.ticking import tick
from tular.features.replications.choices import CaseState, PartKind, RiskState, Side
from tular.features.replications.models import Case
from tular.features.replications.queries.rules import rules_of, steps_of
from tular.features.replications.queries.workspace import CasePage, case_page

pytestmark = pytest.mark.usefixtures("catalogue")


def _page(case: Case, who: str, shown: str = "") -> CasePage:
    return case_page(people()[who], Case.objects.get(pk=case.pk), NOW, shown)


TURNS = [
    (CaseState.PREPARING, "taker", "Giliran Anda: kirim minat kepada pemilik", "/kesiapan"),
    (CaseState.ASKED, "hub", "Giliran Anda: periksa minat ini", "/minat"),
    (CaseState.ASKED, "taker", "Giliran hub: memeriksa minat", ""),
    (CaseState.VERIFIED, "owner", "Giliran Anda: jawab permintaan ini", "/minat"),
    (CaseState.VERIFIED, "taker", "Giliran pemilik: menjawab permintaan", ""),
    (CaseState.AGREEING, "owner", "Giliran Anda berdua: susun kesepakatan", "/kesepakatan"),
    (CaseState.AGREED, "taker", "Giliran Anda: mulai menjalankan", "/mulai"),
    (CaseState.AGREED, "owner", "Giliran penerima: mulai menjalankan", ""),
    (CaseState.CLOSING, "owner", "Giliran Anda: konfirmasi penutupan", "/penutupan"),
    (CaseState.CLOSING, "taker", "Giliran pemilik: mengonfirmasi penutupan", ""),
    (CaseState.DONE, "owner", "Selesai", ""),
]


@pytest.mark.parametrize(("state", "who", "title", "place"), TURNS)
def test_the_panel_tells_everybody_whose_turn_it_is(state: str, who: str, title: str, place: str) -> None:
    case = make_case(state)
    turn = _page(case, who).turn
    assert (turn.title, turn.href) == (title, f"{case.path}{place}" if place else "")


def test_what_is_missing_leads_to_where_it_is_mended() -> None:
    case = make_case()
    assert [one.href for one in _page(case, "taker").turn.missing] == [f"{case.path}/kesiapan", f"{case.path}/ukuran"]
    ready(case, people()["taker"], NOW)
    turn = _page(case, "taker").turn
    assert (turn.missing, turn.button, turn.href) == ((), "Kirim minat", f"{case.path}/minat")


def test_who_answers_reads_until_when_and_what_follows() -> None:
    turn = _page(make_case(CaseState.ASKED), "hub").turn
    assert turn.until.endswith("WIB")
    assert "pusat diberi tahu" in turn.otherwise


def test_the_note_of_the_hub_is_told() -> None:
    case = return_interest(make_case(CaseState.ASKED), by=people()["hub"], now=NOW, reason="Sebut jumlah balita")
    assert "Sebut jumlah balita" in _page(case, "taker").turn.text


def test_a_paused_and_a_cancelled_case_say_why() -> None:
    case = pause(make_case(), by=people()["taker"], now=NOW, reason="menunggu anggaran")
    page = _page(case, "taker")
    assert "menunggu anggaran" in page.turn.text
    assert (page.turn.button, page.may.pause) == ("Lanjutkan", False)
    Case.objects.update(paused_at=None, paused_reason="")
    cancelled = cancel(Case.objects.get(), by=people()["taker"], now=NOW, reason="tidak jadi")
    page = _page(cancelled, "taker")
    assert ("tidak jadi" in page.turn.text, page.may.work, page.may.cancel) == (True, False, False)


def test_steps_behind_a_gate_are_locked_and_who_works_alone_is_told_what_is_left_out() -> None:
    page = _page(make_case(model="mandiri"), "taker")
    assert page.skipped == ("Sepakati kerja sama",)
    assert [one.id for one in page.steps if one.locked] == ["belajar", "adaptasi", "pelaksanaan", "penutupan"]


def test_another_step_can_be_looked_at_and_a_wrong_one_shows_where_the_work_stands() -> None:
    case = make_case()
    assert _page(case, "taker", "belajar").step.id == "belajar"
    assert _page(case, "taker", "belajar").step.against
    assert _page(case, "taker", "entah").step.id == "kebutuhan"


def test_buttons_are_only_for_who_may() -> None:
    case = make_case(CaseState.AGREED)
    assert _page(case, "taker").may.work
    owner = _page(case, "owner").may
    assert (owner.work, owner.join_in, owner.begin, owner.stop, owner.cancel) == (False, True, False, False, False)
    hub = _page(case, "hub").may
    assert (hub.work, hub.join_in, hub.add_members) == (False, False, True)


def test_steps_are_finished_and_opened_again_by_buttons() -> None:
    case, client = make_case(), signed_in(people()["taker"])
    answer = client.post(f"{case.path}/langkah/kebutuhan/selesai")
    assert answer.status_code == 302
    assert Case.objects.get().step == "cari"
    assert client.post(f"{case.path}/langkah/belajar/selesai").status_code == 409
    assert client.post(f"{case.path}/langkah/kebutuhan/buka-lagi", {"alasan": ""}).status_code == 200
    client.post(f"{case.path}/langkah/kebutuhan/buka-lagi", {"alasan": "angkanya salah"})
    assert Case.objects.get().step == "kebutuhan"


def test_a_point_is_ticked_with_one_button_and_the_reader_comes_back_to_the_list() -> None:
    case, client = make_case(), signed_in(people()["taker"])
    answer = client.post(f"{case.path}/periksa/dua-calon", {"note": "Tabel"})
    assert answer["Location"] == f"{case.path}?langkah=cari#daftar"
    assert case.ticks.get().note == "Tabel"
    client.post(f"{case.path}/periksa/dua-calon?batal=1")
    assert not case.ticks.exists()


def test_the_workspace_asks_no_more_for_a_full_case_than_for_an_empty_one() -> None:
    small = _asked(make_case(CaseState.AGREED))
    case = Case.objects.get()
    _fill(case)
    # The five newest events of the history name different rows; that alone may save a question or two.
    assert small - 2 <= _asked(case) <= small
    assert small <= 50


def test_ending_of_the_taker_is_told() -> None:
    case = make_case(CaseState.AGREED)
    case.taker.until = "2026"
    case.taker.save()
    assert "sudah tidak ada sejak 2026" in _page(case, "owner").ended[0]


def _asked(case: Case) -> int:
    client = signed_in(people()["taker"])
    client.get(case.path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(case.path).status_code == 200
    return len(asked)


def _fill(case: Case) -> None:
    """Twenty rows of each kind."""
    by = people()["taker"]
    for step in steps_of(case)[:2]:
        finish_step(case, step=step.name.id, by=by, now=NOW)
        for point in step.checklist:
            tick(case, item=point.id, note="sudah", by=by, now=NOW)
    for risk in rules_of(case).failures:
        watch_risk(case, failure=risk.id, state=RiskState.WATCHED, by=by, now=NOW)
    for n in range(20):
        day = (NOW + timedelta(days=n)).date()
        add_task(case, told=TaskTold(f"Tugas {n}", Side.TAKER, "cari", by, day), by=by, now=NOW)
        note_part(case, told=PartTold(PartKind.KEPT, f"Bagian {n}"), by=by, now=NOW)
        make_meeting(case, by=by, starts_at=NOW + timedelta(days=n))
