"""People rate a service: by a link in a mail or by an account, once each, changed and withdrawn until the close."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.at_once import at_once
from tests.factories.competitions import NOW
from tests.factories.ratings import CLOSES, make_service_rating
from tests.people import make_member
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.agencies.models import Agency, Region
from tular.features.ratings.actions import rating as rating_actions
from tular.features.ratings.actions.rating import Sent, confirm, rate, withdraw
from tular.features.ratings.choices import Channel, LastUse, Stance, Standing
from tular.features.ratings.models import PublicRating, RatedEntry, ServiceRating
from tular.foundation.access.permissions import Denied
from tular.foundation.actions import Refused
from tular.foundation.audit.models import AuditEntry
from tular.foundation.notifications.models import Mail

HOME = "36.72.14.9"


def sent(email: str = "siti@gmail.com", **fields: object) -> Sent:
    told: dict[str, object] = {"stance": Stance.USER, "last_use": LastUse.MONTH, "answers": [4, 5, 4], "email": email}
    return Sent(**told | fields)  # type: ignore[arg-type]


def link(mail: Mail) -> str:
    """The secret in the mail."""
    return next(word for word in mail.text.split() if "/konfirmasi/" in word).rpartition("/")[2]


def by_mail(entry: RatedEntry, email: str = "siti@gmail.com", **fields: object) -> tuple[ServiceRating, str]:
    row = rate(entry, sent=sent(email, **fields), address=HOME, by=None, now=NOW)
    return row, link(Mail.objects.latest("pk"))


def held(entry: RatedEntry) -> list[list[int]]:
    rows = ServiceRating.objects.filter(entry=entry, confirmed_at__isnull=False, replaced_at__isnull=True)
    return [one.answers for one in rows]


def test_a_rating_counts_once_its_sender_opened_the_mail(entry: RatedEntry) -> None:
    row, token = by_mail(entry)
    assert held(entry) == []
    confirm(row, token=token, by=None, now=NOW)
    confirm(row, token=token, by=None, now=NOW)  # the link opened twice
    assert held(entry) == [[4, 5, 4]]
    row.refresh_from_db()
    assert (row.channel, row.standing) == (Channel.MAIL, Standing.COUNTED)


def test_no_address_stays_in_the_clear(entry: RatedEntry) -> None:
    by_mail(entry, "Siti.Aminah+lomba@Gmail.com")
    row = ServiceRating.objects.get()
    told = " ".join(str(value) for value in ServiceRating.objects.filter(pk=row.pk).values()[0].values())
    assert "siti" not in told.lower() and HOME not in told
    assert Mail.objects.get().forget
    assert not AuditEntry.objects.exists()


def test_spellings_of_one_mailbox_are_one_person(entry: RatedEntry) -> None:
    for email in ("siti.aminah@gmail.com", "SitiAminah@googlemail.com", "siti.aminah+dua@gmail.com"):
        row, token = by_mail(entry, email, answers=[1, 1, 1])
        confirm(row, token=token, by=None, now=NOW)
    assert held(entry) == [[1, 1, 1]]
    assert ServiceRating.objects.count() == 3  # earlier ones are kept


def test_the_last_one_counts_and_may_be_withdrawn(entry: RatedEntry) -> None:
    first, first_token = by_mail(entry, answers=[2, 2, 2])
    second = rate(entry, sent=sent(answers=[5, 5, 5]), address=HOME, by=None, now=NOW + timedelta(minutes=1))
    second_token = link(Mail.objects.latest("pk"))
    confirm(second, token=second_token, by=None, now=NOW)
    with pytest.raises(Refused, match="lebih baru"):
        confirm(first, token=first_token, by=None, now=NOW)
    assert held(entry) == [[5, 5, 5]]
    withdraw(second, token=second_token, by=None, now=NOW)
    assert held(entry) == []
    with pytest.raises(Refused, match="ditarik atau diganti"):
        confirm(second, token=second_token, by=None, now=NOW)


def test_links_end_and_nobody_uses_those_of_others(entry: RatedEntry) -> None:
    row, token = by_mail(entry)
    for wrong in ("", "x" * 43):
        with pytest.raises(Refused, match="tidak dikenal"):
            confirm(row, token=wrong, by=None, now=NOW)
    with pytest.raises(Refused, match="48 jam"):
        confirm(row, token=token, by=None, now=NOW + timedelta(hours=48))
    with pytest.raises(Refused, match="sudah berakhir"):
        confirm(row, token=token, by=None, now=CLOSES)
    with pytest.raises(Refused, match="sudah berakhir"):
        rate(entry, sent=sent(), address=HOME, by=None, now=CLOSES)
    assert held(entry) == []


def test_an_account_needs_no_mail_and_is_the_same_person(entry: RatedEntry, member: User) -> None:
    row, token = by_mail(entry, member.email)
    confirm(row, token=token, by=None, now=NOW)
    rate(entry, sent=sent("", answers=[3, 3, 3]), address=HOME, by=member, now=NOW + timedelta(minutes=2))
    assert held(entry) == [[3, 3, 3]]
    assert Mail.objects.count() == 1


def test_the_organiser_and_its_evaluators_do_not_rate(entry: RatedEntry, admin: User, upp: User) -> None:
    for person in (admin, upp):  # the admin of the organiser, and one of its innovators
        with pytest.raises(Denied):
            rate(entry, sent=sent(""), address=HOME, by=person, now=NOW)
    row, _token = by_mail(entry, admin.email)  # by mail nobody learns whose address it is
    assert row.standing == Standing.ORGANISER


@pytest.mark.parametrize(
    ("email", "stance", "standing"),
    [
        ("siti@gmail.com", Stance.USER, Standing.COUNTED),
        ("siti@gmail.com", Stance.EMPLOYEE, Standing.EMPLOYEE),
        ("kepala@gresikkab.go.id", Stance.USER, Standing.GOVERNMENT),
        ("warga@kampus.ac.id", Stance.FAMILY, Standing.COUNTED),
    ],
)
def test_who_belongs_to_the_agency_is_counted_apart(
    entry: RatedEntry, email: str, stance: Stance, standing: Standing
) -> None:
    assert by_mail(entry, email, stance=stance)[0].standing == standing


def test_colleagues_are_known_by_account_and_by_the_domain_of_colleagues(
    entry: RatedEntry, other: RatedEntry, rival: User, outsider: User
) -> None:
    gresik = entry.proposal.agency
    staff = make_member(Role.AGENCY, gresik).person
    User.objects.filter(pk=staff.pk).update(email="bagian@rsudgresik.example")
    assert by_mail(entry, rival.email)[0].standing == Standing.EMPLOYEE
    assert by_mail(entry, "orang.lain@rsudgresik.example")[0].standing == Standing.EMPLOYEE
    User.objects.filter(pk=outsider.pk).update(email="rival@pribadi.example")
    assert by_mail(entry, "rival@pribadi.example")[0].standing == Standing.COMPETITOR


def test_floods_are_stopped(entry: RatedEntry, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rating_actions, "OF_A_NETWORK", 3)
    monkeypatch.setattr(rating_actions, "OF_A_PERSON", 2)
    by_mail(entry, "korban@gmail.com")
    by_mail(entry, "korban@gmail.com")
    with pytest.raises(Refused, match="ke alamat itu"):
        by_mail(entry, "korban@gmail.com")
    by_mail(entry, "lain@gmail.com")
    with pytest.raises(Refused, match="sambungan internet"):
        by_mail(entry, "empat@gmail.com")
    elsewhere = rate(entry, sent=sent("lima@gmail.com"), address="36.72.15.9", by=None, now=NOW)
    assert elsewhere.network != ServiceRating.objects.first().network  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "fields",
    [{"answers": [4, 4]}, {"answers": [0, 4, 4]}, {"answers": [4, 4, 6]}, {"stance": "raja"}, {"last_use": "kelak"}],
)
def test_what_cannot_be_is_refused(entry: RatedEntry, fields: dict[str, object]) -> None:
    with pytest.raises(Refused):
        rate(entry, sent=sent(**fields), address=HOME, by=None, now=NOW)  # type: ignore[arg-type]


def test_a_wrong_address_and_a_regency_are_refused(entry: RatedEntry, sidoarjo: Agency) -> None:
    with pytest.raises(Refused, match="alamat surel"):
        rate(entry, sent=sent("bukan alamat"), address=HOME, by=None, now=NOW)
    with pytest.raises(Refused, match="provinsi"):
        rate(entry, sent=sent(region=sidoarjo.region), address=HOME, by=None, now=NOW)
    row, _token = by_mail(entry, region=Region.objects.get(pk="35"))
    assert row.region_id == "35"


def test_a_proposal_that_was_withdrawn_is_rated_no_more(entry: RatedEntry) -> None:
    row, token = by_mail(entry)
    proposal = entry.proposal
    proposal.state, proposal.state_reason = "ditarik", "Salah kirim."
    proposal.save()
    for attempt in (
        lambda: confirm(row, token=token, by=None, now=NOW),
        lambda: rate(entry, sent=sent(), address=HOME, by=None, now=NOW),
    ):
        with pytest.raises(Refused, match="tidak dinilai lagi"):
            attempt()


def test_the_database_holds_one_rating_of_a_person(entry: RatedEntry) -> None:
    make_service_rating(entry, email="siti@gmail.com")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_service_rating(entry, email="siti@gmail.com")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_service_rating(entry, stance=Stance.EMPLOYEE)


def test_signs_that_nobody_sees_do_not_stay_in_comments(entry: RatedEntry, rating: PublicRating) -> None:
    row, _token = by_mail(entry, comment="<script>alert(1)</script>\u202eterbalik\u200b")
    assert row.comment == "<script>alert(1)</script>terbalik"


@pytest.mark.django_db(transaction=True)
def test_two_links_of_one_person_opened_at_once_leave_one_rating(entry: RatedEntry) -> None:
    links = [by_mail(entry, answers=[n, n, n]) for n in (3, 5)]
    at_once([
        lambda row=row, token=token: confirm(row, token=token, by=None, now=NOW) for row, token in links
    ])  # fmt: skip
    assert len(held(entry)) == 1
