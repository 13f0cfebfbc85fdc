"""Minutes: drawn up, signed by all, acknowledged by the agency, added to, verified; what the plenary gets of them."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from tests.factories.competitions import NOW
from tests.factories.visits import (
    TOLD,
    fill,
    make_choice,
    make_finalist,
    make_verified,
    make_verifier,
    make_visit,
    picture,
)
from tests.features.visits.conftest import World
from tests.people import agency, signed_in
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.visits.actions import minuting
from tular.features.visits.actions.recording import answer
from tular.features.visits.choices import VisitState
from tular.features.visits.models import Acknowledgement, Addendum, Minutes, Signature, Visit
from tular.features.visits.queries.findings import visits_of
from tular.features.visits.queries.minutes import minutes_page
from tular.features.visits.views import paper
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused
from tular.foundation.notifications.models import Notice

AFTER = NOW + timedelta(days=1, hours=3)


def drawn(world: World, now: datetime = AFTER) -> Minutes:
    fill(world.visit.record)
    return minuting.draw_up(world.visit, by=world.lead.person, now=now)


def signed(world: World) -> Minutes:
    minutes = drawn(world)
    for one in (world.lead, world.second):
        minuting.sign(minutes, signed_as=one.person.name, by=one.person, now=AFTER)
    return minutes


def test_nothing_is_drawn_up_before_it_began_or_while_something_is_missing(world: World) -> None:
    with pytest.raises(Refused) as refused:
        minuting.draw_up(world.visit, by=world.lead.person, now=NOW)
    said = str(refused.value)
    assert "belum dimulai" in said and "Butir 1 belum punya temuan" in said and "berapa orang hadir" in said


def test_two_versions_have_to_be_joined_first(world: World) -> None:
    fill(world.visit.record)
    record = world.visit.record
    answer(record, by=world.lead.person, now=NOW, section="mulai", content={"note": "Ya."}, base=1)
    answer(record, by=world.second.person, now=NOW, section="mulai", content={"note": "Tidak."}, base=1)
    with pytest.raises(Refused, match="punya dua isian"):
        minuting.draw_up(world.visit, by=world.lead.person, now=AFTER)


def test_only_the_lead_draws_up_and_only_the_team_signs(world: World, admin: User) -> None:
    fill(world.visit.record)
    for person in (world.second.person, world.organiser, admin):
        with pytest.raises(Denied):
            minuting.draw_up(world.visit, by=person, now=AFTER)
    minutes = drawn(world)
    for person in (world.third.person, world.organiser, admin, world.evaluator.person):
        with pytest.raises(Denied):
            minuting.sign(minutes, signed_as=person.name, by=person, now=AFTER)


def test_with_the_last_signature_the_visit_is_done_and_the_agency_is_asked_to_read(world: World, admin: User) -> None:
    minutes = drawn(world)
    with pytest.raises(Refused, match="seperti di akun"):
        minuting.sign(minutes, signed_as="Orang Lain", by=world.lead.person, now=AFTER)
    minuting.sign(minutes, signed_as="ketua  panel", by=world.lead.person, now=AFTER)
    assert Visit.objects.get(pk=world.visit.pk).state == VisitState.MINUTED
    with pytest.raises(Refused, match="sudah menandatangani"):
        minuting.sign(minutes, signed_as="Ketua Panel", by=world.lead.person, now=AFTER)
    minuting.sign(minutes, signed_as="Anggota Panel", by=world.second.person, now=AFTER)
    assert Visit.objects.get(pk=world.visit.pk).state == VisitState.DONE
    assert admin.pk in Notice.objects.filter(kind="visits.to_acknowledge").values_list("person", flat=True)


def test_what_is_opened_again_gets_a_new_number_and_new_signatures(world: World) -> None:
    minutes = drawn(world)
    minuting.sign(minutes, signed_as="Ketua Panel", by=world.lead.person, now=AFTER)
    with pytest.raises(Refused, match="Tulis apa yang perlu"):
        minuting.reopen(world.visit, by=world.lead.person, now=AFTER)
    minuting.reopen(world.visit, by=world.lead.person, now=AFTER, reason="Jumlahnya keliru.")
    again = minuting.draw_up(world.visit, by=world.lead.person, now=AFTER)
    assert (again.number, again.reason, again.signatures.count()) == (2, "Jumlahnya keliru.", 0)
    with pytest.raises(Refused, match="lebih baru"):
        minuting.sign(minutes, signed_as="Anggota Panel", by=world.second.person, now=AFTER)


def test_the_frozen_text_never_changes(world: World, admin: User) -> None:
    minutes = signed(world)
    minuting.acknowledge(minutes, signed_as="Admin", position="Kabag", by=admin, now=AFTER)
    minuting.add_to(minutes, text="Tiga, bukan dua.", by=world.lead.person, now=AFTER, reason="Salah hitung.")
    for model, field in (
        (Minutes, "canonical"),
        (Signature, "signed_as"),
        (Acknowledgement, "remarks"),
        (Addendum, "text"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.update(**{field: "x"})
    assert minutes_page(minutes).is_intact


def test_the_minutes_name_nobody_who_used_the_service(world: World) -> None:
    told = json.loads(drawn(world).canonical)
    assert told["present"] == {
        "users": "3",
        "users_role": "ibu balita",
        "officials": "2",
        "others": "0",
        "consent": "ya",
    }
    assert "e-mail" not in told and world.lead.person.email not in json.dumps(told)


def test_the_agency_reads_facts_and_the_recommendation_only_once_it_is_released(
    world: World, admin: User, rival: User
) -> None:
    page, pdf = f"/proposal/{world.proposal.code}/verifikasi", "/verifikasi/berita-acara/{}.pdf"
    minutes = drawn(world)
    assert "Layanannya berjalan" not in signed_in(admin).get(page).content.decode()
    assert signed_in(admin).get(pdf.format(minutes.pk)).status_code == 404
    for one in (world.lead, world.second):
        minuting.sign(minutes, signed_as=one.person.name, by=one.person, now=AFTER)
    shown = signed_in(admin).get(page).content.decode()
    assert "Layanannya berjalan" in shown and "Layak dipertimbangkan" not in shown
    assert signed_in(admin).get(pdf.format(minutes.pk)).status_code == 200
    assert signed_in(rival).get(page).status_code == 404
    minuting.release(world.visit, by=world.organiser, now=AFTER)
    assert "Layak dipertimbangkan" in signed_in(admin).get(page).content.decode()


def test_where_the_rules_say_so_the_agency_reads_nothing_before_release(
    sidoarjo: Agency, world: World, admin: User
) -> None:
    competition = make_verified(agency("pemprov-jawa-timur"), TOLD)
    lead = make_verifier(competition, world.organiser, "Ketua Lagi", stage="lagi")
    choice = make_choice(make_finalist(competition, sidoarjo), world.organiser, stage="lagi")
    visit = make_visit(choice, [lead])
    fill(visit.record)
    minutes = minuting.draw_up(visit, by=lead.person, now=AFTER)
    minuting.sign(minutes, signed_as=lead.person.name, by=lead.person, now=AFTER)
    page = f"/proposal/{choice.proposal.code}/verifikasi"
    assert "Layanannya berjalan" not in signed_in(admin).get(page).content.decode()
    assert not Notice.objects.filter(kind="visits.to_acknowledge").exists()
    with pytest.raises(Refused, match="belum membuka"):
        minuting.acknowledge(minutes, signed_as="Admin", position="Kabag", by=admin, now=AFTER)
    minuting.release(visit, by=world.organiser, now=AFTER)
    assert "Layanannya berjalan" in signed_in(admin).get(page).content.decode()


def test_acknowledging_keeps_remarks_and_is_not_agreeing(world: World, admin: User, rival: User) -> None:
    minutes = signed(world)
    page = f"/proposal/{world.proposal.code}/verifikasi/{world.visit.pk}/baca"
    assert signed_in(rival).get(page).status_code == 404
    client = signed_in(admin)
    assert client.post(page, {"signed_as": "Siti", "position": ""}).status_code == 409
    sent = client.post(page, {"signed_as": "Siti", "position": "Kabag Organisasi", "remarks": "Ruangnya lain."})
    assert sent.status_code == 302
    found = Acknowledgement.objects.get(minutes=minutes)
    assert (found.shown, found.sha256, found.remarks) == ("facts", minutes.sha256, "Ruangnya lain.")
    with pytest.raises(Refused, match="sudah menyatakan"):
        minuting.acknowledge(minutes, signed_as="Siti", position="Kabag", by=admin, now=AFTER)
    assert "bukan berarti menyetujui" in client.get(f"/proposal/{world.proposal.code}/verifikasi").content.decode()


def test_addenda_are_chained_and_need_a_reason(world: World) -> None:
    minutes = signed(world)
    with pytest.raises(Refused):
        minuting.add_to(minutes, text="Tiga.", by=world.lead.person, now=AFTER)
    one = minuting.add_to(minutes, text="Tiga.", by=world.lead.person, now=AFTER, reason="Hitung.")
    two = minuting.add_to(minutes, text="Empat.", by=world.lead.person, now=AFTER, reason="Hitung lagi.")
    assert (one.number, two.number) == (1, 2) and minutes_page(minutes).is_intact
    page = signed_in(world.organiser).get(f"/verifikasi/berita-acara/{minutes.pk}").content.decode()
    assert "Sidik naskah, tanda tangan, dan tambahannya cocok." in page and "Empat." in page


def photograph(world: World) -> None:
    signed_in(world.lead.person).post(
        f"/verifikasi/{world.visit.pk}/foto", {"butir": "pengguna", "caption": "Ruang tunggu", "foto": picture()}
    )


def test_the_paper_is_the_same_bytes_each_time(world: World) -> None:
    photograph(world)
    minutes = signed(world)
    client = signed_in(world.organiser)
    one, two = (client.get(f"/verifikasi/berita-acara/{minutes.pk}.pdf").content for _time in range(2))
    assert one == two and one.startswith(b"%PDF")


def told_on_paper(minutes: Minutes, *, whole: bool, monkeypatch: pytest.MonkeyPatch) -> str:
    """What is handed to the typesetter, as text."""
    monkeypatch.setattr(paper, "typeset", lambda _template, values, at: json.dumps(values, ensure_ascii=False).encode())
    return paper.paper_of(minutes, whole=whole, site="https://contoh.go.id").decode()


def test_the_paper_carries_photos_digest_and_only_what_the_reader_may_see(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    photograph(world)
    minutes = signed(world)
    whole = told_on_paper(minutes, whole=True, monkeypatch=monkeypatch)
    assert minutes.sha256 in whole and "Ruang tunggu" in whole and "Layak dipertimbangkan" in whole
    assert f"https://contoh.go.id/verifikasi/berita-acara/{minutes.pk}" in whole
    assert "Layak dipertimbangkan" not in told_on_paper(minutes, whole=False, monkeypatch=monkeypatch)


def test_the_plenary_gets_findings_of_signed_minutes_only(world: World, admin: User) -> None:
    before = visits_of(world.competition)[world.proposal.pk]
    assert (before.state, before.counts, before.summary) == (VisitState.ANNOUNCED, {}, "")
    minutes = signed(world)
    minuting.acknowledge(minutes, signed_as="Siti", position="Kabag", by=admin, now=AFTER, remarks="Ruang lain.")
    found = visits_of(world.competition, "verifikasi")[world.proposal.pk]
    assert found.counts == {"terkonfirmasi": 6, "sebagian": 0, "tidak": 0, "tidak-diperiksa": 0}
    assert (found.recommendation, found.sha256, found.remarks) == (
        "Layak dipertimbangkan.",
        minutes.sha256,
        "Ruang lain.",
    )


def test_desks_say_whose_turn_it_is(world: World, admin: User) -> None:
    def desk(person: User) -> str:
        return signed_in(person).get("/kerja").content.decode()

    assert "Verifikasi: " in desk(world.lead.person)
    minutes = drawn(world)
    assert "lalu tandatangani" in desk(world.second.person)
    minuting.sign(minutes, signed_as="Anggota Panel", by=world.second.person, now=AFTER)
    assert "lalu tandatangani" not in desk(world.second.person)
    minuting.sign(minutes, signed_as="Ketua Panel", by=world.lead.person, now=AFTER)
    assert "Baca catatannya" in desk(admin)
    choice = make_choice(make_finalist(world.competition, admin.memberships.get().agency, "Lain"), world.organiser)
    assert choice.pk and "1 belum direncanakan" in desk(world.organiser)
