"""A competition in the middle of judging whose secrets are words and figures that stand nowhere else.

The rows of `tests.actions_samples` with a ministry as organiser, so that Sidoarjo is only an applicant; around them
three evaluators, the reasons and figures of judging, and what was decided but not announced. Beside it a competition
whose evaluators must not know whose the proposals are, and an innovation that two agencies copy.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from tests.actions_samples import World, make_world
from tests.factories.catalogue import make_agency, make_province, make_regency
from tests.factories.checking import make_version
from tests.factories.competitions import (
    NOW,
    RULEBOOK,
    full_content,
    make_competition,
    make_proposal,
    make_rulebook,
)
from tests.factories.judging import make_entry, make_evaluator, make_reading, make_review, make_sheet
from tests.factories.selection import arrived, check
from tests.factories.submitting import attach
from tests.leaks.copies import Copies, plant_copies
from tests.leaks.stages import Stages, plant_stages
from tests.people import make_member, make_person, make_unit
from tular.features.accounts.models import User
from tular.features.agencies.choices import Role
from tular.features.agencies.models import Agency, Hub
from tular.features.competitions.models import Competition
from tular.features.judging.actions.calibrating import compute_calibration
from tular.features.judging.actions.conflicts import record_conflict
from tular.features.judging.actions.declaring import disclose
from tular.features.judging.actions.marking import hand_in, mark, open_reading
from tular.features.judging.models import (
    Assignment,
    Conflict,
    Evaluator,
    EvaluatorProfile,
    IntegrityPact,
)
from tular.features.proposals.models import Finding, Proposal
from tular.features.selection.models import PlenaryMember
from tular.features.visits.models import Verifier, VisitPhoto
from tular.foundation.files.models import StoredFile

CLOCK = NOW + timedelta(hours=2)
"""The moment at which everybody looks: marking and submission are open."""

BLIND = RULEBOOK.replace('kind = "scored_desk_review"', 'kind = "scored_desk_review"\nblind = true').replace(
    'id = "video"\nlabel = "Tautan video"',
    'id = "gambar"\nlabel = "Gambar alur"\nanonymous = true\nformat = "PDF"\nmax_mib = 2\n\n'
    '[[attachments]]\nid = "video"\nlabel = "Tautan video"',
)

NAME_A, NAME_B, NAME_C = "Rahasia Satu Zqxa", "Rahasia Dua Zqxb", "Rahasia Tiga Zqxc"
COMMENT_A, COMMENT_B, COMMENT_C = "Komentar zqaalfa", "Komentar zqbbeta", "Komentar zqcgama"
HIDDEN_UNIT, HIDDEN_PERSON = "Puskesmas Wadasbuta", "Wiraguna Samaran"
HIDDEN_AGENCY = "Pemerintah Kabupaten Rahasiabuta"


@dataclass(frozen=True)
class Planted:
    """Both competitions as samples of addresses, who looks, and what is secret in them."""

    samples: World
    blind: World
    people: dict[str, User | None]
    readings: dict[str, Assignment]
    """Evaluator's letter → their reading of the proposal that A and B read."""
    undecided: Proposal
    """Of Gresik; checked, not announced."""
    stages: Stages
    copies: Copies

    @property
    def competition(self) -> Competition:
        """The one whose evaluators may know whose the proposals are."""
        return self.samples.competition

    def worlds(self, role: str) -> tuple[World, ...]:
        """What addresses are filled with for somebody: their own, what is hidden from them, and what lies beside."""
        judging = self.samples.judging
        readings = [
            replace(self.samples, judging=replace(judging, reading=one))
            for one in self.readings.values()
            if one != judging.reading
        ]
        undecided = replace(self.samples, proposal=self.undecided)
        beside = {
            "public": (self.blind, undecided, *readings),
            "applicant": (undecided, *readings),
            "local_admin": (self.blind, undecided),
            "rival_admin": (undecided,),
            "checker": (undecided,),
            "evaluator_a": (self.blind, *readings),
            "evaluator_b": readings,
            "evaluator_c": readings,
            "blind_evaluator": (self.blind,),
            "organiser": (self.blind, undecided, *readings),
        }
        return (self.samples, *beside.get(role, ()))


