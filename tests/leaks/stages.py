"""What follows reading on paper, in the middle too: a public rating that runs, and a plenary that has not decided."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from tests.factories.competitions import NOW
from tests.factories.plenary import make_contest, make_plenary, make_scored
from tests.factories.ratings import make_rated, make_rated_competition, make_rating, make_service_rating
from tests.factories.selection import arrived
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.ratings.models import RatedEntry, ServiceRating
from tular.features.selection.models import Plenary


@dataclass(frozen=True)
class Stages:
    """The rows, and addresses at which they are asked for."""

    rated: RatedEntry
    plenary: Plenary

    def paths(self) -> list[str]:
        """Addresses of the public rating, its figures and its files; pages of both competitions."""
        slug, code = self.rated.rating.competition.slug, self.rated.proposal.code
        rating = {"slug": slug}
        names = ("index", "result", "result_csv", "manage", "history", "kept")
        found = [reverse(f"ratings:{name}", kwargs=rating) for name in names]
        found += [reverse(f"ratings:{name}", kwargs=rating | {"code": code}) for name in ("rate", "entry")]
        for competition in (self.rated.rating.competition, self.plenary.competition):
            found += [reverse(f"competitions:{name}", kwargs={"slug": competition.slug}) for name in ("call", "manage")]
            found += [f"/api/v1/competitions/{competition.slug}"]
        return [*found, f"/proposal/{code}"]


def plant_stages(ministry: Agency, owner: Agency, by: User) -> Stages:
    """Ratings whose words and number nobody knows before they are announced; a plenary with a question and notes."""
    competition = make_rated_competition(ministry, slug="lomba-warga", title="Lomba Warga", level="nasional")
    rated = make_rated(make_rating(competition, by), owner, arrived(competition, owner, code="lomba-warga-00001"))
    for comment in ("Cepat zqwarga", "Antre zqwarga lagi"):
        make_service_rating(rated, 4, 3, 2, comment=comment)
    contest = make_contest(ministry, slug="lomba-sidang", title="Lomba Sidang", level="nasional")
    make_scored(contest, by, [owner], ["90"])
    contest.proposals.update(code="lomba-sidang-00001")
    plenary = make_plenary(contest, by)
    told = {"chair": "Ketua zqketua", "place": "Ruang zqruang", "notes": "Catatan zqnotulen"}
    Plenary.objects.filter(pk=plenary.pk).update(held_on=NOW.date(), **told)
    plenary.refresh_from_db()
    plenary.questions.create(
        number=1, kind="keluar", text="Usul zqusul", asked_by=by, asked_at=NOW,
        proposal=contest.proposals.get(),
    )  # fmt: skip
    return Stages(rated, plenary)


def rate_otherwise(rated: RatedEntry) -> None:
    """More of them, and other answers."""
    ServiceRating.objects.filter(entry=rated).update(answers=[1, 1, 1], comment="Lain.")
    make_service_rating(rated, 4, 4, 4, comment="Satu lagi.")
