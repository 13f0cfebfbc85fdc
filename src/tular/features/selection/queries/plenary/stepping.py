"""What the organiser does once a list is out, as a way to each page."""

from __future__ import annotations

from urllib.parse import urlencode

from django.utils.translation import gettext as _

from tular.engines.rulebook.competition import Stage
from tular.features.competitions.choices import CompetitionState
from tular.features.competitions.models import Competition
from tular.features.judging.models import Review
from tular.features.judging.queries.rules import MARKED
from tular.features.ratings.models import PublicRating
from tular.features.selection.models import Announcement
from tular.features.selection.queries.listing import gives_awards
from tular.features.selection.queries.plenary.stages import CHOOSES, RATED
from tular.foundation.rulebooks.versions import rules_of

Step = tuple[str, str, str]
"""Label, address, and what it is good for."""


def steps_after(announcement: Announcement) -> list[Step]:
    """The ways on from the newest list of a stage, for whoever runs the competition. Two queries."""
    competition, stage = announcement.competition, announcement.stage
    slug, asked = competition.slug, urlencode({"tahap": stage})
    found = [(_("Jawab sanggah"), f"/seleksi/{slug}/sanggah", _("Instansi menyanggah selama masa sanggahnya."))]
    follows = next_stage(announcement)
    if follows is not None and competition.state == CompetitionState.OPEN:
        found.append(follows)
    if announcement.plenary_id:
        found.append(
            (_("Lepas umpan balik"), f"/seleksi/{slug}/umpan-balik", _("Komentar penilai bagi setiap pengusul."))
        )
    if gives_awards(announcement):
        found.append((_("Terbitkan sertifikat"), f"/seleksi/{slug}/sertifikat?{asked}", _("Bernomor, dengan kode QR.")))
        found.append(
            (
                _("Masukkan pemenang ke katalog"), f"/seleksi/{slug}/katalog?{asked}",
                _("Dari isian proposal, tanpa diketik ulang."),
            )
        )  # fmt: skip
    note = _("Yang terbit tidak berubah; pembetulan menjadi daftar bernomor baru dengan alasannya.")
    found.append((_("Betulkan daftar ini"), f"/seleksi/{slug}/daftar?{asked}", note))
    return found


def next_stage(announcement: Announcement) -> Step | None:
    """The stage that follows in the rulebook; None after the last one."""
    competition = announcement.competition
    rules = rules_of(competition.rulebook)
    this = rules.stage(announcement.stage)
    after = sorted((one for one in rules.stages if this and one.order > this.order), key=lambda one: one.order)
    if not after:
        return None
    label = _("Siapkan %(stage)s") % {"stage": after[0].label}
    return label, path_of_stage(competition, after[0]), _("Tahap berikutnya.")


def path_of_stage(competition: Competition, stage: Stage) -> str:
    """Where the organiser goes on with a stage, or begins it; the page of the competition where it has none."""
    base = f"/kompetisi/{competition.slug}"
    if stage.kind in MARKED:
        begun = Review.objects.filter(competition=competition, stage=stage.id).exists()
        return f"{base}/penilaian/{stage.id}" if begun else f"{base}/penilaian/{stage.id}/siapkan"
    if stage.kind == RATED:
        begun = PublicRating.objects.filter(competition=competition, stage=stage.id).exists()
        return f"{base}/kebermanfaatan/kelola" if begun else f"{base}/kebermanfaatan/kelola/buka"
    ways = {
        "field_verification": f"{base}/verifikasi/{stage.id}", "checklist": f"/seleksi/{competition.slug}",
        CHOOSES: f"{base}/pleno/{stage.id}",
    }  # fmt: skip
    return ways.get(stage.kind, f"{base}/kelola")