def plant() -> Planted:
    """All of it, in an empty database and always in the same order, so that the same rows have the same keys."""
    jatim = make_province("35", "Jawa Timur", short_name="Jatim")
    ministry = make_agency("Kemen PANRB", kind="kementerian")
    province = make_agency("Pemerintah Provinsi Jawa Timur", kind="provinsi", region=jatim)
    hub = Hub.objects.create(agency=province, year=2024)
    sidoarjo = make_agency("Pemerintah Kabupaten Sidoarjo", region=make_regency("35.15", "Sidoarjo", jatim))
    gresik = make_agency("Pemerintah Kabupaten Gresik", region=make_regency("35.25", "Gresik", jatim))
    unit = make_unit(sidoarjo, "Puskesmas Contoh Taman")
    people = _people(ministry, hub, sidoarjo, gresik, unit)
    samples = make_world(sidoarjo, unit, people["applicant"], people["local_admin"])
    Competition.objects.update(organiser=ministry, level="nasional")
    samples.competition.refresh_from_db()
    # Who sits in a plenary may see its ranking; the evaluators of this world do not.
    PlenaryMember.objects.update(left_at=NOW, left_reason="Berhenti.")
    # The agency knows who visits it: somebody else than those who mark.
    verifier = make_person("Verifikator Contoh")
    Verifier.objects.update(person=verifier)
    VisitPhoto.objects.update(by=verifier)
    samples.staff.person = people["checker"]
    samples.staff.save()
    readings = _judging(samples, people, gresik)
    undecided = _selection(samples, people, gresik)
    blind = _blind(samples, people, jatim)
    people["team_member"] = samples.bystander
    people["evaluator_a"] = readings["a"].evaluator.person
    people["evaluator_b"] = readings["b"].evaluator.person
    people["evaluator_c"] = readings["c"].evaluator.person
    people["blind_evaluator"] = blind.judging.reading.evaluator.person
    stages = plant_stages(ministry, sidoarjo, people["organiser"])
    lamongan = make_agency("Pemerintah Kabupaten Lamongan", region=make_regency("35.24", "Lamongan", jatim))
    copies = plant_copies(samples, lamongan, gresik, people)
    return Planted(samples, blind, {"public": None, **people}, readings, undecided, stages, copies)


def _people(ministry: Agency, hub: Hub, sidoarjo: Agency, gresik: Agency, unit: Any) -> dict[str, Any]:
    def member(role: Role, place: Any, name: str) -> User:
        return make_member(role, place, person=make_person(name)).person

    return {
        "member": make_person("Anggota Biasa"),
        "applicant": member(Role.UNIT, unit, "Upp Taman"),
        "local_admin": member(Role.AGENCY, sidoarjo, "Admin Sidoarjo"),
        "rival_admin": member(Role.AGENCY, gresik, "Admin Gresik"),
        "hub_admin": member(Role.HUB, hub, "Hub Jatim"),
        "checker": make_person("Pemeriksa Contoh"),
        "organiser": member(Role.AGENCY, ministry, "Sekretaris Contoh"),
    }


