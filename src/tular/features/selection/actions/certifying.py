"""Issuing the certificates of a list, mending and revoking them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.accounts.models import User
from tular.features.competitions.models import Competition
from tular.features.selection import notices, permissions  # noqa: F401 - what people are told, and who may do this
from tular.features.selection.models import Announcement, AwardCertificate
from tular.features.selection.queries.certificates import (
    Planned,
    Signer,
    certificates_page,
    facts_of,
    planned_for,
    title_of,
)
from tular.features.selection.queries.told import admins_by_agency
from tular.foundation.actions import Reason, Refused, action, together
from tular.foundation.documents.actions import Order, issue
from tular.foundation.documents.actions import replace as replace_paper
from tular.foundation.documents.actions import revoke as revoke_paper
from tular.foundation.jobs.actions import start
from tular.foundation.jobs.models import JobRun
from tular.foundation.notifications.actions import notify

LONGEST = {"name": 120, "office": 160, "place": 60, "number": 60, "finalist": 90}
type Progress = Callable[[int, int], None]


@action("selection.certify", gettext_lazy("Menerbitkan sertifikat"))
def certify(
    announcement: Announcement, *, signer: Signer, evaluators: bool, by: Any, now: datetime, reason: str = ""
) -> JobRun:
    """Have all certificates issued that the list calls for and that nobody has yet; a job does it and reports."""
    wrong = []
    for name, said in (("name", _("Isi nama penanda tangan.")), ("office", _("Isi jabatan penanda tangan.")),
                       ("place", _("Isi tempat penandatanganan."))):  # fmt: skip
        if not getattr(signer, name).strip():
            wrong.append(Reason(said, name))
    if not _is_newest(announcement):
        wrong.append(Reason(_("Daftar ini sudah diganti daftar bernomor lebih tinggi. Terbitkan dari yang berlaku.")))
    waiting = [one for one in planned_for(announcement) if one.issued is None and (evaluators or one.line)]
    if not waiting and not wrong:
        wrong.append(Reason(_("Semua sertifikat daftar ini sudah terbit.")))
    if wrong:
        raise Refused(*wrong)
    tidy = Signer(**{name: " ".join(text.split())[: LONGEST[name]] for name, text in asdict(signer).items()})
    title = _("Menerbitkan sertifikat: %(list)s") % {"list": announcement.title}
    told = {"announcement": announcement.pk, "signer": asdict(tidy), "evaluators": evaluators}
    return start("selection.certify", by=by, title=title, arguments=told, now=now)


def issue_all(
    announcement: Announcement, signer: Signer, *, evaluators: bool, by: Any, now: datetime, progress: Progress
) -> list[tuple[Planned, str]]:
    """Issue what is not issued yet, each in a transaction of its own, so that cancelling keeps what is done.

    Returns the holders with their numbers. Whoever may download them is told once.
    """
    waiting = [one for one in planned_for(announcement) if one.issued is None and (evaluators or one.line)]
    made = []
    for done, one in enumerate(waiting):
        progress(done, len(waiting))
        with together():
            Competition.objects.select_for_update().get(pk=announcement.competition_id)  # numbers follow each other
            certificate, new = issue(_order(one, announcement, signer, now), by=by, now=now)
            if new:
                AwardCertificate.objects.create(
                    certificate=certificate, announcement=announcement, line=one.line, holder=one.holder,
                    person_id=one.person_id,
                )  # fmt: skip
                made.append((one, certificate.number))
    _tell(announcement, [one for one, _number in made], now)
    return made


@action("selection.replace_certificate", gettext_lazy("Mengganti sertifikat"))
def replace_certificate(
    award: AwardCertificate, *, holder: str, about: str, by: Any, now: datetime, reason: str = ""
) -> AwardCertificate:
    """Issue it again with the name as it should be; the wrong one says that it was replaced, and why."""
    former = award.certificate
    about = " ".join(about.split())[:200]
    if " ".join(holder.split()) == former.holder and about == former.facts["about"]:
        raise Refused(Reason(_("Belum ada yang berubah. Tulis nama yang benar."), "holder"))
    dated, proof = former.facts["dated"], [list(row) for row in former.facts["proof"]]
    for row in proof:
        if former.facts["about"] and row[1] == former.facts["about"]:
            row[1] = about
    kept = [row for row in proof if row[1]]
    Competition.objects.select_for_update().get(pk=award.announcement.competition_id)
    made = replace_paper(
        former, holder=holder, facts={"about": about, "dated": dated, "proof": kept}, by=by, now=now, reason=reason
    )
    return AwardCertificate.objects.create(
        certificate=made, announcement=award.announcement, line=award.line, holder=award.holder, person=award.person
    )


@action("selection.revoke_certificate", gettext_lazy("Mencabut sertifikat"))
def revoke_certificate(award: AwardCertificate, *, by: Any, now: datetime, reason: str = "") -> AwardCertificate:
    """Let it hold no longer; whoever checks it reads why."""
    revoke_paper(award.certificate, by=by, now=now, reason=reason)
    return award


@action("selection.revoke_outdated", gettext_lazy("Mencabut sertifikat yang tidak lagi sesuai daftar"))
def revoke_outdated(announcement: Announcement, *, by: Any, now: datetime, reason: str = "") -> Announcement:
    """Revoke all certificates of awards that the list that holds does not give any more."""
    if not _is_newest(announcement):
        raise Refused(_("Daftar ini sudah diganti daftar bernomor lebih tinggi."))
    outdated = certificates_page(announcement.competition, announcement.stage).outdated
    if not outdated:
        raise Refused(_("Tidak ada sertifikat yang perlu dicabut."))
    for award in outdated:
        revoke_paper(award.certificate, by=by, now=now, reason=reason)
    return announcement


def sample_of(announcement: Announcement, signer: Signer) -> Order | None:
    """The first certificate as it would be issued, to look at; None where the list calls for none."""
    planned = planned_for(announcement)
    now = timezone.now()
    return replace(_order(planned[0], announcement, signer, now), is_demo=True) if planned else None


def _order(one: Planned, announcement: Announcement, signer: Signer, now: datetime) -> Order:
    competition = announcement.competition
    return Order(
        occasion=one.occasion,
        series=competition.slug.upper()[:60],
        kind=one.kind,
        title=title_of(one, signer),
        holder=one.name,
        issuer=competition.organiser.name,
        facts=facts_of(one, announcement, signer, timezone.localdate(now, timezone.get_default_timezone())),
        is_demo=competition.is_demo,
    )


def _is_newest(announcement: Announcement) -> bool:
    rows = Announcement.objects.filter(competition=announcement.competition_id, stage=announcement.stage)
    return not rows.filter(number__gt=announcement.number).exists()


def _tell(announcement: Announcement, made: list[Planned], now: datetime) -> None:
    by_agency = Counter(one.line.proposal.agency_id for one in made if one.line)
    told: Counter[User] = Counter()
    for agency, admins in admins_by_agency(list(by_agency)).items():
        for admin in admins:
            told[admin] += by_agency[agency]
    people = Counter(one.person_id for one in made if one.person_id)
    for person in User.objects.filter(pk__in=people):
        told[person] = max(told[person], people[person.pk])
    for person, n in told.items():
        notify(
            [person], "selection.certified", path="/sertifikat-saya", now=now, n=n,
            competition=announcement.competition.title,
        )  # fmt: skip
