"""The awards of an innovation across titles and years, as rulebooks ask for them."""

from __future__ import annotations

from tests.factories.competitions import make_competition, make_proposal
from tests.people import agency
from tular.engines.rulebook.eligibility import AwardFact
from tular.features.agencies.models import Agency
from tular.features.catalogue.choices import AwardLevel
from tular.features.catalogue.models import Innovation, Recognition
from tular.features.proposals.models import Proposal
from tular.features.proposals.queries.form import obstacles_of
from tular.features.proposals.queries.history import awards_of


def awarded(innovation: Innovation, level: AwardLevel, year: int | None) -> None:
    Recognition.objects.create(
        innovation=innovation, agency=innovation.agency, level=level, year=year, as_written="Label contoh"
    )


def test_an_award_without_level_or_year_is_told_and_looked_at_by_a_person(sidoarjo: Agency) -> None:
    innovation = Innovation.objects.filter(recognitions__isnull=True).order_by("pk").first()
    assert innovation is not None
    contest = make_competition(agency("pemprov-jawa-timur"))
    proposal = make_proposal(contest, sidoarjo, innovation=innovation)

    def of_history() -> list[tuple[bool, str]]:
        found = obstacles_of(Proposal.objects.get(pk=proposal.pk))
        return [(one.needs_person, one.sentence[:25]) for one in found if one.code == "wrong_group"]

    assert of_history() == []
    awarded(innovation, AwardLevel.KIPP_UNKNOWN, 2019)
    assert awards_of(innovation) == (AwardFact("", 2019, "kipp", ""),)
    assert of_history() == [(True, "inovasi ini tercatat mend")]
    awarded(innovation, AwardLevel.COMMENDED, None)
    assert of_history() == [(False, "inovasi ini pernah mendap")]