def _judging(samples: World, people: dict[str, Any], gresik: Agency) -> dict[str, Assignment]:
    """A begins, B has handed in, C of another team reads another proposal; reasons, figures and cases around them."""
    judging, organiser = samples.judging, people["organiser"]
    review = judging.review
    evaluators = {"a": _called(judging.reading.evaluator, NAME_A)}
    other_team = review.panels.create(name="Tim B")
    for letter, name, panel in (("b", NAME_B, judging.panel), ("c", NAME_C, other_team)):
        evaluators[letter] = _called(make_evaluator(review, panel=panel), name)
    entry = judging.reading.entry
    second = make_entry(review, arrived(samples.competition, gresik, code="lomba-contoh-00002"))
    readings = {
        "a": judging.reading,
        "b": make_reading(evaluators["b"], entry),
        "c": make_reading(evaluators["c"], second),
    }
    sheet = judging.reading.sheets.get()
    sheet.content = {"dampak": {"mark": "64.38", "comment": COMMENT_A}}
    sheet.save()
    for letter, marks, comment in (("b", ("83.17", "47.91"), COMMENT_B), ("c", ("91.23", "58.64"), COMMENT_C)):
        _marked(readings[letter], marks, comment)
    record_conflict(evaluators["a"], entry=second, kind="lainnya", note="Alasan zqbentur", by=organiser, now=CLOCK)
    Conflict.objects.filter(pk=judging.conflict.pk).update(note="Petunjuk zqmesin", doubtful=True)
    disclose(
        evaluators["c"], agency=samples.agency, kind="lainnya", note="Pernah zqungkap", by=evaluators["c"].person,
        now=CLOCK,
    )  # fmt: skip
    left = make_reading(make_evaluator(review, person=_evaluating("Rahasia Empat Zqxd")), entry)
    Assignment.objects.filter(pk=left.pk).update(state="tidak-menilai", state_reason="Karena zqmundur")
    for letter, one in evaluators.items():
        EvaluatorProfile.objects.update_or_create(
            person=one.person, defaults={"expertise": f"Keahlian zqahli{letter}", "updated_at": NOW}
        )
        IntegrityPact.objects.create(
            competition=samples.competition, person=one.person, text="Pakta.", sha256="0" * 64,
            signed_as=f"Tertanda zqpakta{letter}", at=NOW,
        )  # fmt: skip
    second.cases.create(purpose="diskusi", said="Berselisih 31,75 poin", opened_at=NOW)
    case = entry.cases.get()
    case.said, case.note = "Berselisih 27,43 poin", "Catatan zqselisih"
    case.save()
    samples.judging.pair.judgements.create(
        number=1, said="kiri", reason="Lebih kuat zqpasang", by=judging.reading.evaluator.person, at=NOW
    )
    samples.judging.tie.name = "Kerabat zqkerabat"
    samples.judging.tie.save()
    _calibrated(samples, (entry, second), organiser)
    return readings


def _evaluating(name: str) -> User:
    person = make_person(name, email=f"{name.rsplit(maxsplit=1)[-1].lower()}@contoh.example")
    return make_member(Role.EVALUATOR, person=person).person  # type: ignore[return-value] # the one user model


def _called(evaluator: Evaluator, name: str) -> Evaluator:
    person = evaluator.person
    person.name, person.email = name, f"{name.rsplit(maxsplit=1)[-1].lower()}@contoh.example"
    person.save()
    return evaluator


def _marked(reading: Assignment, marks: tuple[str, str], comment: str) -> None:
    """Handed in by its evaluator, as in life: with saves, history and trail."""
    person = reading.evaluator.person
    sheet = open_reading(reading, by=person, now=CLOCK)
    for criterion, value in zip(("dampak", "kebaruan"), marks, strict=True):
        content = {"mark": value.replace(".", ","), "comment": comment}
        mark(sheet, by=person, now=CLOCK, section=criterion, content=content, base=0)
    hand_in(Assignment.objects.get(pk=reading.pk), by=person, now=CLOCK)
    reading.refresh_from_db()


def _calibrated(samples: World, entries: tuple[Any, ...], by: User) -> None:
    """As computed, with figures of our own."""
    made = compute_calibration(samples.judging.review, by=by, now=CLOCK, progress=lambda *_told: None)
    made.reason = "Rancangan zqkalibrasi"
    made.save()
    made.scores.all().delete()
    for rank, (entry, value) in enumerate(zip(entries, (76.54, 68.31), strict=True), start=1):
        made.scores.create(
            entry=entry, pool=0, readings=2, apart=19.26, raw=value, raw_rank=rank, calibrated=value + 1, low=value - 5,
            high=value + 5, rank=rank, low_rank=1, high_rank=2, p_in=0.5, belongs="ambang", gain=0.3,
        )  # fmt: skip


