"""Answering the questions of both profiles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.replications.choices import OPEN, Side
from tular.features.replications.models import Case, Reply
from tular.features.replications.queries.replies import (
    INNOVATION,
    TAKER,
    UNANSWERED,
    Said,
    carriable,
    question_ids,
    said_of,
)
from tular.features.replications.queries.rules import in_language, rules_of
from tular.features.replications.queries.visibility import sides_of
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.audit import trail
from tular.foundation.files.models import StoredFile
from tular.foundation.ui.typed import prose_typed

LONGEST_EVIDENCE = 4_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody answers to a question; `level` None takes the answer back."""

    level: int | None
    evidence: str = ""
    file: StoredFile | None = None

    @property
    def said(self) -> Said:
        """The same as it would be kept."""
        evidence = prose_typed(self.evidence).strip()
        return Said(self.level, evidence, "" if self.file is None else str(self.file.pk))


class Met(Refused):
    """Somebody of the same side saved other answers to these `questions` since the page was opened."""

    def __init__(self, reasons: Mapping[str, str]) -> None:
        super().__init__(*(Reason(text, question) for question, text in reasons.items()))
        self.questions = tuple(reasons)


@action("replications.reply", gettext_lazy("Menjawab pertanyaan kesiapan"), on_trail=False)
def reply(
    case: Case, *, side: str, answers: Mapping[str, Answer], seen: Mapping[str, Said], by: Any, now: datetime,
    reason: str = "",
) -> Case:  # fmt: skip
    """Keep the answers of one side to several questions.

    `seen` is what the page had shown: an answer that was not touched leaves alone what somebody else saved meanwhile;
    one that both changed is refused (`Met`), and then nothing is saved. What one saved oneself before, and whose
    confirmation a bad link lost, is disputed by nobody. An answer above the lowest level without evidence is kept, but
    does not count. Each answer that changed is told in the trail by itself.
    """
    _still_open(case)
    rules = rules_of(case)
    rows = {row.question: row for row in case.replies.filter(side=side).select_related("by", "file")}
    known = _askable(case, side, by)
    wrong, met, changed = [], {}, []
    for question, answer in answers.items():
        held = said_of(rows.get(question))
        mine = _meant(answer.said, held, seen.get(question, UNANSWERED))
        if mine in (held, seen.get(question)):
            continue
        if text := _against(mine, known=question in known, levels=len(rules.levels)):
            wrong.append(Reason(text, question))
        elif held != seen.get(question, UNANSWERED) and not _of(by, rows.get(question)):
            row = rows.get(question)
            met[question] = _said_meanwhile(row, in_language(rules.levels[row.level].name) if row else "")
        else:
            changed.append(question)
    if wrong:
        raise Refused(*wrong)
    if met:
        raise Met(met)
    for question in changed:
        _keep(case, side, question, answers[question], rows.get(question), by=by, now=now)
    return case


@action("replications.carry_replies", gettext_lazy("Mengambil jawaban dari kasus lain"))
def carry_replies(case: Case, *, by: Any, now: datetime, reason: str = "") -> Case:
    """Take the owner's last answers about this innovation over from other cases, where this case has none of theirs.

    Each stays marked with where it came from until it is changed here.
    """
    _still_open(case)
    found = carriable(case, by)
    if not found:
        raise Refused(_("Tidak ada jawaban Anda dari kasus lain yang belum ada di sini."))
    for row in found:
        taken = Reply.objects.create(
            case=case, question=row.question, side=Side.OWNER, level=row.level, evidence=row.evidence,
            file_id=row.file_id, taken_from=row.taken_from or row, by=by, at=now,
        )  # fmt: skip
        _tell("replications.carry_replies", taken, UNANSWERED, by=by, now=now)
    return case


def _still_open(case: Case) -> None:
    if case.state not in OPEN:
        raise Refused(_("Kasus ini sudah berakhir, jadi jawabannya tidak dapat diubah lagi."))


def _askable(case: Case, side: str, by: Any) -> set[str]:
    """The questions that a side answers, if the person acts for it."""
    if side not in sides_of(by, case):
        raise Refused(_("Anda tidak menjawab atas nama pihak ini."))
    rules = rules_of(case)
    parts = (INNOVATION, TAKER) if side == Side.TAKER else (INNOVATION,)
    return {question for part in parts for question in question_ids(rules, part)}


def _meant(mine: Said, held: Said, shown: Said) -> Said:
    """The evidence that was shown with an answer goes with it."""
    kept = {(one.evidence, one.file) for one in (held, shown)} | {("", held.file), ("", shown.file)}
    return UNANSWERED if mine.level is None and (mine.evidence, mine.file) in kept else mine


def _against(mine: Said, *, known: bool, levels: int) -> str:
    """Why an answer cannot be kept, "" when it can."""
    if not known:
        return _("Pertanyaan ini tidak dijawab pihak Anda.")
    if mine.level is None:
        return "" if mine == UNANSWERED else _("Pilih jawabannya juga. Bukti tanpa jawaban tidak dapat disimpan.")
    if not 0 <= mine.level < levels:
        return _("Pilih salah satu jawaban.")
    if len(mine.evidence) > LONGEST_EVIDENCE:
        return _("Bukti paling panjang %(n)d huruf.") % {"n": LONGEST_EVIDENCE}
    return ""


def _of(person: Any, row: Reply | None) -> bool:
    return row is not None and row.by_id == person.pk


def _said_meanwhile(row: Reply | None, word: str) -> str:
    if row is None:
        text = _("Rekan Anda menghapus jawaban ini sementara Anda mengisi.")
    else:
        text = _("%(who)s menyimpan jawaban lain sementara Anda mengisi: %(level)s.") % {
            "who": row.by.name, "level": word,
        }  # fmt: skip
        evidence = "; ".join(filter(None, (row.evidence, row.file.name if row.file else "")))
        if evidence:
            text += " " + _("Buktinya: %(evidence)s.") % {"evidence": evidence.rstrip(".")}
    return text + " " + _("Isian Anda masih ada di sini; simpan lagi bila itu yang berlaku.")


def _keep(case: Case, side: str, question: str, answer: Answer, row: Reply | None, *, by: Any, now: datetime) -> None:
    """Write, change or remove one row, and tell the trail."""
    before, said = said_of(row), answer.said
    if said.level is None:
        assert row is not None, "taking back what was never given is no change"
        # What was taken from it into other cases stays there, with what it came from itself.
        Reply.objects.filter(taken_from=row.pk).update(taken_from=row.taken_from_id)
        _tell("replications.reply", row, before, by=by, now=now, gone=True)
        row.delete()
        return
    row = row or Reply(case=case, question=question, side=side)
    row.level, row.evidence, row.file = said.level, said.evidence, answer.file
    row.taken_from, row.by, row.at = None, by, now
    row.save()
    _tell("replications.reply", row, before, by=by, now=now)


def _tell(name: str, row: Reply, before: Said, *, by: Any, now: datetime, gone: bool = False) -> None:
    """Of an answer that was taken back the case tells: its row is no more."""
    after = UNANSWERED if gone else said_of(row)
    pairs = {"level": (before.level, after.level), "evidence": (before.evidence, after.evidence),
             "file": (before.file, after.file)}  # fmt: skip
    changes: dict[str, Any] = {field: pair for field, pair in pairs.items() if pair[0] != pair[1]}
    trail.append(
        name, subject=row.case if gone else row, by=by, now=now, changes={"question": (None, row.question), **changes}
    )
