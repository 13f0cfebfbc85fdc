"""What people get wrong, through the pages and the commands: each with a sentence that says what to do.

Marks outside their scale: `test_marks`, `test_table` (a table of them), `test_desk` (as one types).
"""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from tests.factories.bands import SHORTLISTED
from tests.factories.competitions import NOW, RULEBOOK, make_competition
from tests.factories.judging import make_entry, make_evaluator, make_judged, make_reading, make_review, make_sheet
from tests.people import signed_in
from tular.config.cli import run
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.competitions.models import Window
from tular.features.judging.actions.calibrating import compute_calibration
from tular.features.judging.actions.planning import compute_plan
from tular.features.judging.choices import AssignmentState
from tular.features.judging.models import Review

Output = pytest.CaptureFixture[str]


@pytest.fixture
def review(sidoarjo: Agency, admin: User) -> Review:
    return make_review(make_competition(sidoarjo), admin)


def base(review: Review) -> str:
    return f"/kompetisi/{review.competition.slug}/penilaian/proposal"


def quiet(_share: float, _text: str) -> None:
    return None


def assigned(tmp_path: Path, told: dict[str, Any]) -> int:
    path = tmp_path / "tugas.json"
    path.write_text(json.dumps(told), encoding="utf-8")
    return run(["assign", str(path), "--json"])


def calibrated(tmp_path: Path, rows: str) -> int:
    path = tmp_path / "nilai.csv"
    path.write_text(f"proposal,evaluator,mark\n{rows}", encoding="utf-8")
    return run(["calibrate", str(path), "--places", "1", "--json"])


def test_fewer_evaluators_than_readings(review: Review, admin: User, tmp_path: Path, capsys: Output) -> None:
    make_entry(review)
    make_evaluator(review)
    page = signed_in(admin).get(base(review)).text
    assert "Baru ada 1 penilai; setiap proposal perlu 2." in page
    asked = signed_in(admin).post(f"{base(review)}/penugasan/hitung", follow=True).text
    assert "Baru ada 1 penilai; setiap proposal perlu 2." in asked
    told = {"proposals": [{"id": "P1", "readings": 2}], "evaluators": [{"id": "A", "min": 0, "max": 9}], "affinity": []}
    assert assigned(tmp_path, told) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["feasible"] is False and "Tambah 1 penilai" in said["explanation"]


def test_an_evaluator_in_conflict_with_everything(review: Review, admin: User, tmp_path: Path, capsys: Output) -> None:
    entries = [make_entry(review) for _number in range(2)]
    people = [make_evaluator(review) for _number in range(2)]
    for entry in entries:
        people[0].conflicts.create(entry=entry, kind="instansi", source="sistem", at=NOW)
    assert "berbenturan dengan semua proposal" in signed_in(admin).get(f"{base(review)}/tim").text
    plan = compute_plan(review, by=admin, now=NOW, progress=quiet)
    assert not plan.feasible and "benturan kepentingan" in " ".join(plan.explanation)
    assert "benturan kepentingan" in signed_in(admin).get(f"{base(review)}/penugasan").text
    told = {
        "proposals": [{"id": "P1", "readings": 1}, {"id": "P2", "readings": 1}],
        "evaluators": [{"id": "A", "min": 1, "max": 9}, {"id": "B", "min": 0, "max": 9}],
        "affinity": [], "conflicts": [["P1", "A"], ["P2", "A"]],
    }  # fmt: skip
    assert assigned(tmp_path, told) == 1
    assert "Penilai A tidak dapat mencapai batas bawahnya" in json.loads(capsys.readouterr().out)["explanation"]


