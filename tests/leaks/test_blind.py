"""Where evaluators must not know whose a proposal is, nothing that they get leads back to it."""

from __future__ import annotations

from tests.factories.competitions import make_competition, make_rulebook
from tests.factories.judging import make_review
from tests.factories.selection import arrived
from tests.leaks.conftest import browser
from tests.leaks.crawler import visit
from tests.leaks.planted import BLIND, CLOCK, Planted
from tests.leaks.secrets import SECRETS
from tular.features.judging.actions.reviewing import renew_entries
from tular.features.selection.models import Announcement, StageOutcome

WHOSE = next(secret for secret in SECRETS if secret.name == "whose a blind proposal is")


def test_numbers_do_not_follow_the_list_that_everybody_reads(planted: Planted) -> None:
    """The list goes by code: as its tenth line, number 10 would be as good as a name."""
    book = make_rulebook(BLIND.replace("Lomba Uji", "Lomba Buta Lain"), identity="lomba-buta-lain")
    competition = make_competition(planted.competition.organiser, rulebook=book)
    organiser = planted.people["organiser"]
    Announcement.objects.create(
        competition=competition, stage="administrasi", number=1, title="Hasil", decree="1",
        decree_on=CLOCK.date(), sha256="0" * 64, by=organiser, at=CLOCK,
    )  # fmt: skip
    for _number in range(12):
        made = arrived(competition, planted.samples.agency)
        StageOutcome.objects.create(proposal=made, stage="administrasi", outcome="lolos", at=CLOCK)
    assert organiser is not None
    review = make_review(competition, organiser)
    renew_entries(review, now=CLOCK, reason="")
    codes = list(review.entries.order_by("number").values_list("proposal__code", flat=True))
    assert len(codes) == 12 and codes != sorted(codes)
    renew_entries(review, now=CLOCK, reason="")
    assert codes == list(review.entries.order_by("number").values_list("proposal__code", flat=True))


def test_texts_files_and_their_headers_name_nobody(planted: Planted) -> None:
    client = browser(planted, "blind_evaluator")
    reading, proposal = planted.blind.judging.reading, planted.blind.proposal
    pages = [
        visit(client, f"/penilaian/{reading.pk}?kriteria=dampak&bagian={part}") for part in ("ringkasan", "dampak")
    ]
    for row in proposal.files.select_related("file"):
        pages += [visit(client, f"/berkas/{row.file_id}/{name}") for name in (row.attachment, row.file.name)]
    assert [page.status for page in pages[:2]] == [200, 200]
    assert [(page.path, found) for page in pages for found in WHOSE.marks if found in page.text] == []
    assert "disamarkan" in pages[0].text
