"""Beginning a case: who takes over what, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.agencies.models import Agency, ServiceUnit
from tular.features.agencies.queries.roles import roles_of
from tular.features.catalogue.choices import State
from tular.features.catalogue.models import Innovation
from tular.features.events.models import Event
from tular.features.modelbooks.models import Edition
from tular.features.modelbooks.queries.editions import leans_on
from tular.features.replications.choices import OPEN, CaseState, Kind, WorkModel
from tular.features.replications.models import Case, Replication
from tular.features.replications.models.case import LONGEST_NEED
from tular.features.replications.queries.figures import day_of
from tular.features.replications.queries.rules import IDENTITY, todays_rules
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.rulebooks import registry
from tular.foundation.rulebooks.actions import new_version, read_text, same_text
from tular.foundation.rulebooks.models import RulebookVersion


@dataclass(frozen=True, slots=True)
class Told:
    """What the taker says of a case; see the fields of `Case`."""

    name: str
    need: str
    model: str
    kind: str
    affected: str = ""
    wish: str = ""
    sponsor: str = ""
    takes: str = ""
    changes: str = ""
    model_reason: str = ""
    wished_start: date | None = None
    unit: ServiceUnit | None = None
    facilitator: Agency | None = None
    learned_from: Replication | None = None


@dataclass(frozen=True, slots=True)
class From:
    """From where the taker came: a published model book, or an event they know of. Neither: the innovation itself."""

    edition: Edition | None = None
    event: Event | None = None


ITSELF = From()
"""They came from the innovation."""


@action("replications.start", gettext_lazy("Memulai replikasi"))
def start(
    taker: Agency, *, innovation: Innovation, told: Told, by: Any, now: datetime, came: From = ITSELF, reason: str = ""
) -> Case:
    """Begin a case for an agency. It is private to its people until interest is sent or it runs."""
    if innovation.state != State.PUBLISHED:
        raise Refused(_("Inovasi ini sudah ditarik dari katalog, jadi replikasi baru tidak dapat dimulai darinya."))
    if came.edition is not None and not leans_on(came.edition, innovation):
        raise Refused(_("Inovasi ini bukan rujukan buku model itu. Pilih salah satu inovasi rujukannya."))
    same = Case.objects.filter(taker=taker, innovation=innovation, unit=told.unit, state__in=OPEN).first()
    if same is not None:
        text = _("Replikasi inovasi ini oleh instansi yang sama sudah dibuka: %(code)s. Lanjutkan yang itu.")
        raise Refused(text % {"code": same.code})
    case = Case(
        innovation=innovation, owner=innovation.agency, taker=taker, rulebook=version_of_today(now),
        state_at=now, step=todays_rules().steps[0].name.id, created_by=by, created_at=now, contact=by,
        is_demo=bool(getattr(by, "is_demo", False)), edition=came.edition, event=came.event,
    )  # fmt: skip
    tell(case, told, by, now)
    case.save(force_insert=True)
    return case


@action("replications.describe", gettext_lazy("Mengubah uraian replikasi"))
def describe(case: Case, *, told: Told, by: Any, now: datetime, reason: str = "") -> Case:
    """Another need, way of working, or parts. The way of working is fixed once the owner was asked."""
    fixed = case.state not in (CaseState.PREPARING, CaseState.RETURNED)
    if fixed and (told.model != case.model or told.facilitator != case.facilitator):
        text = _("Pemilik sudah ditanya dengan model ini. Batalkan atau mulai lagi bila modelnya berubah.")
        raise Refused(Reason(text, "model"))
    tell(case, told, by, now)
    case.save()
    return case


def tell(case: Case, told: Told, by: Any, now: datetime) -> None:
    """Put what was told into the case. Raises `Refused` with a reason at each field that cannot be."""
    wrong = [Reason(text, field) for field, text in (*_wrong(case, told, by), *_wrong_day(case, told, now))]
    if wrong:
        raise Refused(*wrong)
    for name in ("name", "need", "model", "kind", "affected", "wish", "sponsor", "takes", "changes", "model_reason",
                 "wished_start", "unit", "facilitator", "learned_from"):  # fmt: skip
        setattr(case, name, getattr(told, name))
    case.step = case.step if case.step in {one.name.id for one in todays_rules().steps_of(case.model)} else "kebutuhan"


def version_of_today(now: datetime) -> RulebookVersion:
    """The published version of the rules as they are in the file; published here when nobody has begun under it."""
    data = registry.entry(IDENTITY).read()
    known = same_text(read_text(data, f"{IDENTITY}.toml"))
    if known is not None:
        return known
    note = _("Aturan yang dibawa versi aplikasi ini.")
    return new_version(data, f"{IDENTITY}.toml", note=note, by=None, now=now)


def _wrong(case: Case, told: Told, by: Any) -> list[tuple[str, str]]:
    found = []
    if not told.name.strip():
        found.append(("name", _("Tulis namanya di instansi Anda.")))
    if not told.need.strip():
        found.append(("need", _("Tulis masalah yang ingin diselesaikan, dengan angkanya.")))
    for field in ("need", "affected", "wish", "takes", "changes", "model_reason"):
        if len(getattr(told, field)) > LONGEST_NEED:
            found.append((field, _("Paling panjang %(n)d huruf.") % {"n": LONGEST_NEED}))
    if told.model not in WorkModel.values:
        found.append(("model", _("Pilih modelnya.")))
    if told.kind not in Kind.values:
        found.append(("kind", _("Pilih jenisnya.")))
    found += _of_parties(case, told)
    roles = roles_of(by)
    if told.unit is None and case.taker.pk not in roles.agencies and case._state.adding:
        found.append(("unit", _("Pilih unit Anda.")))
    if told.learned_from is not None and told.learned_from.innovation_id != case.innovation.pk:
        found.append(("learned_from", _("Replikasi itu dari inovasi lain.")))
    return found


def _wrong_day(case: Case, told: Told, now: datetime) -> list[tuple[str, str]]:
    """A wished day that is over before it is wished; one that was written down earlier may have passed since."""
    day = told.wished_start
    if day is None or day == case.wished_start or day >= day_of(now):
        return []
    return [("wished_start", _("Tanggal itu sudah lewat. Pilih hari ini atau sesudahnya, atau kosongkan."))]


def _of_parties(case: Case, told: Told) -> list[tuple[str, str]]:
    """What cannot be because of who takes part."""
    found = []
    own = case.owner.pk == case.taker.pk
    if own and (told.kind != Kind.SCALING or told.model != WorkModel.ALONE):
        text = _("Instansi Anda sendiri pemiliknya. Catat sebagai perluasan dengan model mandiri.")
        found.append(("kind", text))
    if not own and told.kind == Kind.SCALING:
        found.append(("kind", _("Perluasan hanya untuk pemilik inovasi. Pilih adopsi atau adaptasi.")))
    if told.model == WorkModel.FACILITATED and told.facilitator is None:
        found.append(("facilitator", _("Pilih instansi yang memfasilitasi.")))
    if told.facilitator is not None and told.facilitator.pk in (case.owner.pk, case.taker.pk):
        found.append(("facilitator", _("Fasilitator harus instansi lain daripada pemilik dan penerima.")))
    if told.unit is not None and told.unit.agency_id != case.taker.pk:
        found.append(("unit", _("Unit ini bukan unit instansi penerima.")))
    return found
