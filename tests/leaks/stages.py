"""What follows reading on paper, in the middle too, and decided by nobody yet.

A public rating that runs with a group held aside, a plenary with a vote that is open, a timetable of interviews that is
not published, a visit that is not announced and already has notes, and a pair that an evaluator has compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse

from tests.factories.competitions import NOW
from tests.factories.interviews import make_heard, make_interview_review, make_plan, make_session
from tests.factories.plenary import make_contest, make_plenary, make_scored
from tests.factories.ratings import make_rated, make_rated_competition, make_rating, make_service_rating
from tests.factories.selection import arrived
from tests.factories.visits import fill, make_choice, make_finalist, make_verified, make_verifier, make_visit
from tests.people import make_person
from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.interviews.models import Slot
from tular.features.ratings.models import RatedEntry, ServiceRating
from tular.features.selection.models import Plenary, PlenaryVote
from tular.features.visits.models import FieldRecord, Visit, VisitChoice

SECRET_LINK = "https://video.zqtautan.example/ruang"


@dataclass(frozen=True)
class Stages:
    """The rows, and addresses at which they are asked for."""

    rated: RatedEntry
    plenary: Plenary
    slot: Slot
    visit: Visit

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
        found += [f"/proposal/{code}", *self._room(), *self._heard(), *self._visited()]
        return found

    def _room(self) -> list[str]:
        room = {"slug": self.plenary.competition.slug, "stage": self.plenary.stage}
        names = ("plenary", "plenary_votes", "plenary_history", "plenary_csv", "plenary_balance", "plenary_minutes")
        vote = reverse("selection:plenary_vote", kwargs=room | {"number": 1})
        return [*(reverse(f"selection:{name}", kwargs=room) for name in names), vote]

    def _heard(self) -> list[str]:
        """The timetable from each side."""
        review, entry = self.slot.session.plan.review, self.slot.entry
        assert entry is not None, "somebody is heard in it"
        plan, own = {"slug": review.competition.slug, "stage": review.stage}, {"code": entry.proposal.code}
        return [
            *(reverse(f"interviews:{name}", kwargs=plan) for name in ("timetable", "timetable_csv", "timetable_ics")),
            *(reverse(f"interviews:{name}", kwargs=own) for name in ("team", "team_ics")),
            *(reverse(f"interviews:{name}", kwargs={"pk": self.slot.pk}) for name in ("heard", "clock", "clock_state")),
            reverse("interviews:slot", kwargs=plan | {"pk": self.slot.pk}),
            f"/kompetisi/{review.competition.slug}", f"/proposal/{entry.proposal.code}",
        ]  # fmt: skip

    def _visited(self) -> list[str]:
        """The visit from each side."""
        choice = self.visit.choice
        stage, own = {"slug": choice.competition.slug, "stage": choice.stage}, {"code": choice.proposal.code}
        return [
            *(reverse(f"visits:{name}", kwargs=stage) for name in ("index", "list_csv", "calendar", "people")),
            *(reverse(f"visits:{name}", kwargs={"pk": self.visit.pk}) for name in ("team", "minutes")),
            reverse("visits:visit", kwargs=stage | {"pk": self.visit.pk}),
            reverse("visits:agency", kwargs=own), f"/proposal/{choice.proposal.code}",
        ]  # fmt: skip


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
    _hold_aside(rated)
    _vote(plenary, by)
    return Stages(rated, plenary, _timetable(ministry, owner, by), _visit(ministry, owner, by))


def _hold_aside(rated: RatedEntry) -> None:
    """A group of ratings that the machine found."""
    rated.clusters.create(
        rule="network", key="zqjejak", size=9, members=[1], block="top", chance=1e-9, held=True, found_at=NOW
    )


def _vote(plenary: Plenary, by: User) -> None:
    """A member has voted, and said why; nobody knows it before the question is closed."""
    person = make_person("Anggota Sidang", email="anggota@zqsurel.example")
    member = plenary.members.create(person=person, by=by, since=NOW, present_at=NOW)
    PlenaryVote.objects.create(question=plenary.questions.get(), member=member, choice="tidak", note="zqsuara", at=NOW)


def _timetable(ministry: Agency, owner: Agency, by: User) -> Slot:
    """Filled, not published: neither the panel nor the team knows when and where."""
    review = make_interview_review(ministry, by, slug="lomba-jadwal", title="Lomba Jadwal", level="nasional")
    slots = make_session(make_plan(review), review.panels.get(name="Tim A"), place="Balai zqjadwal", link=SECRET_LINK)
    make_heard(review, slots[0], owner, code="lomba-jadwal-00001")
    return slots[0]


def _visit(ministry: Agency, owner: Agency, by: User) -> Visit:
    """Planned, not announced; its team has begun to write."""
    competition = make_verified(ministry, slug="lomba-kunjungan", title="Lomba Kunjungan", level="nasional")
    choice = make_choice(make_finalist(competition, owner, code="lomba-kunjungan-00001"), by)
    VisitChoice.objects.filter(pk=choice.pk).update(reason="Ragu zqragu")
    verifier = make_verifier(competition, by, "Verifikator Zqverif")
    visit = make_visit(choice, [verifier], state="direncanakan", place="Balai zqtempat", contact="Sdr. zqkontak")
    fill(visit.record)
    visit.record.content["_umum"] = {"summary": "Temuan zqlapangan", "recommendation": "Saran zqlapangan"}
    visit.record.save()
    return visit


def move_timetable(slot: Slot) -> None:
    """Another place, and an hour later."""
    for one in Slot.objects.filter(session=slot.session).order_by("-starts_at"):
        one.starts_at, one.ends_at = one.starts_at + timedelta(hours=6), one.ends_at + timedelta(hours=6)
        one.save()
    session = slot.session
    session.place, session.link = "Lain", "https://lain.example"
    session.save()


def visit_otherwise(visit: Visit) -> None:
    """Found something else, elsewhere, and why it was chosen."""
    Visit.objects.filter(pk=visit.pk).update(place="Lain", contact="Lain", mode="daring", latitude=None, longitude=None)
    FieldRecord.objects.filter(visit=visit).update(content={})
    VisitChoice.objects.filter(pk=visit.choice_id).update(reason="Lain.")


def rate_otherwise(rated: RatedEntry) -> None:
    """More of them, and other answers."""
    ServiceRating.objects.filter(entry=rated).update(answers=[1, 1, 1], comment="Lain.")
    make_service_rating(rated, 4, 4, 4, comment="Satu lagi.")
