"""What follows from lists, again: certificates set anew from their frozen facts, awards of winners in the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import groupby
from typing import Any

from tular.features.catalogue.models import Recognition
from tular.features.competitions.models import Competition
from tular.features.competitions.queries.replaying import Step, canonical
from tular.features.selection.models import Announcement, AnnouncementLine, AwardCertificate, WinnerRecord
from tular.features.selection.queries.certificates import standing_lines
from tular.features.selection.queries.listing import stage_label
from tular.features.selection.queries.winners import won_by
from tular.foundation.documents.models import Certificate
from tular.foundation.documents.printing import pdf_of, sha256_of
from tular.foundation.documents.typesetting import made_with


def certificate_steps(competition: Competition) -> Iterator[Step]:
    """What certificates of each list print, and their files, by the versions that set them; a line for each."""
    rows = AwardCertificate.objects.filter(announcement__competition=competition)
    rows = rows.select_related("certificate", "announcement", "line")
    ordered = rows.order_by("announcement__at", "announcement", "certificate__made_with", "certificate__serial")
    for announcement, of_list in groupby(ordered, key=lambda one: one.announcement):
        awards = list(of_list)
        name = f"“{announcement.title}” nomor {announcement.number}"
        yield Step(
            announcement.stage, "certificate", f"Isi {len(awards)} sertifikat dari daftar {name}",
            "\n".join(_columns(one) for one in awards), partial(_printed, awards),
        )  # fmt: skip
        for made, group in groupby(awards, key=lambda one: one.certificate.made_with):
            papers = [one.certificate for one in group]
            yield Step(
                announcement.stage, "certificate", f"Berkas {len(papers)} sertifikat dari daftar {name}",
                "\n".join(f"{one.number} {one.sha256}" for one in papers), partial(_set_again, papers),
                made, made_with(papers[0].template),
            )  # fmt: skip


def _columns(award: AwardCertificate) -> str:
    """What is kept of a certificate beside what it prints, and of the line for which it was issued."""
    one, line = award.certificate, award.line
    told: list[Any] = [one.number, one.holder, one.title, one.issuer]
    if line is not None:
        told += [line.title, line.award_label or one.title]
    return canonical(told)


def _printed(awards: list[AwardCertificate]) -> str:
    lines = []
    for award in awards:
        facts = award.certificate.facts
        told = [facts["number"], facts["holder"], facts["title"][:300], facts["issuer"][:200]]
        if award.line is not None:
            told += [facts["work"], facts["distinction"]]
        lines.append(canonical(told))
    return "\n".join(lines)


def _set_again(papers: list[Certificate]) -> str:
    return "\n".join(f"{one.number} {sha256_of(pdf_of(one))}" for one in papers)


def winner_steps(competition: Competition) -> Iterator[Step]:
    """The awards that the catalogue got from each stage, against the list from which it got them last."""
    rows = WinnerRecord.objects.filter(proposal__competition=competition)
    rows = rows.select_related("proposal", "recognition", "line__announcement__competition", "line__proposal")
    for stage, of_stage in groupby(rows.order_by("stage", "proposal__code"), key=lambda one: one.stage):
        records = list(of_stage)
        last = max(max(one.at, one.recognition.withdrawn_at or one.at) for one in records)
        lists = Announcement.objects.filter(competition=competition, stage=stage, at__lte=last)
        announcement = lists.order_by("number").last()
        if announcement is not None:
            yield Step(
                stage, "winners", f"{stage_label(competition, stage)}: pemenang dalam katalog",
                canonical({one.proposal.code: _recorded(one) for one in records}),
                partial(_winners_again, announcement, records),
            )  # fmt: skip


def _recorded(one: WinnerRecord) -> list[Any]:
    row: Recognition = one.recognition
    label = one.line.award_label or one.line.award
    written = label if row.as_written.startswith(label[:200]) else row.as_written
    return [one.line.award, row.level, row.year, written, row.agency_id, row.withdrawn_at is None]


def _winners_again(announcement: Announcement, records: list[WinnerRecord]) -> str:
    """What the lines give; records whose award the list gives no longer are withdrawn."""
    made = {one.proposal_id: one for one in records}
    found: dict[str, list[Any]] = {}
    for line in standing_lines(announcement):
        if line.award:
            held = made.get(line.proposal_id)
            # A record names the list that first gave its award; a later one says the same in other words.
            found[line.code] = _won(held.line if held and held.line.award == line.award else line, holds=True)
    for one in records:
        found.setdefault(one.proposal.code, _won(one.line, holds=False))
    return canonical(found)


def _won(line: AnnouncementLine, *, holds: bool) -> list[Any]:
    won = won_by(line)
    return [line.award, won.level, won.year, line.award_label or line.award, won.agency_id, holds]
