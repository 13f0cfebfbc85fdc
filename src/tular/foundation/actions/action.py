"""The wrapper around everything that changes data on behalf of somebody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextvars import ContextVar, Token
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from inspect import signature
from typing import Any, Concatenate, cast

from django.db import models
from django.utils.functional import Promise

from tular.foundation.access.asked import asked_anew
from tular.foundation.access.permissions import require
from tular.foundation.access.refusal import Gone, Stale
from tular.foundation.audit import labels, trail
from tular.foundation.once.versions import values_of, version_of

together = trail.gathered
"""`with together():` several actions in one transaction, all or none; use it instead of `transaction.atomic`.

Take many rows in the order of their keys, so that two people who do the same do not wait for each other for ever.
"""


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
    name: str,
    label: str | Promise,
    *,
    by_system: bool = False,
    secret: tuple[str, ...] = (),
    on_trail: bool = True,
    first: Callable[[Any], models.Model] | None = None,
) -> Callable[[Callable[Concatenate[Subject, Rest], Result]], Callable[Concatenate[Subject, Rest], Result]]:
    """Make a function `f(subject, *, by, now, …)` an action.

    In this order, in one transaction: 1. the subject is locked and read anew (`Gone`); a row that was never saved
    stays as it is; 2. the permission of the same name is asked (`Denied`); 3. a `seen_version` among the arguments
    (every action takes one, also when its function does not) is compared with the row's (`Stale`); 4. the function
    runs and may raise `Refused`; 5. what changed in the subject goes to the audit trail with `reason`. A function that
    creates something is given the place it belongs to as subject and returns the new row: the trail tells of it, and
    of the subject too when that changed. Whatever is raised, nothing stays. Notices and jobs that the function asks
    for (`transaction.on_commit`) leave after the commit of the outermost action.

    The caller's own object is left as it was; take what the function returns, or read the row again.

    `by_system`: may be run without a person (`by=None`), by a job. `secret` fields appear in the trail as changed,
    without their values. `on_trail=False` is for autosave alone: what keeps its own revisions need not fill the trail.
    `first` gives a row that is locked before the subject: those who change several subjects of it, each another one
    first, then go one after the other instead of waiting for each other for ever.
    """

    def decorate(
        function: Callable[Concatenate[Subject, Rest], Result],
    ) -> Callable[Concatenate[Subject, Rest], Result]:
        takes_version = "seen_version" in signature(function).parameters

        @wraps(function)
        def run(subject: Subject, /, *args: Rest.args, **kwargs: Rest.kwargs) -> Result:
            by, now = kwargs.get("by"), kwargs["now"]
            assert isinstance(now, datetime) and now.tzinfo is not None, "`now` is a moment with its zone"
            # Neither the permission nor anything else that decides here may be older than the lock.
            with asked_anew(), together():
                if first is not None:
                    _locked(first(subject))
                locked = _locked(subject)
                if by is not None or not by_system:
                    require(by, name, locked, doing=label)
                seen = kwargs.get("seen_version") if takes_version else kwargs.pop("seen_version", None)
                if seen and seen != version_of(locked):
                    raise Stale
                with _Former(locked, secret) as former:
                    result = function(locked, *args, **kwargs)
                    if on_trail:
                        former.tell(name, result, by=by, now=now, reason=str(kwargs.get("reason") or ""))
            return result

        assert name not in ACTIONS, f"two actions are called {name!r}"
        ACTIONS[name] = ActionSpec(name, label, run, by_system, secret, on_trail)
        labels.name_action(name, label)
        return run

    return decorate


class _Former:
    """The subject as it was before the action, to tell what became of it; open while the action runs.

    An action that calls another on its own subject shares the row with it, so that neither writes over the other, and
    each tells only what it did itself.
    """

    def __init__(self, row: models.Model, secret: tuple[str, ...]) -> None:
        self.row, self.secret = row, secret
        self.pk = None if row._state.adding else row.pk
        self.values = {} if row._state.adding else deepcopy(values_of(row))
        self.token: Token[tuple[_Former, ...]] | None = None

    def __enter__(self) -> _Former:
        self.token = _open.set((*_open.get(), self))
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        assert self.token
        _open.reset(self.token)
        outer = next((one for one in _open.get() if one.row is self.row), None)
        if outer is None:
            return
        if kind:
            # The outer action may go on without this one: the row is again what the database holds.
            for field in self.row._meta.concrete_fields:
                if field.attname in self.values:
                    setattr(self.row, field.attname, self.values[field.attname])
            return
        now = {} if self.row.pk is None else values_of(self.row)
        outer.values.update({name: deepcopy(value) for name, value in now.items() if self.values.get(name) != value})

    def tell(self, name: str, result: Any, *, by: Any, now: datetime, reason: str) -> None:
        """Write to the trail what differs in the subject, and what was created."""
        created = result if isinstance(result, models.Model) and not self._is_subject(result) else None
        changes = self._changes(result if isinstance(result, models.Model) and created is None else self.row)
        # Once is enough when all that happened is that something new came to a place.
        if changes or created is None:
            trail.append(
                name, subject=self.row, by=by, now=now, changes=changes, reason=reason,
                subject_id=self.pk if self.row.pk is None else None,
            )  # fmt: skip
        if created is not None:
            new = _differences({}, values_of(created), self.secret)
            trail.append(name, subject=created, by=by, now=now, changes=new, reason=reason)

    def _is_subject(self, other: models.Model) -> bool:
        return other is self.row or (
            other._meta.model is self.row._meta.model and other.pk == self.pk and self.pk is not None
        )

    def _changes(self, row: models.Model) -> dict[str, Any]:
        deleted = row.pk is None and self.pk is not None
        return _differences(self.values, dict.fromkeys(self.values) if deleted else values_of(row), self.secret)


_open: ContextVar[tuple[_Former, ...]] = ContextVar("open", default=())
"""The subjects of the actions that are running, the outermost first."""


def _locked[Row: models.Model](row: Row) -> Row:
    """The row as it is now, held until the transaction ends; one that was never saved is nobody else's."""
    if row._state.adding or any(one.row is row for one in _open.get()):
        return row
    # The base manager: a default manager may hide rows from lists, never from an action.
    # Of `_meta`: the person of a request is a lazy stand-in, whose type is not the model.
    model = cast("type[Row]", row._meta.model)
    found = model._base_manager.select_for_update(of=("self",)).filter(pk=row.pk).first()
    if found is None:
        raise Gone
    return found


def _differences(before: Mapping[str, Any], after: Mapping[str, Any], secret: tuple[str, ...]) -> dict[str, Any]:
    """Field → (before, after) of what differs; of a new row everything that is not empty."""
    changed = {
        field: (before.get(field), value)
        for field, value in after.items()
        if (value != before[field] if field in before else value not in (None, "", [], {}))
    }
    hidden = {"password", *secret}
    return {field: ("…", "…") if field in hidden else pair for field, pair in changed.items()}
