"""What happened to some subjects, as people read it: who, when, what, from what to what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tular.foundation.audit import labels
from tular.foundation.audit.models import AuditEntry
from tular.foundation.audit.queries.wording import LONG, Piece, in_words, moment, readable, word_difference

PAGE = 20
"""Entries on a page."""

type Subjects = Iterable[models.Model | tuple[type[models.Model], Iterable[Any]]]
"""Rows, or a model with the keys of its rows."""


@dataclass(frozen=True, slots=True)
class Change:
    """One field: what it was and what it became, "" when empty; long texts as `pieces` of a word difference.

    `hidden` says why values are not shown: "personal" or "secret".
    """

    label: str
    before: str = ""
    after: str = ""
    pieces: tuple[Piece, ...] = ()
    hidden: str = ""


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One thing that was done. `who` is "" for the system itself; `demo` marks a made-up person."""

    number: int
    at: datetime
    when: str
    who: str
    demo: bool
    what: str
    subject: str
    reason: str
    channel: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class History:
    """A page of a history, newest first, of `count` entries in all, `size` to a page."""

    entries: tuple[HistoryEntry, ...]
    count: int
    page: int
    size: int


def history(
    subjects: Subjects, person: Any, *, page: int = 1, size: int = PAGE, since: datetime | None = None
) -> History:
    """The history of the subjects as this person may read it; a page out of range is brought into it.

    What was done before `since` is left out: for who may know the subjects only from then on.

    Whether the person may see the subjects at all is asked before. Personal data are masked by what `labels` knows.
    Queries: two, one for the people, and one for each kind of row that the changes point to.
    """
    rows = AuditEntry.objects.filter(_about(subjects)).order_by("-number")
    if since is not None:
        rows = rows.filter(at__gte=since)
    count = rows.count()
    page = min(max(1, page), max(1, -(-count // size)))
    found = list(rows[(page - 1) * size : page * size])
    names = _names(found)
    made_up = _made_up(found)
    return History(tuple(_entry(row, person, names, made_up) for row in found), count, page, size)


def _about(subjects: Subjects) -> Q:
    keys: dict[str, set[str]] = defaultdict(set)
    for one in subjects:
        if isinstance(one, models.Model):
            keys[one._meta.label_lower].add(str(one.pk))
        else:
            model, pks = one
            keys[model._meta.label_lower].update(map(str, pks))
    about = Q(pk__in=[])
    for kind, ids in keys.items():
        about |= Q(subject_type=kind, subject_id__in=ids)
    return about


def _model(kind: str) -> type[models.Model] | None:
    try:
        return apps.get_model(kind)
    except (LookupError, ValueError):
        return None


def _fields(kind: str) -> dict[str, models.Field[Any, Any]]:
    """The fields of a kind of subject by the names under which changes are kept."""
    model = _model(kind)
    if model is None:
        return {}
    columns = {field.attname: field for field in model._meta.concrete_fields}
    return columns | {field.name: field for field in model._meta.many_to_many}


def _names(rows: Sequence[AuditEntry]) -> dict[type[models.Model], dict[str, str]]:
    """What the rows are called that foreign keys among the changes point to: one query for each model."""
    wanted: dict[type[models.Model], set[Any]] = defaultdict(set)
    for row in rows:
        fields = _fields(row.subject_type)
        for name, pair in row.changes.items():
            field = fields.get(name)
            if field is None or not field.is_relation or not isinstance(field.related_model, type):
                continue
            for value in pair:
                wanted[field.related_model].update(value if isinstance(value, list) else [value])
    return {
        model: {str(row.pk): str(row) for row in model._base_manager.filter(pk__in=keys - {None, "", "…"})}
        for model, keys in wanted.items()
    }


def _made_up(rows: Sequence[AuditEntry]) -> set[int]:
    """Keys of the people of the demo."""
    people = {row.person_id for row in rows if row.person_id}
    if not people:
        return set()
    return set(get_user_model()._base_manager.filter(pk__in=people, is_demo=True).values_list("pk", flat=True))


def _entry(
    row: AuditEntry, person: Any, names: Mapping[type[models.Model], Mapping[str, str]], made_up: set[int]
) -> HistoryEntry:
    fields = _fields(row.subject_type)
    changes: list[Change] = []
    # In the order of the model: databases keep the parts of an object in orders of their own.
    order = {name: index for index, name in enumerate(fields)}
    for name in sorted(row.changes, key=lambda name: (order.get(name, len(order)), name)):
        before, after = row.changes[name]
        field = fields.get(name)
        if field is not None and field.primary_key:
            continue
        changes += _changes(row, name, field, before, after, person, names)
    return HistoryEntry(
        number=row.number,
        at=row.at,
        when=moment(row.at, getattr(person, "zone", "")),
        who=row.person_name,
        demo=row.person_id in made_up,
        what=capfirst(labels.action_label(row.action)),
        subject=row.subject_name,
        reason=row.reason,
        channel=channel(row.channel),
        changes=tuple(changes),
    )


def _changes(
    row: AuditEntry,
    name: str,
    field: models.Field[Any, Any] | None,
    before: Any,
    after: Any,
    person: Any,
    names: Mapping[type[models.Model], Mapping[str, str]],
) -> list[Change]:
    """The change of a field; of a JSON object one for each part that differs."""
    label = _label(row.subject_type, name, field)
    if before == after == "…":
        return [Change(label, hidden="secret")]
    plain = field.name if field is not None else name
    if not labels.may_read(row.subject_type, plain, person, row.subject_id):
        return [Change(label, hidden="personal")]
    zone = getattr(person, "zone", "")
    related = field.related_model if field is not None else None
    called = names.get(related, {}) if isinstance(related, type) else {}
    if isinstance(before or {}, dict) and isinstance(after or {}, dict) and (before or after):
        return _parts(row.subject_type, name, label, before or {}, after or {}, zone)
    return [_change(label, in_words(before, field, called, zone), in_words(after, field, called, zone))]


def _parts(
    kind: str, name: str, label: str, before: Mapping[str, Any], after: Mapping[str, Any], zone: str
) -> list[Change]:
    changes = []
    for key in dict.fromkeys([*before, *after]):
        if before.get(key) != after.get(key):
            part = labels.field_label(kind, f"{name}.{key}") or f"{label}: {readable(key)}"
            changes.append(
                _change(
                    capfirst(part), in_words(before.get(key), None, {}, zone), in_words(after.get(key), None, {}, zone)
                )
            )
    return sorted(changes, key=lambda change: change.label)


def _change(label: str, before: str, after: str) -> Change:
    if before and after and max(len(before), len(after)) > LONG:
        return Change(label, before, after, tuple(word_difference(before, after)))
    return Change(label, before, after)


def _label(kind: str, name: str, field: models.Field[Any, Any] | None) -> str:
    plain = field.name if field is not None else name
    return capfirst(
        labels.field_label(kind, plain, str(field.verbose_name) if field is not None else "") or readable(plain)
    )


def channel(code: str) -> str:
    """Through which door something was done, in words; "" when unknown."""
    known = {
        "web": _("lewat halaman"),
        "api": _("lewat API"),
        "command": _("lewat perintah"),
        "job": _("lewat pekerjaan latar"),
    }
    return known.get(code, "")
