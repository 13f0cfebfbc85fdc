"""A competition from a rulebook: prepared, described, opened to the public, adopted corrections, ended."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.accounts.models import User
from tular.features.agencies.models import Agency
from tular.features.competitions import permissions  # noqa: F401 - registers the permissions of the actions below
from tular.features.competitions.actions.calendar import Span, set_window
from tular.features.competitions.actions.categories import CategoryText, add_category
from tular.features.competitions.actions.checks import must_be_running, must_say_why, one_line
from tular.features.competitions.actions.following import asks_anew
from tular.features.competitions.actions.people import tell_invited
from tular.features.competitions.choices import CompetitionState, WindowKind
from tular.features.competitions.models import Competition
from tular.features.competitions.queries.concerned import people_concerned
from tular.features.competitions.queries.rulebook import holds_a_competition
from tular.features.competitions.queries.visibility import competitions_to_feed, level_of
from tular.features.competitions.queries.windows import window_of
from tular.foundation.actions import Reason, Refused, action
from tular.foundation.notifications.actions import notify
from tular.foundation.rulebooks.models import RulebookVersion
from tular.foundation.rulebooks.versions import rules_of

LONGEST_TITLE, LONGEST_DECREE, LONGEST_SLUG, LONGEST_ABOUT = 300, 120, 80, 20_000
RESERVED = {"baru", "statistik", "kalender", "kelola"}
"""Words that addresses below /kompetisi have taken."""

TAKEN = gettext_lazy("Alamat ini sudah dipakai. Tambahkan tahun atau nama daerahnya.")


@dataclass(frozen=True, slots=True)
class Description:
    """What an organiser says of an edition besides its rules."""

    title: str
    year: int
    decree: str = ""
    about: str = ""
    feeds: Competition | None = None
    slug: str = ""
    """Where it is found; only of a new one, whose address stays for ever."""
    windows: Sequence[Span] = field(default=())
    categories: Sequence[CategoryText] = field(default=())


@action("competitions.create", gettext_lazy("menyiapkan kompetisi"))
def create_competition(
    agency: Agency, *, rulebook: RulebookVersion, said: Description, by: User, now: datetime, reason: str = ""
) -> Competition:
    """A competition of this agency under a published rulebook, seen by its own people only until it is announced.

    Raises `Refused` for a rulebook with a gap that matters, an address that is taken, and spans that cannot be.
    """
    if agency.until:
        raise Refused(_("%(agency)s sudah tidak ada; pilih penerusnya.") % {"agency": agency.name})
    _must_have_no_gap(rulebook)
    made = Competition(
        organiser=agency, level=level_of(agency), rulebook=rulebook, slug=_free_slug(said.slug),
        state=CompetitionState.PREPARED, state_at=now, created_by=by, created_at=now,
    )  # fmt: skip
    _say(made, said, by)
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:  # another agency took the address at the same moment
        raise Refused(Reason(str(TAKEN), "slug")) from None
    for span in said.windows:
        set_window(made, span=span, by=by, now=now)
    for category in said.categories:
        add_category(made, said=category, by=by, now=now)
    return made


@action("competitions.describe", gettext_lazy("mengubah keterangan kompetisi"))
def describe_competition(
    competition: Competition, *, said: Description, by: User, now: datetime, reason: str = ""
) -> Competition:
    """Another title, year, decree or call; once it is open, the competition that it feeds stays."""
    must_be_running(competition)
    if competition.state != CompetitionState.PREPARED and said.feeds != competition.feeds:
        raise Refused(Reason(_("Setelah dibuka, tujuan para pemenang tidak diganti lagi."), "feeds"))
    _say(competition, said, by)
    competition.save()
    return competition


@action("competitions.announce", gettext_lazy("membuka kompetisi"))
def announce_competition(competition: Competition, *, by: User, now: datetime, reason: str = "") -> Competition:
    """Everybody sees it from now on. Raises `Refused` without a submission that still lies ahead."""
    must_be_running(competition)
    if competition.state != CompetitionState.PREPARED:
        raise Refused(_("Kompetisi ini sudah dibuka."))
    _must_have_no_gap(competition.rulebook)
    window = window_of(competition, WindowKind.SUBMISSION)
    if window is None:
        raise Refused(_("Isi dulu jadwal pengajuan proposal: kapan dibuka dan kapan ditutup."))
    if window.closes_at <= now:
        raise Refused(_("Pengajuan sudah ditutup menurut jadwalnya. Perbaiki jadwal itu, lalu buka kompetisinya."))
    competition.state, competition.state_at, competition.state_reason = CompetitionState.OPEN, now, ""
    competition.save()
    groups = {one.id: one.label for one in rules_of(competition.rulebook).groups}
    for invitation in competition.invitations.select_related("agency", "competition"):
        tell_invited(invitation, groups.get(invitation.group, invitation.group), now)
    return competition


@action("competitions.adopt", gettext_lazy("memakai koreksi buku aturan"))
def adopt_correction(
    competition: Competition, *, version: RulebookVersion, by: User, now: datetime, reason: str
) -> Competition:
    """The same rulebook in a later, corrected version, for a reason that everybody concerned reads."""
    must_be_running(competition)
    why = must_say_why(reason)
    before = competition.rulebook
    if version.identity != before.identity or version.number <= before.number:
        raise Refused(_("Koreksi adalah versi lebih baru dari buku aturan yang sama."))
    _must_have_no_gap(version)
    rules = rules_of(version)
    groups, stages = {one.id for one in rules.groups}, {one.id for one in rules.stages} | {""}
    if lost := set(competition.invitations.values_list("group", flat=True)) - groups:
        text = _("Versi ini tidak lagi mengenal kelompok %(names)s, padahal ada yang diundang ke sana.")
        raise Refused(text % {"names": ", ".join(sorted(lost))})
    if lost := set(competition.windows.values_list("stage", flat=True)) - stages:
        text = _("Versi ini tidak lagi mengenal tahap %(names)s, padahal tahap itu ada di jadwal.")
        raise Refused(text % {"names": ", ".join(sorted(lost))})
    competition.rulebook = version
    competition.save()
    asks_anew(competition)
    if competition.state == CompetitionState.OPEN:
        notify(
            people_concerned(competition), "competitions.adopted", path=f"/kompetisi/{competition.slug}", now=now,
            competition=competition.title, number=version.number, reason=why,
        )  # fmt: skip
    return competition


@action("competitions.finish", gettext_lazy("menyatakan kompetisi selesai"))
def finish_competition(competition: Competition, *, by: User, now: datetime, reason: str = "") -> Competition:
    """It is over: nothing changes any more, everything stays to be read."""
    must_be_running(competition)
    window = window_of(competition, WindowKind.SUBMISSION)
    if competition.state != CompetitionState.OPEN or window is None or window.closes_at > now:
        raise Refused(_("Kompetisi selesai sesudah dibuka dan pengajuannya ditutup."))
    competition.state, competition.state_at, competition.state_reason = CompetitionState.FINISHED, now, reason.strip()
    competition.save()
    return competition


@action("competitions.cancel", gettext_lazy("membatalkan kompetisi"))
def cancel_competition(competition: Competition, *, by: User, now: datetime, reason: str) -> Competition:
    """It is not held, for a reason that everybody reads. Proposals stay with their writers."""
    must_be_running(competition)
    why = must_say_why(reason)
    was_open = competition.state == CompetitionState.OPEN
    competition.state, competition.state_at, competition.state_reason = CompetitionState.CANCELLED, now, why
    competition.save()
    if was_open:
        notify(
            people_concerned(competition), "competitions.cancelled", path=f"/kompetisi/{competition.slug}", now=now,
            competition=competition.title, reason=why,
        )  # fmt: skip
    return competition


def _say(competition: Competition, said: Description, by: User) -> None:
    competition.title = one_line(said.title, LONGEST_TITLE, "title", missing=_("Tulis nama kompetisinya."))
    if not 2000 <= said.year <= 2100:
        raise Refused(Reason(_("Tahunnya di antara 2000 dan 2100."), "year"))
    competition.year = said.year
    competition.decree = one_line(said.decree, LONGEST_DECREE, "decree")
    if len(said.about) > LONGEST_ABOUT:
        text = _("Paling panjang %(count)d huruf. Singkatkan dulu.") % {"count": LONGEST_ABOUT}
        raise Refused(Reason(text, "about"))
    competition.about = said.about.strip()
    feeds = said.feeds
    if feeds not in (None, competition.feeds) and feeds not in competitions_to_feed(competition, by):
        raise Refused(Reason(_("Pemenang tidak dapat diteruskan ke kompetisi itu."), "feeds"))
    competition.feeds = feeds


def _free_slug(text: str) -> str:
    slug = text.strip().lower()
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) or len(slug) > LONGEST_SLUG:
        raise Refused(Reason(_("Alamat hanya huruf kecil, angka, dan tanda hubung. Contoh: kovablik-2027."), "slug"))
    if slug in RESERVED or Competition.objects.filter(slug=slug).exists():
        raise Refused(Reason(str(TAKEN), "slug"))
    return slug


def _must_have_no_gap(rulebook: RulebookVersion) -> None:
    if not holds_a_competition(rulebook):
        raise Refused(Reason(_("Buku aturan ini bukan tentang kompetisi."), "rulebook"))
    gaps = [gap.sentence for gap in rules_of(rulebook).gaps if gap.blocks]
    if gaps:
        raise Refused(Reason(_("Buku aturan ini belum lengkap: %(gaps)s.") % {"gaps": "; ".join(gaps)}, "rulebook"))
