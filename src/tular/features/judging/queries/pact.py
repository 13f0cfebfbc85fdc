"""The pact of integrity: its text, who signed it, and who still has to."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tular.features.competitions.models import Competition
from tular.features.judging.models import Evaluator, IntegrityPact, Review
from tular.features.judging.queries.visibility import evaluators_of
from tular.foundation.rulebooks.versions import rules_of

SOURCES = (
    ("https://menpan.go.id/site/berita-terkini/rakornis-top99", "menpan.go.id, Rakornis Top 99 (2018)"),
    ("/aturan/kipp-2018", "PermenPANRB 3/2018"),
)
"""Where the national practice can be read: evaluators sign a pact, and the ministry takes no part in marks."""


def asks_pact(competition: Competition) -> bool:
    """Whether its rulebook lets nobody mark before having signed; no query with `rulebook` loaded."""
    return rules_of(competition.rulebook).integrity_pact


def pact_text(competition: Competition) -> str:
    """What is signed: paragraphs parted by empty lines. The wording is Tular's own, the practice is national."""
    return "\n\n".join(
        (
            _("Saya menilai dalam %(competition)s, dan menyatakan:") % {"competition": competition.title},
            _("1. Saya menilai setiap proposal sendiri, jujur, dan hanya menurut kriteria buku aturannya."),
            _(
                "2. Saya menyatakan setiap benturan kepentingan segera setelah mengetahuinya, dan tidak menilai "
                "proposal dari instansi saya sendiri, yang saya dampingi, atau yang ikut saya tulis."
            ),
            _("3. Saya tidak menerima apa pun dari pengusul, dan tidak menghubungi mereka tentang penilaian ini."),
            _(
                "4. Saya merahasiakan isi proposal, nilai, dan komentar sampai penyelenggara mengumumkannya, juga "
                "terhadap penilai lain selama aturan belum mengizinkan membahasnya."
            ),
            _("5. Saya tidak mewakilkan penilaian kepada orang lain atau kepada mesin."),
            _(
                "6. Saya tahu bahwa penyelenggara tidak ikut memberi nilai, bahwa setiap perubahan nilai tercatat, dan "
                "bahwa pelanggaran pakta ini mengakhiri tugas saya."
            ),
        )
    )


def digest_of(text: str) -> str:
    """SHA-256 of the text in UTF-8, in hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def has_signed(person: Any, competition: Competition) -> bool:
    """Whether the person signed the pact of the competition."""
    return IntegrityPact.objects.filter(competition=competition, person_id=person.pk).exists()


def is_sworn(person: Any, competition: Competition) -> bool:
    """Whether nothing is left to sign: they did, or nobody asks for it. What a flow calls `sworn`."""
    return not asks_pact(competition) or has_signed(person, competition)


def pact_of(person: Any, competition: Competition) -> IntegrityPact | None:
    """The pact as the person signed it."""
    return IntegrityPact.objects.filter(competition=competition, person_id=person.pk).first()


def competition_judged_by(person: Any, slug: str) -> Competition | None:
    """The competition in which the person judges; None for everybody else."""
    mine = evaluators_of(person).values("review__competition")
    return Competition.objects.filter(pk__in=mine, slug=slug).select_related("rulebook", "organiser").first()


def unsigned_in(review: Review) -> QuerySet[Evaluator]:
    """Those who judge now and have not signed; nobody where the rulebook asks for no pact."""
    if not asks_pact(review.competition):
        return Evaluator.objects.none()
    signed = IntegrityPact.objects.filter(competition=review.competition_id).values("person")
    return Evaluator.objects.filter(review=review, left_at__isnull=True).exclude(person__in=signed)