def _selection(samples: World, people: dict[str, Any], gresik: Agency) -> Proposal:
    """Decided by a checker, and a list in the making."""
    draft = samples.list_draft
    draft.title, draft.decree, draft.note = "Daftar zqdaftar", "SK zqsurat", "Ralat zqralat"
    draft.save()
    proposal = arrived(samples.competition, gresik, code="lomba-contoh-00003")
    check(proposal, people["checker"], "incomplete", explanation="Berkas zqperiksa")
    Finding.objects.create(
        proposal=samples.proposal, submission=samples.proposal.submissions.get(), code="incomplete",
        sentence="Mesin zqtemuan", needs_person=True, at=NOW,
    )  # fmt: skip
    samples.doublet.note = "Mirip zqkembar"
    samples.doublet.save()
    return _written(proposal, people["rival_admin"])


def _written(proposal: Proposal, person: User) -> Proposal:
    proposal.team.create(person=person, since=NOW)
    proposal.comments.create(section="ringkasan", text="Sebut jumlahnya.", by=person, at=NOW)
    return proposal


def _blind(samples: World, people: dict[str, Any], jatim: Any) -> World:
    """The same stage without names: whose the proposal is stands in its answers, title, files and links."""
    agency = make_agency(HIDDEN_AGENCY, region=make_regency("35.99", "Rahasiabuta", jatim), abbreviation="Pemkab Rhb")
    unit = make_unit(agency, HIDDEN_UNIT)
    author = make_member(Role.UNIT, unit, person=make_person(HIDDEN_PERSON)).person
    book = make_rulebook(BLIND, identity="lomba-buta", title="Lomba Buta")
    competition = make_competition(
        samples.competition.organiser, slug="lomba-buta", title="Lomba Buta", rulebook=book, level="nasional"
    )
    content = full_content(competition)
    content["_umum"]["title"] = f"Posyandu {HIDDEN_UNIT}"
    content["ringkasan"]["ringkasan"] = f"{HIDDEN_AGENCY} dan {HIDDEN_UNIT}, ditulis {HIDDEN_PERSON}, #rahasiabuta."
    content["dampak"]["hasil"] = "Hubungi wiraguna@rahasiabuta.example atau https://rahasiabuta.example/inovasi."
    proposal = make_proposal(
        competition, agency, unit=unit, by=author, code="lomba-buta-00001", content=content, state="diajukan"
    )
    _written(proposal, author)
    review = make_review(competition, people["organiser"], running=True)
    panel = review.panels.create(name="Tim Buta")
    for attachment in ("pernyataan", "gambar"):
        row = attach(proposal, attachment)
        StoredFile.objects.filter(pk=row.file_id).update(name=f"{attachment}-puskesmas-wadasbuta.pdf")
    make_version(proposal)
    evaluator = make_evaluator(review, panel=panel, person=_evaluating("Penilai Buta"))
    reading = make_reading(evaluator, make_entry(review, proposal))
    make_sheet(reading, done=False, dampak="80")
    reading.entry.cases.create(purpose="diskusi", said="Berselisih.", opened_at=NOW)
    conflict = Conflict.objects.create(
        evaluator=make_evaluator(review), entry=reading.entry, kind="instansi", source="sistem", at=NOW
    )
    organiser = people["organiser"]
    judging = replace(
        samples.judging,
        profile=EvaluatorProfile.objects.create(person=evaluator.person, updated_at=NOW), review=review, panel=panel,
        reading=reading, conflict=conflict,
        plan=review.plans.create(number=1, canonical="{}", sha256="0" * 64, feasible=True, by=organiser, at=NOW),
        bulk=review.bulk_assignments.create(given=[[1, 1]], by=organiser, at=NOW),
        tie=competition.ties.create(agency=agency, name="Orang Dalam", kind="keluarga", by=author, at=NOW),
    )  # fmt: skip
    return replace(
        samples, competition=competition, window=competition.windows.first(), category=competition.categories.get(),
        proposal=proposal, judging=judging, agency=agency, unit=unit, file=proposal.files.first().file,
    )  # fmt: skip
