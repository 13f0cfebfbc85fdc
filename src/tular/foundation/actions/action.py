"""The wrapper around everything that changes data on behalf of somebody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate

from django.db import models, transaction
from django.utils.functional import Promise

from tular.foundation.access.permissions import require
from tular.foundation.audit import trail


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """What is known of an action: its one name, which is also its permission, and what history calls it."""

    name: str
    label: str | Promise
    function: Callable[..., Any]
    by_system: bool
    secret: tuple[str, ...]
    on_trail: bool


ACTIONS: dict[str, ActionSpec] = {}
"""All actions by name; filled as the features are loaded."""


def action[Subject: models.Model, **Rest, Result](
    name: str, label: str | Promise, *, by_system: bool = False, secret: tuple[str, ...] = (), on_trail: bool = True
) -> Callable[[Callable[Concatenate[Subject, Rest], Result]], Callable[Concatenate[Subject, Rest], Result]]:
    """Make a function `f(subject, *, by, now, …)` an action.

    In this order, in one transaction: 1. the subject is locked and read anew; 2. the permission of the same name is
    asked (`Denied`); 3. the function runs and may raise `Refused`; 4. what changed in the subject goes to the audit
    trail with `reason`. A function that creates something is given the place it belongs to as subject and returns the
    new row, of which the trail then tells. Notices and jobs that the function asks for leave after the commit.

    `by_system`: may be run without a person (`by=None`), by a job. `secret` fields appear in the trail as changed,
    without their values. `on_trail=False` is for autosave alone: what keeps its own revisions need not fill the trail.
    """

    def decorate(
        function: Callable[Concatenate[Subject, Rest], Result],
    ) -> Callable[Concatenate[Subject, Rest], Result]:
        @wraps(function)
        def run(subject: Subject, /, *args: Rest.args, **kwargs: Rest.kwargs) -> Result:
            by, now = kwargs.get("by"), kwargs["now"]
            assert isinstance(now, datetime)
            with transaction.atomic():
                locked = _locked(subject)
                if by is not None or not by_system:
                    require(by, name, locked)
                before = _values(locked)
                result = function(locked, *args, **kwargs)
                if not on_trail:
                    return result
                about = result if isinstance(result, models.Model) else locked
                former: Mapping[str, Any] = before if about is locked or _same(about, locked) else {}
                trail.append(
                    name,
                    subject=about,
                    by=by,
                    now=now,
                    changes=_changes(former, _values(about), secret),
                    reason=str(kwargs.get("reason") or ""),
                )
            return result

        assert name not in ACTIONS, f"two actions are called {name!r}"
        ACTIONS[name] = ActionSpec(name, label, run, by_system, secret, on_trail)
        return run

    return decorate


def _locked[Row: models.Model](row: Row) -> Row:
    """The row as it is now, held until the transaction ends. Raises `DoesNotExist` when it is gone."""
    model = type(row)
    return model._default_manager.select_for_update(of=("self",)).get(pk=row.pk)


def _same(one: models.Model, other: models.Model) -> bool:
    return type(one) is type(other) and one.pk == other.pk


def _values(row: models.Model) -> dict[str, Any]:
    return {field.attname: field.value_from_object(row) for field in row._meta.concrete_fields}


def _changes(before: Mapping[str, Any], after: Mapping[str, Any], secret: tuple[str, ...]) -> dict[str, Any]:
    """Field → (before, after) of what differs; of a new row everything that is not empty."""
    changed = {
        field: (before.get(field), value)
        for field, value in after.items()
        if (value != before[field] if field in before else value not in (None, "", [], {}))
    }
    return {field: ("…", "…") if field in secret else _plain(pair) for field, pair in changed.items()}


def _plain(pair: tuple[Any, Any]) -> tuple[Any, Any]:
    first, second = (str(value) if isinstance(value, models.fields.files.FieldFile) else value for value in pair)
    return first, second
