"""Answering a comment: what was decided, why, and the save that carries the change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.modelbooks.actions.moving import refuse_unless_writable
from tular.features.modelbooks.actions.telling_rounds import tell_answers
from tular.features.modelbooks.choices import Decision
from tular.features.modelbooks.models import Answer, FgdComment, Section
from tular.features.modelbooks.models.review import LONGEST_COMMENT
from tular.features.modelbooks.queries.changes import is_change_since
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.ui.typed import prose_typed


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as it was filled in. `section` and `version` name the change; without them it is still to be named."""

    decision: str
    why: str
    section: Section | None = None
    version: int | None = None


@action("modelbooks.answer", gettext_lazy("Menjawab masukan"), first=lambda one: one.round)
def answer(comment: FgdComment, *, reply: Reply, by: Any, now: datetime, reason: str = "") -> Answer:
    """Decide on a comment, and with it on those that hang on it."""
    refuse_unless_writable(comment.round.book)
    if comment.same_as_id is not None:
        raise Refused(_("Masukan ini dijawab bersama yang serupa. Jawab di sana, atau pisahkan dulu."))
    if Answer.objects.filter(comment=comment).exists():
        raise Refused(_("Masukan ini sudah dijawab. Buka jawabannya untuk membetulkannya."))
    why = _checked(comment, reply)
    made = Answer.objects.create(
        comment=comment,
        decision=reply.decision,
        reason=why,
        section=reply.section,
        version=reply.version,
        by=by,
        at=now,
    )
    if comment.round.closed_at is not None:  # it came late: whoever said it was not told yet
        tell_answers(comment.round, _asked(comment), code="modelbooks.answered", now=now)
    return made


@action("modelbooks.change_answer", gettext_lazy("Membetulkan jawaban"), first=lambda one: one.comment.round)
def change_answer(answer: Answer, *, reply: Reply, by: Any, now: datetime, reason: str = "") -> Answer:
    """Another decision, reason or change; the former stays in the trail. Whoever was told hears of it again."""
    comment = answer.comment
    refuse_unless_writable(comment.round.book)
    why = _checked(comment, reply)
    section = reply.section.pk if reply.section else None
    if (answer.decision, answer.reason, answer.section_id, answer.version) == (
        reply.decision, why, section, reply.version,
    ):  # fmt: skip
        raise Refused(_("Jawabannya masih sama."))
    answer.decision, answer.reason = Decision(reply.decision), why
    answer.section, answer.version = reply.section, reply.version
    answer.by, answer.at = by, now
    answer.save()
    if comment.round.closed_at is not None:
        tell_answers(comment.round, _asked(comment), code="modelbooks.answer_changed", now=now)
    return answer


def _asked(comment: FgdComment) -> Any:
    return FgdComment.objects.filter(Q(pk=comment.pk) | Q(same_as=comment))


def _checked(comment: FgdComment, reply: Reply) -> str:
    """The reason as it is kept. Raises `Refused`."""
    wrong, why = [], prose_typed(reply.why).strip()
    if reply.decision not in Decision.values:
        wrong.append(Reason(_("Pilih diterima, diterima sebagian, atau tidak diterima."), "decision"))
    if not why:
        wrong.append(Reason(_("Tulis alasannya, supaya yang memberi masukan mengerti."), "why"))
    if len(why) > LONGEST_COMMENT:
        wrong.append(Reason(_("Alasan paling panjang %(n)d huruf.") % {"n": LONGEST_COMMENT}, "why"))
    if (reply.section is None) != (reply.version is None) or (
        reply.section is not None and not is_change_since(comment.round.draft, reply.section, reply.version or 0)
    ):
        wrong.append(Reason(_("Pilih simpanan yang dibuat sesudah rancangan ini."), "change"))
    if reply.decision == Decision.DECLINED and reply.section is not None:
        wrong.append(Reason(_("Masukan yang tidak diterima tidak punya perubahan. Kosongkan pilihan ini."), "change"))
    if wrong:
        raise Refused(*wrong)
    return why
