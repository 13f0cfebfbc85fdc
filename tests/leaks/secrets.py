"""What is secret in the planted world, by which marks it is known, and who may see it. Nobody else may.

A secret is looked for twice: its marks in everything that somebody is shown, and by changing it (`stir`), after which
whoever may not see it must be shown exactly the same: also order, counts, headers and numbers of queries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tests.leaks.copies import copy_otherwise, prepare_elsewhere
from tests.leaks.planted import (
    CLOCK,
    COMMENT_A,
    COMMENT_B,
    COMMENT_C,
    HIDDEN_AGENCY,
    HIDDEN_PERSON,
    HIDDEN_UNIT,
    NAME_A,
    NAME_B,
    NAME_C,
    Planted,
)
from tests.leaks.stages import move_timetable, rate_otherwise, visit_otherwise
from tular.features.accounts.models import User
from tular.features.judging.models import (
    Assignment,
    CalibratedScore,
    Calibration,
    Conflict,
    DifferenceCase,
    Disclosure,
    EvaluatorProfile,
    ScoreSheet,
)
from tular.features.proposals.models import Check, Finding
from tular.features.replications.models import TakerWarning
from tular.features.selection.models import ListDraft, Plenary, PlenaryVote

ROLES = (
    "public", "member", "applicant", "team_member", "local_admin", "rival_admin", "hub_admin", "checker",
    "evaluator_a", "evaluator_b", "evaluator_c", "blind_evaluator", "organiser",
)  # fmt: skip

ORGANISER = frozenset({"organiser"})
NOBODY: frozenset[str] = frozenset()

IN_THE_CASE = frozenset({"team_member", "local_admin", "applicant", "hub_admin"})
"""Who works on the copy for its taker; the owner, which was asked; the hub over the taker."""

OWN_CASE = frozenset({"rival_admin"})
"""Who prepares another copy of the same innovation, and was asked by nobody."""

JUDGING = ("judging:", "files:", "notifications:", "portal:desk", "jobs:")
"""Where somebody who must not know an agency reads; that the agency exists is no secret elsewhere."""

Stir = Callable[[Planted], Any]


@dataclass(frozen=True)
class Secret:
    """Something hidden. `within`: addresses at which its marks give it away; everywhere without any."""

    name: str
    marks: tuple[str, ...]
    seen_by: frozenset[str]
    stir: Stir | None = None
    within: tuple[str, ...] = ()
    hidden_from: frozenset[str] = frozenset(ROLES)
    """Whoever is neither here nor in `seen_by` may learn it otherwise."""
    found_by: frozenset[str] = ORGANISER
    """Who has to find it on their walk: that proves that the walk would."""

    def found_in(self, name: str, text: str) -> list[str]:
        """The marks of it that a page of an address called `name` shows."""
        if self.within and not name.startswith(self.within):
            return []
        return [one for one in self.marks if one in text]


def _figure(*values: str) -> tuple[str, ...]:
    """Decimals as machines and as Indonesians write them."""
    return tuple(text for value in values for text in (value, value.replace(".", ",")))


def _of_evaluator(letter: str, name: str, mail: str, comment: str, *marks: str) -> Iterator[Secret]:
    seen_by = ORGANISER | {f"evaluator_{letter}"}

    def other_name(planted: Planted) -> None:
        User.objects.filter(pk=planted.readings[letter].evaluator.person_id).update(
            name="Seseorang Lain", email=f"lain-{letter}@contoh.example"
        )

    def other_marks(planted: Planted) -> None:
        for sheet in ScoreSheet.objects.filter(assignment=planted.readings[letter]):
            sheet.content = {one: {"mark": "12", "comment": "Lain."} for one in sheet.content}
            sheet.total = "12" if sheet.total else ""
            sheet.seconds += 99
            sheet.save()

    def other_state(planted: Planted) -> None:
        Assignment.objects.filter(pk=planted.readings[letter].pk).update(reminders=3, opened_at=None)

    yield Secret(f"name of evaluator {letter}", (name, mail), seen_by, other_name)
    handed_in = letter != "a"
    yield Secret(f"comments of evaluator {letter}", (comment,), seen_by, found_by=ORGANISER if handed_in else NOBODY)
    yield Secret(
        f"marks of evaluator {letter}",
        _figure(*marks),
        seen_by,
        other_marks,
        found_by=ORGANISER if handed_in else NOBODY,
    )
    yield Secret(f"pace of evaluator {letter}", (), seen_by, other_state, found_by=NOBODY)
    yield Secret(f"signature of evaluator {letter}", (f"zqpakta{letter}",), seen_by, found_by=NOBODY)
    yield Secret(
        f"expertise of evaluator {letter}", (f"zqahli{letter}",), seen_by,
        lambda planted: EvaluatorProfile.objects.filter(
            person=planted.readings[letter].evaluator.person_id
        ).update(expertise="Lain"),
        found_by=NOBODY,
    )  # fmt: skip


def _swap_ranks(_planted: Planted) -> None:
    for score in CalibratedScore.objects.all():
        score.rank, score.raw_rank = 3 - (score.rank or 0), 3 - (score.raw_rank or 0)
        score.calibrated, score.raw, score.belongs = 1.0, 2.0, "masuk"
        score.save()


def _decide_otherwise(_planted: Planted) -> None:
    Check.objects.update(decision="lolos", reasons=[], explanation="")


def _of_copies() -> Iterator[Secret]:
    """What the parties of a replication tell each other, what only its taker knows, and what all takers are told."""
    of_case = {
        "need of a replication": ("zqbutuh", "zqkena", "zqharap", "zqambil", "zqubah"),
        "tasks and checks of a replication": ("zqtugas", "zqcentang"),
        "meeting of a replication": ("zqbalai", "zqagenda", "zqlaporan", "zqhadir"),
        "why the owner refused": ("zqtolak",),
        "readiness for a replication": ("zqbukti",),
        "decision on a replication": ("zqputus", "zqpejabat"),
        "measurement of a replication": ("zqukur", "zqsumber"),
        "parts and risks of a replication": ("zqdisini", "zqsebab", "zqrencana"),
        "agreement that is being drafted": ("zqpasal", "zqpihak"),
        "file of a replication": ("zqnama", "zqjudul"),
        "what the file of a replication says": ("zqisi",),
        "sponsor of a replication": ("zqdukung",),
    }
    for name, marks in of_case.items():
        for mark in marks:
            yield Secret(f"{name}: {mark}", (mark,), IN_THE_CASE, found_by=IN_THE_CASE)
    yield Secret("figure of a replication", _figure("63.7184"), IN_THE_CASE, found_by=IN_THE_CASE)
    yield Secret(
        "replication of which its owner knows", (), IN_THE_CASE, lambda planted: copy_otherwise(planted.copies),
        found_by=NOBODY,
    )  # fmt: skip
    yield Secret(
        "what was written before the owner was asked", ("zqdahulu",), frozenset({"team_member"}),
        found_by=frozenset({"team_member"}),
    )  # fmt: skip
    yield Secret(
        "replication that was not told to anybody", ("Zqdiam", "zqsunyi", "zqingin", "zqsendiri", "zqtanya"), OWN_CASE,
        lambda planted: prepare_elsewhere(planted.copies), found_by=OWN_CASE,
    )  # fmt: skip
    yield Secret(
        "warning to takers", ("zqawas",), IN_THE_CASE | OWN_CASE,
        lambda _planted: TakerWarning.objects.update(text="Lain.", settled_at=CLOCK, settled_text="Lain."),
        found_by=IN_THE_CASE | OWN_CASE,
    )  # fmt: skip


SECRETS = (
    *_of_evaluator("a", NAME_A, "zqxa@contoh", COMMENT_A, "64.38"),
    *_of_evaluator("b", NAME_B, "zqxb@contoh", COMMENT_B, "83.17", "47.91", "69.066"),
    *_of_evaluator("c", NAME_C, "zqxc@contoh", COMMENT_C, "91.23", "58.64", "78.194"),
    Secret(
        "why somebody does not judge", ("zqmundur", "Zqxd"), ORGANISER,
        lambda _planted: Assignment.objects.filter(state="tidak-menilai").update(state_reason="Lain."),
    ),
    Secret(
        "conflict on record", ("zqbentur",), ORGANISER,
        lambda _planted: Conflict.objects.filter(source="penyelenggara").update(kind="keluarga", note="Lain."),
    ),
    Secret(
        "conflict that the machine found", ("zqmesin",), ORGANISER,
        lambda _planted: Conflict.objects.filter(source="sistem").update(doubtful=False, kind="keluarga", note="Lain."),
    ),
    Secret(
        "ties that an evaluator tells", ("zqungkap",), ORGANISER | {"evaluator_c"},
        lambda _planted: Disclosure.objects.update(note="Lain."),
    ),
    Secret(
        "ties that an agency tells", ("zqkerabat",), ORGANISER | {"local_admin"},
        lambda planted: planted.competition.ties.update(name="Orang Lain", kind="lainnya"), found_by=NOBODY,
    ),
    Secret(
        "difference between readers", ("zqselisih", "27,43", "31,75"), ORGANISER,
        lambda _planted: DifferenceCase.objects.update(said="Lain.", note="Lain."),
    ),
    Secret(
        "calibration", ("zqkalibrasi",), ORGANISER,
        lambda _planted: Calibration.objects.update(reason="Lain.", sheets=9),
    ),
    Secret("calibrated scores and ranks", _figure("76.54", "77.54", "68.31", "69.31"), ORGANISER, _swap_ranks),
    Secret(
        "decision that is not announced", ("zqperiksa",), ORGANISER | {"checker"}, _decide_otherwise
    ),
    Secret(
        "what the machine found in a proposal", ("zqtemuan",), ORGANISER | {"checker"},
        lambda _planted: Finding.objects.update(sentence="Lain.", needs_person=False),
    ),
    Secret(
        "likeness of proposals", ("zqkembar",), ORGANISER | {"checker"},
        lambda planted: planted.samples.proposal.doublets.update(note="Lain.", title_likeness=1),
    ),
    Secret(
        "list in the making", ("zqdaftar", "zqsurat", "zqralat"), ORGANISER,
        lambda _planted: ListDraft.objects.update(title="Lain", decree="Lain", note="Lain"),
    ),
    Secret(
        "public ratings that are not announced", ("zqwarga",), ORGANISER,
        lambda planted: rate_otherwise(planted.stages.rated),
    ),
    Secret(
        "groups of ratings that are held aside", ("zqjejak",), ORGANISER,
        lambda planted: planted.stages.rated.clusters.update(size=20, held=False), found_by=NOBODY,
    ),
    Secret(
        "votes that are not closed", ("zqsuara",), frozenset(),
        lambda _planted: PlenaryVote.objects.update(choice="setuju", note="Lain."), found_by=NOBODY,
    ),
    Secret(
        "addresses of who sits in a plenary", ("zqsurel",), ORGANISER, found_by=NOBODY,
    ),
    Secret(
        "timetable that is not published", ("zqjadwal", "zqtautan"), ORGANISER,
        lambda planted: move_timetable(planted.stages.slot),
    ),
    Secret(
        "visit that is not announced", ("zqtempat", "zqkontak", "zqragu"), ORGANISER,
        lambda planted: visit_otherwise(planted.stages.visit),
    ),
    Secret("what was found on a visit", ("zqlapangan",), ORGANISER, found_by=NOBODY),
    Secret(
        "pairs that an evaluator compared", ("zqpasang",), ORGANISER | {"evaluator_a"},
        lambda planted: planted.samples.judging.pair.judgements.create(
            number=2, said="kanan", reason="Lain.", by=planted.readings["a"].evaluator.person, at=CLOCK
        ),
        found_by=NOBODY,
    ),
    Secret(
        "plenary that goes on", ("zqketua", "zqruang", "zqnotulen", "zqusul"), ORGANISER,
        lambda planted: Plenary.objects.update(chair="Lain", place="Lain", notes="Lain"), found_by=NOBODY,
    ),
    *_of_copies(),
    Secret(
        "whose a blind proposal is", (HIDDEN_UNIT, HIDDEN_PERSON, HIDDEN_AGENCY, "Wadasbuta", "wadasbuta",
                                      "rahasiabuta", "wiraguna", "Samaran", "lomba-buta-00001", "Pemkab Rhb"),
        ORGANISER, within=JUDGING, hidden_from=frozenset({"blind_evaluator"}),
    ),
)  # fmt: skip


def hidden_from(role: str) -> tuple[Secret, ...]:
    """What somebody in this role must not learn."""
    return tuple(one for one in SECRETS if role not in one.seen_by and role in one.hidden_from)
