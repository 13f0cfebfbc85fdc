"""Pages of the public rating: open to everybody, silent about counts until the release, robust against bad input."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories.ratings import STAGE, make_rated, make_service_rating
from tests.features.ratings.test_rating import link
from tests.people import agency, signed_in
from tular.features.accounts.models import User
from tular.features.competitions.models import Competition
from tular.features.ratings.actions.computing import compute, release
from tular.features.ratings.actions.opening import close
from tular.features.ratings.models import PublicRating, RatedEntry, RatingCluster, ServiceRating
from tular.foundation.notifications.models import Mail

FORM = {
    "used": "ya", "last_use": "sebulan", "stance": "pengguna", "q0": "5", "q1": "4", "q2": "3", "region": "35",
    "comment": "Cepat.", "email": "siti@gmail.com", "situs": "",
}  # fmt: skip


@pytest.fixture
def running(rating: PublicRating) -> PublicRating:
    """The window is open today."""
    now = timezone.now()
    rating.competition.windows.filter(stage=STAGE).update(
        opens_at=now - timedelta(days=3), closes_at=now + timedelta(days=3)
    )
    return rating


def base(competition: Competition) -> str:
    return f"/kompetisi/{competition.slug}/kebermanfaatan"


def ended(rating: PublicRating) -> None:
    now = timezone.now()
    rating.competition.windows.filter(stage=STAGE).update(closes_at=now - timedelta(minutes=5))


def released(rating: PublicRating, by: User) -> None:
    ended(rating)
    now = timezone.now()
    close(rating, by=by, now=now)
    rating.refresh_from_db()
    compute(rating, by=by, now=now)
    release(rating, by=by, now=now)


def test_somebody_without_an_account_rates_confirms_and_withdraws(
    competition: Competition, running: PublicRating, entry: RatedEntry
) -> None:
    client, here = Client(), base(competition)
    assert entry.proposal.title in client.get(here).content.decode()
    path = f"{here}/{entry.proposal.code}"
    page = client.get(path)
    assert page.status_code == 200 and "Pernahkah Anda memakai layanan ini?" in page.content.decode()
    assert not page.cookies.get("sessionid")
    answer = client.post(path, FORM)
    assert (answer.status_code, answer["Location"]) == (302, f"{here}/terkirim")
    assert "buka surel" in client.get(f"{here}/terkirim").content.decode()
    confirm = f"{here}/konfirmasi/{link(Mail.objects.get())}"
    assert "Benar ini penilaian Anda?" in client.get(confirm).content.decode()
    assert ServiceRating.objects.get().confirmed_at is None  # a mail program that looks changes nothing
    client.post(confirm, {"buat": "konfirmasi"})
    assert ServiceRating.objects.get().confirmed_at is not None
    assert "sudah dikonfirmasi" in client.get(confirm).content.decode()
    client.post(confirm, {"buat": "tarik"})
    assert ServiceRating.objects.get().replaced_at is not None
    assert client.get(f"{here}/konfirmasi/{'x' * 43}").status_code == 404


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"used": "tidak"}, "hanya layanan yang pernah dipakai sendiri"),
        ({"email": "bukan"}, "Tulis alamat surel Anda dengan lengkap"),
        ({"email": ""}, "Tulis alamat surel Anda"),
        ({"q1": ""}, "Pilih salah satu."),
        ({"q1": "9"}, "9"),
        ({"last_use": ""}, "Pilih kapan Anda terakhir memakainya."),
        ({"region": "35.15"}, "region"),
    ],
)
def test_mistakes_keep_what_was_typed(
    running: PublicRating, entry: RatedEntry, competition: Competition, changes: dict[str, str], said: str
) -> None:
    answer = Client().post(f"{base(competition)}/{entry.proposal.code}", FORM | changes)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert said in text and "Cepat." in text
    assert not ServiceRating.objects.exists()


def test_machines_that_fill_everything_are_thanked_and_ignored(
    running: PublicRating, entry: RatedEntry, competition: Competition
) -> None:
    answer = Client().post(f"{base(competition)}/{entry.proposal.code}", FORM | {"situs": "https://obat.example"})
    assert answer["Location"] == f"{base(competition)}/terkirim"
    assert not ServiceRating.objects.exists() and not Mail.objects.exists()


def test_scripts_in_comments_stay_text(
    running: PublicRating, entry: RatedEntry, competition: Competition, admin: User
) -> None:
    make_service_rating(entry, comment="<script>alert(1)</script>", at=timezone.now())
    page = signed_in(admin).get(f"{base(competition)}/kelola/{entry.proposal.code}").content.decode()
    assert "&lt;script&gt;alert(1)" in page and "<script>alert" not in page


def test_the_list_is_searched_and_filtered(running: PublicRating, entry: RatedEntry, other: RatedEntry) -> None:
    here, client = base(running.competition), Client()
    rows = {"?provinsi=32": other, "?provinsi=35": entry, "?cari=Gresik": entry}
    for query, expected in rows.items():
        page = client.get(here + query).content.decode()
        codes = [one.proposal.code for one in (entry, other) if f"{here}/{one.proposal.code}" in page]
        assert codes == [expected.proposal.code], query
    assert "Tidak ada yang cocok" in client.get(f"{here}?cari=zzz").content.decode()
    for odd in ("?kategori=9" * 2, "?kategori=²", "?halaman=-1", "?provinsi=<x>"):
        assert client.get(here + odd).status_code == 200


def test_nobody_learns_counts_or_means_before_the_release(
    running: PublicRating, entry: RatedEntry, admin: User, rival: User, outsider: User, member: User
) -> None:
    here, code = base(running.competition), entry.proposal.code
    watchers = [Client(), signed_in(rival), signed_in(outsider), signed_in(member)]
    pages = [here, f"{here}/{code}", f"{here}/terkirim", f"{here}/data-anda", f"/kompetisi/{running.competition.slug}"]
    secret = [f"{here}/{rest}" for rest in ("hasil", "hasil.csv", "kelola", f"kelola/{code}", "kelola/riwayat")]

    def shapes() -> list[Any]:
        found = []
        for client in watchers:
            for path in pages:
                answer = client.get(path)
                found.append((path, answer.status_code, len(answer.content) // 50))
            found += [(path, client.get(path).status_code) for path in secret]
        return found

    before = shapes()
    for number in range(40):
        make_service_rating(entry, 5, 5, 5, address="36.1.1.9", email=f"o{number}@gmail.com", at=timezone.now())
    RatingCluster.objects.create(
        entry=entry, rule="network", key="k", size=40, members=[1], chance=0, held=True, found_at=timezone.now()
    )
    assert shapes() == before
    ended(running)
    close(running, by=admin, now=timezone.now())
    running.refresh_from_db()
    compute(running, by=admin, now=timezone.now())
    for client in watchers:
        for path in secret:
            assert client.get(path).status_code in (302, 404)


def test_after_the_release_everybody_reads_the_result(
    running: PublicRating, entry: RatedEntry, other: RatedEntry, admin: User
) -> None:
    opens = timezone.now() - timedelta(days=3)
    for number in range(40):
        make_service_rating(entry, 5, 4, 4, at=opens + timedelta(hours=number))
    for number in range(3):
        make_service_rating(other, 1, 1, 1, at=opens + timedelta(hours=number))
    released(running, admin)
    here = base(running.competition)
    for query in ("", "?urut=skor", "?cari=Gresik", "?cari=zzz"):
        page = Client().get(f"{here}/hasil{query}")
        assert page.status_code == 200
    text = Client().get(f"{here}/hasil").content.decode()
    assert "4,33" in text and "terlalu sedikit" in text and "1,00" not in text
    csv = Client().get(f"{here}/hasil.csv").content.decode()
    line = next(one for one in csv.splitlines() if other.proposal.code in one)
    assert "<5" in line and ",1.0," not in line and "belum" in line
    assert "@" not in csv
    index = Client().get(here).content.decode()
    assert "Hasilnya sudah diumumkan" in index
    assert "sudah berakhir" in Client().get(f"{here}/{entry.proposal.code}").content.decode()


def test_the_organisers_pages_have_a_fixed_number_of_queries(
    running: PublicRating, entry: RatedEntry, other: RatedEntry, admin: User
) -> None:
    client, here = signed_in(admin), base(running.competition)
    paths = [here, f"{here}/kelola", f"{here}/kelola/{entry.proposal.code}"]

    def counts() -> list[int]:
        found = []
        for path in paths:
            client.get(path)
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert client.get(path).status_code == 200
            found.append(len(queries))
        return found

    make_service_rating(entry, at=timezone.now(), comment="Bagus.")
    few = counts()
    rows = [make_service_rating(other, at=timezone.now())]
    sample = rows[0]
    ServiceRating.objects.bulk_create(
        ServiceRating(
            entry=(entry, other)[number % 2], person=f"{number:064x}", network=f"{number % 40:064x}",
            channel=sample.channel, stance=sample.stance, last_use=sample.last_use, answers=[5, 4, 4],
            comment="Bagus." if number % 9 == 0 else "", at=sample.at, expires_at=sample.expires_at,
            confirmed_at=sample.at,
        )
        for number in range(10_000)
    )  # fmt: skip
    for _ in range(5):
        make_rated(running, agency("pemkab-gresik"))
    assert counts() == few


def test_the_form_is_closed_for_organisers_and_gone_entries(
    running: PublicRating, entry: RatedEntry, admin: User
) -> None:
    path = f"{base(running.competition)}/{entry.proposal.code}"
    page = signed_in(admin).get(path).content.decode()
    assert "Penyelenggara tidak ikut menilai" in page
    assert signed_in(admin).post(path, FORM).status_code == 403
    entry.left_at, entry.left_reason = timezone.now(), "Ditarik."
    entry.save()
    assert "tidak dinilai lagi" in Client().get(path).content.decode()
    assert Client().post(path, FORM).status_code == 409
    assert Client().get(f"{base(running.competition)}/tiada-0001").status_code == 404


def test_an_account_rates_without_a_mail(running: PublicRating, entry: RatedEntry, member: User) -> None:
    form = {name: value for name, value in FORM.items() if name != "email"}
    answer = signed_in(member).post(f"{base(running.competition)}/{entry.proposal.code}", form)
    assert answer["Location"].endswith("/diterima")
    assert "Terima kasih" in signed_in(member).get(answer["Location"]).content.decode()
    assert ServiceRating.objects.get().confirmed_at is not None


def test_there_is_nothing_where_nothing_was_opened(competition: Competition, admin: User) -> None:
    assert Client().get(base(competition)).status_code == 404
    page = signed_in(admin).get(f"/kompetisi/{competition.slug}/kelola").content.decode()
    assert f"{base(competition)}/kelola/buka" in page
    assert signed_in(admin).get(f"{base(competition)}/kelola/buka").status_code == 200
