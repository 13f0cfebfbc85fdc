"""After the list of winners: objections, certificates, feedback, and the catalogue."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from benchmarks.judging.edition.opening import DESK, FINAL, HEARD, Edition
from benchmarks.judging.edition.telling import timed
from tular.features.proposals.queries.people import local_admins_of
from tular.features.selection.actions.certifying import certify
from tular.features.selection.actions.objecting import answer, object_to
from tular.features.selection.actions.recording import record_winners
from tular.features.selection.actions.releasing import release_feedback
from tular.features.selection.choices import Outcome
from tular.features.selection.models import Announcement
from tular.features.selection.queries.certificates import Signer
from tular.features.selection.queries.winners import NEW, winners_of
from tular.foundation.documents.models import Certificate
from tular.foundation.documents.printing import pdf_of
from tular.foundation.jobs.models import JobRun

SAMPLE = 20

Work = Callable[[], None]
"""Does what waits in the background, as `tular work --once`."""


def conclude(edition: Edition, work: Work, now: datetime) -> None:
    """All that follows from the list, once the time for objecting is over."""
    competition, by = edition.competition, edition.secretary
    final = Announcement.objects.get(competition=competition, stage=FINAL)
    with timed("an objection heard and answered"):
        line = final.lines.filter(outcome=Outcome.FAILED).order_by("order")[0]
        admin = local_admins_of(line.proposal)[0]
        objection = object_to(line, text="Contoh: mohon dijelaskan nilainya.", by=admin, now=edition.day(77))
        answer(
            objection, granted=False, answer="Contoh: nilainya sudah sesuai.", by=edition.second, now=edition.day(78)
        )
    for stage in (DESK, HEARD):
        with timed(f"feedback of “{stage}” released") as told:
            released = release_feedback(competition, stage=stage, by=by, now=edition.day(82))
            told += [f"{released.proposals} proposals", f"{released.comments} comments"]
    with timed("winners recorded in the catalogue") as told:
        joins = {
            one.line.code: one.candidates[0].innovation.code if one.candidates and one.candidates[0].same else NEW
            for one in winners_of(final)
        }
        recorded = record_winners(final, joins=joins, by=by, now=edition.day(83))
        told += [f"{recorded.made} records made", f"{recorded.marked} marked"]
    with timed("certificates issued, everybody told (tular work --once)") as told:
        signer = Signer("Contoh Menteri", "Menteri (contoh)", "Jakarta")
        for announcement in (final, Announcement.objects.get(competition=competition, stage=DESK)):
            certify(announcement, signer=signer, evaluators=announcement is final, by=by, now=now)
        work()
        issued = Certificate.objects.filter(series=competition.slug.upper())
        assert issued.exists(), list(JobRun.objects.values_list("name", "state", "traceback").order_by("-pk")[:3])
        sizes = [len(pdf_of(one)) for one in issued[:SAMPLE]]
        told += [f"{issued.count()} certificates", f"PDFs of about {sum(sizes) // len(sizes):,} bytes"]
