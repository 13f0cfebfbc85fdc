"""What people call the actions and fields that the trail knows by their names in the program, and who may see what.

    labels.name_action("accounts.sign_in", _("masuk"))            # an action of `foundation.actions` names itself
    labels.name_fields("catalogue.innovationdraft", {"content.summary": _("ringkasan")})
    labels.personal("accounts.user", "email", "phone", may_read=lambda person, pk: str(person.pk) == pk)

A field without a name here is called by its `verbose_name`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise

MayRead = Callable[[Any, str], bool]
"""Whether a person may read the personal data of the subject with this key (as text)."""

_actions: dict[str, str | Promise] = {}
_fields: dict[tuple[str, str], str | Promise] = {}
_personal: dict[tuple[str, str], list[MayRead]] = {}


def name_action(name: str, label: str | Promise) -> None:
    """What history calls an action: a verb, as in "menyetujui catatan"."""
    _actions[name] = label


def action_label(name: str) -> str:
    """The label of an action; its name when the program no longer knows it."""
    return str(_actions.get(name, name))


def name_fields(model: str, names: Mapping[str, str | Promise]) -> None:
    """Names of fields of a model ("app.model"); a part of a JSON field is called "field.part"."""
    _fields.update({(model, field): label for field, label in names.items()})


def field_label(model: str, field: str) -> str:
    """The name given to a field, "" when none was."""
    return str(_fields.get((model, field), ""))


def personal(model: str, *fields: str, may_read: MayRead | None = None) -> None:
    """Personal data: history shows that they changed, their values only to people whom a `may_read` lets.

    May be said several times: each feature that knows who may read adds its own; one that agrees is enough.
    """
    for field in fields:
        readers = _personal.setdefault((model, field), [])
        if may_read and may_read not in readers:
            readers.append(may_read)


def is_personal(model: str, field: str) -> bool:
    """Whether the field was declared personal data."""
    return (model, field) in _personal


def may_read(model: str, field: str, person: Any, subject_id: str) -> bool:
    """Whether the person may see the values of a field of this subject."""
    readers = _personal.get((model, field))
    if readers is None:
        return True
    if person is None or not person.is_authenticated:
        return False
    return any(reader(person, subject_id) for reader in readers)
