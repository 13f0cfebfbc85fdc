"""Comments that say nearly the same: hung on the first of them to share its answer, and taken off again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.modelbooks.actions.moving import refuse_unless_writable
from tular.features.modelbooks.models import Answer, FgdComment
from tular.foundation.actions import Refused, action


@action("modelbooks.group", gettext_lazy("Menyatukan masukan"), first=lambda one: one.round)
def group(comment: FgdComment, *, head: FgdComment, by: Any, now: datetime, reason: str = "") -> FgdComment:
    """Hang a comment on another one that says the same. It goes on counting, and shares that one's answer."""
    refuse_unless_writable(comment.round.book)
    first = FgdComment.objects.select_related("same_as").get(pk=head.pk)
    first = first.same_as or first
    if first.pk == comment.pk or first.round_id != comment.round_id:
        raise Refused(_("Pilih masukan lain dari putaran yang sama."))
    if comment.same_as_id == first.pk:
        raise Refused(_("Masukan ini sudah disatukan dengan yang itu."))
    if Answer.objects.filter(comment=comment).exists():
        raise Refused(_("Masukan ini sudah dijawab sendiri, jadi tidak dapat disatukan lagi."))
    if comment.alike.exists():
        raise Refused(_("Masukan lain sudah disatukan dengan yang ini. Satukan ke sini, atau pisahkan dulu."))
    comment.same_as, comment.grouped_by = first, by
    comment.save(update_fields=["same_as", "grouped_by"])
    return comment


@action("modelbooks.ungroup", gettext_lazy("Memisahkan masukan"), first=lambda one: one.round)
def ungroup(comment: FgdComment, *, by: Any, now: datetime, reason: str = "") -> FgdComment:
    """Let a comment stand alone again; it then needs an answer of its own."""
    refuse_unless_writable(comment.round.book)
    if comment.same_as_id is None:
        raise Refused(_("Masukan ini sudah berdiri sendiri."))
    comment.same_as, comment.grouped_by = None, by
    comment.save(update_fields=["same_as", "grouped_by"])
    return comment
