"""What may be read of certificates: what anybody with the code is told, and whose PDFs a person may download."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from tular.foundation.documents import codes
from tular.foundation.documents.choices import CertificateState
from tular.foundation.documents.models import Certificate
from tular.foundation.documents.printing import is_the_one
from tular.foundation.ui.shapes import Pages

PAGE = 50

type Readers = Callable[[Any], Q]
_readers: list[Readers] = []


def offer_readers(query: Readers) -> None:
    """Let `query(person)` of a feature say which certificates a person may download; once per query."""
    if query not in _readers:
        _readers.append(query)


@dataclass(frozen=True, slots=True)
class Proof:
    """What somebody who holds the paper is told. `lines` is the facts in the order of the paper."""

    certificate: Certificate
    state: CertificateState
    lines: tuple[tuple[str, str], ...]
    reason: str
    replaced_by: Certificate | None
    replaces: Certificate | None

    @property
    def is_valid(self) -> bool:
        """Whether it holds."""
        return self.state == CertificateState.VALID


def proof_of(certificate: Certificate) -> Proof:
    """All that is told of a certificate; no query when loaded by `certificate_called`."""
    end = getattr(certificate, "end", None)
    former = getattr(certificate, "replaces", None)
    return Proof(
        certificate=certificate,
        state=certificate.state,
        lines=tuple((str(label), str(value)) for label, value in certificate.facts.get("proof", ())),
        reason=end.reason if end else "",
        replaced_by=end.replaced_by if end else None,
        replaces=former.certificate if former else None,
    )


def certificate_called(code: str) -> Certificate | None:
    """The certificate of this code, as `codes.read` gives it."""
    if not codes.is_whole(code):
        return None
    rows = Certificate.objects.select_related("end__replaced_by", "replaces__certificate")
    return rows.filter(code=code).first()


def numbered(number: str) -> Certificate | None:
    """The certificate with this printed number, however its letters and blanks were typed."""
    asked = "".join(number.split())
    return Certificate.objects.select_related("end").filter(number__iexact=asked).first() if asked else None


def certificates_readable_by(person: Any) -> Any:
    """The certificates whose PDF the person may download, as features say."""
    if person is None or not person.is_authenticated:
        return Certificate.objects.none()
    allowed = Q(pk__in=[])
    for query in _readers:
        allowed |= query(person)
    return Certificate.objects.filter(allowed).distinct()


@dataclass(frozen=True, slots=True)
class OwnPage:
    """Certificates to download."""

    words: str
    rows: tuple[Certificate, ...]
    pages: Pages


def own_page(person: Any, words: str, asked: str) -> OwnPage:
    """Those of which every word is in number, holder or title. Two queries besides those of the features."""
    found = certificates_readable_by(person)
    for word in words.split():
        found = found.filter(Q(number__icontains=word) | Q(holder__icontains=word) | Q(title__icontains=word))
    pages = Pages.read(asked, found.count(), PAGE)
    rows = found.select_related("end").order_by("-issued_at", "-pk")[pages.start : pages.start + PAGE]
    return OwnPage(words, tuple(rows), pages)


def is_issued_file(certificate: Certificate, sha256: str) -> bool:
    """Whether a file of this hash is this certificate, byte for byte."""
    return is_the_one(certificate, sha256)
