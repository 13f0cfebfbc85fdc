"""What an evaluator marks is theirs: nobody who should not sees it finds a mark, a comment, a name or a count of it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import NamedTuple

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.competitions import make_competition
from tests.factories.judging import make_entry, make_evaluator, make_reading, make_review, make_sheet
from tests.factories.selection import arrived
from tests.people import agency, make_member, make_person, signed_in
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.agencies.models import Agency
from tular.features.competitions.models import Window
from tular.features.judging.models import Assignment, Evaluator, Review

COMMENT, NAME = "Komentar rahasia tujuh puluh", "Penilai Bernama Unik"
MARKS = ("73.25", "73,25", "61.75", "61,75")


class World(NamedTuple):
    """Two evaluators of one entry, another entry of the secret one alone, and the people around."""

    review: Review
    secret: Assignment
    alone: Assignment
    fellow: Evaluator
    fellows: Assignment


@pytest.fixture
def world(sidoarjo: Agency, admin: User) -> World:
    organiser = agency("pemprov-jawa-timur")
    contest = make_competition(organiser, slug="lomba-rahasia", title="Lomba Rahasia")
    review = make_review(contest, admin, running=True)
    now = timezone.now()
    Window.objects.filter(competition=contest).update(
        opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=9)
    )
    person = make_member(Role.EVALUATOR, person=make_person(NAME)).person
    evaluator, fellow = make_evaluator(review, person=person), make_evaluator(review)
    entry = make_entry(review, arrived(contest, sidoarjo))
    secret, alone = (
        make_reading(evaluator, entry),
        make_reading(evaluator, make_entry(review, arrived(contest, sidoarjo))),
    )
    for one in (secret, alone):
        sheet = make_sheet(one, dampak="73.25", kebaruan="61.75", total="68.65")
        sheet.content["dampak"]["comment"] = COMMENT
        sheet.save()
    return World(review, secret, alone, fellow, make_reading(fellow, entry))


def paths(world: World) -> list[str]:
    """Every address of the desk, with parameters that might give something away."""
    table = "/penilaian/lomba-rahasia/proposal/tabel"
    found = [
        "/penilaian", "/penilaian?urut=kemajuan", "/penilaian?keadaan=selesai", f"/penilaian?tahap={world.review.pk}",
        "/penilaian/luring", f"/penilaian/luring.json?tahap={world.review.pk}", table, f"{table}.csv",
        f"{table}/impor", f"{table}?halaman=2",
    ]  # fmt: skip
    for one in (world.secret, world.alone, world.fellows):
        found += [f"/penilaian/{one.pk}{rest}" for rest in
                  ("", "?kriteria=dampak", "?kriteria=_umum", "?kriteria=dampak&banding=1", "/ubah", "/tidak-menilai",
                   "/benturan")]  # fmt: skip
    return found


def around(world: World) -> list[str]:
    """Pages of others on which something might show."""
    code, slug = world.secret.entry.proposal.code, world.review.competition.slug
    return [
        "/kerja", f"/kompetisi/{slug}", f"/kompetisi/{slug}/penilaian/proposal", f"/proposal/{code}", "/proposal",
        f"/proposal/{code}/riwayat", f"/seleksi/{slug}", f"/kompetisi?q={COMMENT[:15]}", "/proposal?q=rahasia",
        f"/api/v1/competitions/{slug}", "/api/v1/competitions", "/pemberitahuan",
        f"/kompetisi/{slug}/instansi/pemkab-sidoarjo",
    ]  # fmt: skip


def told(client: Client, path: str, *, post: bool = False) -> tuple[int, str]:
    answer = client.post(path, {"mark": "1", "dasar": "0", "otomatis": "1"}) if post else client.get(path)
    return answer.status_code, b"".join(answer).decode(errors="replace")


def leaks(text: str) -> list[str]:
    return [one for one in (COMMENT, NAME, "68,65", "68.65", *MARKS) if one in text]


def test_a_fellow_evaluator_learns_nothing_of_anothers_readings(world: World) -> None:
    client = signed_in(world.fellow.person)
    for path in (*paths(world), *around(world)):
        for post in (False, True):
            status, text = told(client, path, post=post and path.startswith("/penilaian/"))
            assert not leaks(text), (path, leaks(text))
            if f"/penilaian/{world.secret.pk}" in path or f"/penilaian/{world.alone.pk}" in path:
                assert status == 404, path
    desk = told(client, "/penilaian")[1]
    assert "0 dari 1" in desk and "0002" not in desk
    lines = told(client, "/penilaian/lomba-rahasia/proposal/tabel.csv")[1].splitlines()
    assert [line.split(",")[0] for line in lines[1:]] == ["0001"]


def test_an_entry_of_somebody_else_is_told_like_one_that_is_not_there(world: World) -> None:
    client = signed_in(world.fellow.person)
    missing, other = (f"/penilaian/{pk}" for pk in (10**7, world.alone.pk))
    pages = [(status, plain(text, path)) for path in (missing, other) for status, text in [told(client, path)]]
    assert pages[0] == pages[1]


def plain(text: str, path: str) -> str:
    """The page without its token and its own address."""
    return re.sub(r'value="\w{64}"', "", text).replace(path, "")


def test_applicants_organisers_and_the_public_have_no_desk(world: World, upp: User, admin: User, rival: User) -> None:
    runner = make_member(Role.AGENCY, world.review.competition.organiser, person=make_person("Penyelenggara")).person
    for person in (upp, admin, rival, runner):
        client = signed_in(person)
        for path in paths(world):
            for post in (False, True):
                status, text = told(client, path, post=post)
                assert status in (404, 405), (person, path, status)
                assert not leaks(text), path
    for person in (upp, admin, rival):
        for path in around(world):
            assert not leaks(told(signed_in(person), path)[1]), (person, path)
    stranger = Client()
    for path in (*paths(world), *around(world)):
        status, text = told(stranger, path)
        assert not leaks(text), path
        assert status == 302 or not path.startswith("/penilaian"), (path, status)


def test_who_became_staff_or_left_has_no_desk_any_more(world: World, admin: User) -> None:
    person = world.secret.evaluator.person
    client = signed_in(person)
    assert told(client, f"/penilaian/{world.secret.pk}")[0] == 200
    world.review.competition.staff.create(person=person, role="pemeriksa", by=admin, since=timezone.now())
    for path in paths(world):
        assert told(client, path)[0] == 404 or path.endswith(("/luring", "/benturan")), path
    world.review.competition.staff.update(until=timezone.now())
    Evaluator.objects.filter(pk=world.secret.evaluator_id).update(left_at=timezone.now(), left_reason="Sakit.")
    assert told(client, f"/penilaian/{world.secret.pk}")[0] == 404
