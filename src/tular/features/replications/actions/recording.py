"""Recording a replication that happened outside the platform, with the papers that show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.agencies.models import Agency
from tular.features.catalogue.choices import StopReason
from tular.features.catalogue.models import Innovation
from tular.features.replications.actions.moving import publish, told_of
from tular.features.replications.actions.starting import Told, tell, version_of_today
from tular.features.replications.choices import CaseState, Purpose, ReplicationState, WorkModel
from tular.features.replications.models import Case, CaseFile, Replication
from tular.features.replications.queries.people import people_of_owner, reviewers_of, without
from tular.features.replications.queries.recording import claimable, same_year
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.files.models import StoredFile
from tular.foundation.notifications.actions import notify

LONGEST_NOTE = 2_000

STATES = {
    ReplicationState.PLANNED: (CaseState.PREPARING, "kebutuhan"),
    ReplicationState.SIGNED: (CaseState.AGREED, "belajar"),
    ReplicationState.RUNNING: (CaseState.RUNNING, "pelaksanaan"),
    ReplicationState.STOPPED: (CaseState.STOPPED, "pelaksanaan"),
}
"""What can be recorded, as state of the case and step at which its work stands. Proof takes measurements."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document and what it is."""

    title: str
    file: StoredFile


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of a replication that happened already. `seen_on` is the last day on which it was seen to run.

    `claims` is the row of a source that tells of the same replication: the case takes its place.
    """

    state: str
    agreed_on: date | None = None
    began_on: date | None = None
    ended_on: date | None = None
    seen_on: date | None = None
    stop_reason: str = ""
    note: str = ""
    source_url: str = ""
    papers: tuple[Paper, ...] = ()
    claims: Replication | None = None

    @property
    def year(self) -> int | None:
        """In which year it began, as far as known."""
        day = self.began_on or self.agreed_on or self.ended_on
        return day.year if day else None


@action("replications.record", gettext_lazy("Mencatat replikasi yang sudah terjadi"))
def record(
    taker: Agency, *, innovation: Innovation, told: Told, past: Past, by: Any, now: datetime, reason: str = ""
) -> Case:
    """Enter it in the state that is said; everybody reads it at once, as told by the taker, and the owner hears of it.

    Raises `Refused` for days that cannot be, for what shows nothing, and for what is recorded already.
    """
    wrong = _wrong(taker, innovation, past, by, now)
    if wrong:
        raise Refused(*wrong)
    state, step = STATES[ReplicationState(past.state)]
    case = Case(
        innovation=innovation, owner=innovation.agency, taker=taker, rulebook=version_of_today(now), recorded=True,
        state=state, state_at=now, step=step, created_by=by, created_at=now, contact=by,
        agreed_on=past.agreed_on, began_on=past.began_on, ended_on=past.ended_on, replication=past.claims,
        is_demo=bool(getattr(by, "is_demo", False)),
    )  # fmt: skip
    if state == CaseState.STOPPED:
        case.stop_reason, case.state_reason = past.stop_reason, past.note.strip()
    tell(case, told, by, now)
    # Who worked together with the owner is seen by the owner; who worked alone is not the owner's case.
    case.owner_told_at = now if case.model != WorkModel.ALONE else None
    case.save(force_insert=True)
    for one in past.papers:
        CaseFile.objects.create(case=case, purpose=Purpose.EVIDENCE, title=one.title, file=one.file, by=by, at=now)
    publish(case, now)
    _add_what_sources_tell(case, past)
    case.save()
    path = case.path if case.owner_told_at else f"/inovasi/{innovation.slug}#peniru"
    notify(without(people_of_owner(case), by), "replications.recorded", path=path, now=now, **told_of(case))
    notify(without(reviewers_of(case), by), "replications.recorded", path=case.path, now=now, **told_of(case))
    return case


def _add_what_sources_tell(case: Case, past: Past) -> None:
    row = case.replication
    assert row is not None
    # Data in Indonesian, like all notes of the network: everybody reads beside the state who says so.
    row.seen_on, row.note = past.seen_on, f"Menurut penerima, dicatat sesudah terjadi. {past.note.strip()}".strip()
    row.source_url = past.source_url or row.source_url
    row.save()


def _wrong(taker: Agency, innovation: Innovation, past: Past, by: Any, now: datetime) -> list[Reason]:
    if past.state not in STATES:
        text = _("Pilih keadaannya. Terbukti baru dapat dinyatakan setelah ada ukurannya.")
        return [Reason(text, "state")]
    found = [Reason(text, field) for field, text in (*_wrong_days(past, now), *_missing(past))]
    if len(past.note) > LONGEST_NOTE:
        found.append(Reason(_("Paling panjang %(n)d huruf.") % {"n": LONGEST_NOTE}, "note"))
    rows = claimable(taker, innovation, by)
    if past.claims is not None and past.claims not in rows:
        found.append(Reason(_("Catatan sumber itu tidak dapat diambil alih. Muat ulang halamannya."), "claims"))
    same = same_year(taker, innovation, past.year, but=past.claims, by=by)
    if same is not None and same in rows:
        text = _("Sumber sudah mencatat replikasi ini untuk tahun yang sama. Pilih catatan itu di bawah ini.")
        found.append(Reason(text, "claims"))
    elif same is not None:
        text = _("Replikasi inovasi ini oleh instansi yang sama untuk tahun yang sama sudah tercatat: %(code)s.")
        found.append(Reason(text % {"code": same.code}))
    return found


def _wrong_days(past: Past, now: datetime) -> list[tuple[str, str]]:
    """Days that lie ahead, or in the wrong order."""
    today = timezone.localdate(now, timezone.get_default_timezone())
    days = [("agreed_on", past.agreed_on), ("began_on", past.began_on), ("seen_on", past.seen_on),
            ("ended_on", past.ended_on)]  # fmt: skip
    found = [(name, _("Tanggal itu belum tiba.")) for name, day in days if day and day > today]
    if past.agreed_on and past.began_on and past.began_on < past.agreed_on:
        found.append(("began_on", _("Mulai dijalankan sebelum kesepakatannya. Periksa kedua tanggal itu.")))
    if past.began_on and past.seen_on and past.seen_on < past.began_on:
        found.append(("seen_on", _("Terakhir terlihat berjalan sebelum mulai. Periksa kedua tanggal itu.")))
    first = past.began_on or past.agreed_on
    if first and past.ended_on and past.ended_on < first:
        found.append(("ended_on", _("Berhenti sebelum mulai. Periksa kedua tanggal itu.")))
    if past.ended_on and past.seen_on and past.seen_on > past.ended_on:
        found.append(("seen_on", _("Terlihat berjalan sesudah berhenti. Periksa kedua tanggal itu.")))
    return found


def _missing(past: Past) -> list[tuple[str, str]]:
    """What a state needs, and what contradicts it."""
    found = []
    if past.state == ReplicationState.SIGNED and not past.agreed_on:
        found.append(("agreed_on", _("Isi tanggal kesepakatannya.")))
    if past.state in (ReplicationState.PLANNED, ReplicationState.SIGNED) and past.began_on:
        found.append(("state", _("Anda mengisi tanggal mulai dijalankan. Pilih “berjalan” atau “berhenti”.")))
    if past.state == ReplicationState.PLANNED and past.agreed_on:
        found.append(("state", _("Anda mengisi tanggal kesepakatan. Pilih “kesepakatan ditandatangani”.")))
    if past.state == ReplicationState.RUNNING and not past.began_on:
        found.append(("began_on", _("Isi tanggal mulai dijalankan.")))
    if past.state == ReplicationState.RUNNING and not past.seen_on:
        found.append(("seen_on", _("Isi kapan terakhir diketahui berjalan.")))
    if past.state == ReplicationState.STOPPED:
        if not past.ended_on:
            found.append(("ended_on", _("Isi tanggal berhentinya.")))
        if past.stop_reason not in StopReason.values:
            found.append(("stop_reason", _("Pilih alasan berhentinya.")))
        if not past.note.strip():
            found.append(("note", _("Tulis apa yang terjadi; alasan berhenti adalah pelajaran bagi yang lain.")))
    elif past.ended_on:
        found.append(("state", _("Anda mengisi tanggal berhenti. Pilih “berhenti”, atau kosongkan tanggalnya.")))
    if not past.papers and not past.source_url and past.claims is None:
        found.append(("paper_1", _("Unggah paling sedikit satu dokumen, atau tulis alamat sumbernya.")))
    return found