@pytest.mark.parametrize(
    ("people", "rows", "why"),
    [
        (2, "P1,A,70\nP1,B,70\nP2,A,70\nP2,B,70\n", "Semua nilai sama"),
        (1, "P1,A,70\nP2,A,80\n", "Hanya satu penilai"),
    ],
)
def test_marks_that_tell_nothing(
    people: int, rows: str, why: str, sidoarjo: Agency, admin: User, tmp_path: Path, capsys: Output
) -> None:
    review = make_judged(sidoarjo, admin, text=SHORTLISTED, running=True)
    several = [make_evaluator(review) for _number in range(people)]
    for number in range(4):
        entry = make_entry(review)
        for one in several:
            total = "70" if people > 1 else str(70 + number)
            make_sheet(make_reading(one, entry), total=total, dampak=total, kebaruan=total)
    compute_calibration(review, by=None, now=NOW, progress=quiet)
    page = signed_in(admin).get(f"{base(review)}/kendali").text
    assert "Nilai tidak dikalibrasi" in page and why in page
    assert calibrated(tmp_path, rows) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["identifiable"] is False and why in said["reason"]


def test_criteria_that_the_rulebook_does_not_tell(sidoarjo: Agency, admin: User) -> None:
    others_only = RULEBOOK.replace('stage = "proposal"\nitems', 'stage = "proposal"\ngroups = ["replikasi"]\nitems')
    review = make_judged(sidoarjo, admin, text=others_only, running=True)
    reading = make_reading(make_evaluator(review), make_entry(review))
    now = timezone.now()
    Window.objects.update(opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=9))
    page = signed_in(reading.evaluator.person).get(f"/penilaian/{reading.pk}", follow=True)
    assert page.status_code == 200
    assert "belum lengkap di buku aturan" in page.text


def test_a_spreadsheet_with_unknown_codes(review: Review, admin: User) -> None:
    make_entry(review)
    make_evaluator(review)
    table = "proposal\tpenilai\tperubahan\n9999\t1\ttambah\n1\tsiapa@contoh.example\ttambah\n1\t1\tpindah\n"
    answer = signed_in(admin).post(f"{base(review)}/penugasan/ubah", {"table": table})
    assert answer.status_code == 409 and "9999" in answer.text
    for words in (
        "Baris 2: proposal &quot;9999&quot; tidak ada dalam penilaian ini",
        "Baris 3: penilai &quot;siapa@contoh.example&quot; tidak ada dalam penilaian ini",
        "Baris 4: perubahan &quot;pindah&quot; tidak dikenal; tulis tambah atau tarik",
    ):
        assert words in answer.text.replace("&#34;", "&quot;").replace("&#x27;", "'")
    assert review.entries.get().assignments.count() == 0


def test_a_command_told_of_somebody_unknown(tmp_path: Path, capsys: Output) -> None:
    told = {
        "proposals": [{"id": "P1", "readings": 1}], "evaluators": [{"id": "A", "min": 0, "max": 9}],
        "affinity": [["P1", "Z", 1.0]],
    }  # fmt: skip
    assert assigned(tmp_path, told) != 0
    heard = capsys.readouterr()
    assert "Z" in heard.out + heard.err and "Traceback" not in heard.err


def test_an_evaluator_who_leaves_in_the_middle(review: Review, admin: User) -> None:
    Review.objects.update(state="berjalan")
    review.refresh_from_db()
    entries = [make_entry(review) for _number in range(2)]
    leaving = make_evaluator(review)
    make_sheet(make_reading(leaving, entries[0]), total="80", dampak="80", kebaruan="80")
    waiting = make_reading(leaving, entries[1])
    asked = signed_in(admin).get(f"{base(review)}/tim/penilai/{leaving.number}/akhiri")
    assert asked.status_code == 200
    signed_in(admin).post(f"{base(review)}/tim/penilai/{leaving.number}/akhiri", {"alasan": "Sakit."})
    waiting.refresh_from_db()
    assert waiting.state == AssignmentState.TAKEN_BACK
    assert leaving.assignments.get(entry=entries[0]).state == AssignmentState.DONE, "what was handed in still counts"
    assert signed_in(leaving.person).get("/penilaian").status_code == 404
    page = signed_in(admin).get(base(review)).text
    assert "proposal kurang dibaca" in page
