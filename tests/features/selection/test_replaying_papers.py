"""`tular replay` of what follows from lists: certificates as they print, and winners in the catalogue."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.altering import alter
from tests.factories.competitions import NOW, make_competition
from tests.factories.selection import arrived
from tests.features.selection.test_certificates import SIGNER, make_list
from tests.people import agency, make_member, make_person
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.catalogue.models import Recognition
from tular.features.competitions.actions.digests import publish_digests
from tular.features.competitions.models import Competition, TrailDigest
from tular.features.competitions.queries.replaying import Compared, compared
from tular.features.proposals.models import Proposal
from tular.features.selection.actions.certifying import issue_all, replace_certificate
from tular.features.selection.actions.recording import record_winners
from tular.features.selection.models import Announcement, AnnouncementLine, AwardCertificate, WinnerRecord
from tular.features.selection.queries.replaying.papers import certificate_steps, winner_steps
from tular.foundation.documents.models import Certificate
from tular.foundation.documents.printing import LANDSCAPE
from tular.foundation.documents.typesetting import made_with


@pytest.fixture
def organiser(catalogue: None) -> User:
    return make_member(Role.AGENCY, agency("pemprov-jawa-timur"), person=make_person("Admin Jatim")).person


@pytest.fixture
def competition(organiser: User) -> Competition:
    return make_competition(agency("pemprov-jawa-timur"))


@pytest.fixture
def winners(competition: Competition) -> list[Proposal]:
    return [arrived(competition, agency(name)) for name in ("pemkab-sidoarjo", "pemkab-gresik")]


@pytest.fixture
def announced(competition: Competition, organiser: User, winners: list[Proposal]) -> Announcement:
    return make_list(competition, organiser, [(one, "terpuji", "lolos") for one in winners])


def issue(announced: Announcement, by: User) -> None:
    issue_all(announced, SIGNER, evaluators=False, by=by, now=NOW, progress=lambda _done, _all: None)


def papers(competition: Competition) -> list[Compared]:
    return [compared(one) for one in certificate_steps(competition)]


def catalogue_of(competition: Competition) -> Compared:
    (one,) = winner_steps(competition)
    return compared(one)


def test_certificates_are_set_again_to_the_last_byte(announced: Announcement, organiser: User) -> None:
    assert papers(announced.competition) == []
    issue(announced, organiser)
    printed, files = papers(announced.competition)
    assert printed.is_equal and files.is_equal and files.made_with == made_with(LANDSCAPE)
    assert files.kept.count("\n") == 1 and "typst" in made_with(LANDSCAPE) and "noto" in made_with(LANDSCAPE)
    award = AwardCertificate.objects.order_by("pk")[0]
    replace_certificate(award, holder="Nama Benar", about="", by=organiser, now=NOW, reason="Salah tulis.")
    assert all(one.is_equal for one in papers(announced.competition))


def test_a_certificate_that_was_altered_is_found_and_named(announced: Announcement, organiser: User) -> None:
    issue(announced, organiser)
    second = Certificate.objects.order_by("serial")[1]
    alter(Certificate.objects.filter(pk=second.pk), facts={**second.facts, "holder": "Orang Lain"})
    printed, files = papers(announced.competition)
    assert not printed.is_equal and "Orang Lain" in printed.difference[1]
    assert not files.is_equal and files.is_comparable and second.number in files.difference[0]


def test_what_another_version_set_is_said_with_its_version(announced: Announcement, organiser: User) -> None:
    issue(announced, organiser)
    alter(Certificate.objects.all(), sha256="1" * 64, made_with="typst 0.9.0")
    printed, files = papers(announced.competition)
    assert printed.is_equal and not files.is_equal and not files.is_comparable
    Certificate.objects.update(made_with="")
    printed, files = papers(announced.competition)
    assert not files.is_equal and files.is_comparable and files.made_with == ""


def test_a_line_that_gives_another_award_than_the_certificate_is_found(
    announced: Announcement, organiser: User
) -> None:
    issue(announced, organiser)
    alter(AnnouncementLine.objects.filter(order=1), award_label="Top 5")
    printed, files = papers(announced.competition)
    assert not printed.is_equal and files.is_equal


def test_winners_in_the_catalogue_are_those_of_the_list(
    announced: Announcement, organiser: User, winners: list[Proposal]
) -> None:
    competition = announced.competition
    assert list(winner_steps(competition)) == []
    record_winners(announced, joins={}, by=organiser, now=NOW + timedelta(minutes=1))
    assert catalogue_of(competition).is_equal, catalogue_of(competition).difference
    lines = [(winners[0], "terpuji", "lolos"), (winners[1], "", "tidak-lolos")]
    newer = make_list(competition, organiser, lines, number=2, note="Dibetulkan.")
    record_winners(newer, joins={}, by=organiser, now=NOW + timedelta(days=1))
    said = catalogue_of(competition)
    assert said.is_equal and said.kept.count("false") == 1, said.difference


@pytest.mark.parametrize("change", [{"level": "top99"}, {"year": 1999}, {"withdrawn_at": NOW, "withdrawn_reason": "x"}])
def test_an_award_that_was_altered_in_the_catalogue_is_found(
    announced: Announcement, organiser: User, change: dict[str, object]
) -> None:
    record_winners(announced, joins={}, by=organiser, now=NOW)
    Recognition.every.filter(pk=WinnerRecord.objects.order_by("pk")[0].recognition_id).update(**change)
    assert not catalogue_of(announced.competition).is_equal


def test_issuing_certificates_has_its_digest(announced: Announcement, organiser: User) -> None:
    issue(announced, organiser)
    publish_digests(now=NOW)
    digest = TrailDigest.objects.get(occasion="sertifikat")
    assert (digest.stage, digest.happened_at) == (announced.stage, NOW)
