"""Letters and agreements as files: who gets them, marked as drafts until signed."""

from __future__ import annotations

import io
import zipfile
from datetime import date, timedelta

import pytest
from django.test import Client, override_settings

from tests.factories.replications import NOW, make_case, make_paper, people
from tular.features.replications.actions.drafting import draft_agreement
from tular.features.replications.actions.extending import bring_signed
from tular.features.replications.choices import CaseState, Paper
from tular.features.replications.models import Case

pytestmark = pytest.mark.usefixtures("catalogue")


def docx_text(content: bytes) -> str:
    """Text and heads of pages."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return "".join(
            parts.read(f"word/{name}.xml").decode() for name in ("document", "header_first", "header_default")
        )


def signed_in(name: str) -> Client:
    client = Client()
    client.force_login(people()[name])
    return client


def test_the_letter_comes_as_pdf_and_docx_with_a_name_that_tells_it() -> None:
    case = make_case(CaseState.ASKED)
    taker = signed_in("taker")
    pdf = taker.get(f"{case.path}/minat/surat.pdf")
    docx = taker.get(f"{case.path}/minat/surat.docx")
    assert pdf.content.startswith(b"%PDF")
    assert b"pdfuaid" in pdf.content
    assert "Badan Strategi Kebijakan Dalam Negeri" in docx_text(docx.content)
    assert f"surat-minat-{case.code.lower()}-pemkab-gresik.docx" in docx["Content-Disposition"]
    assert taker.get(f"{case.path}/minat/surat.exe").status_code == 404


def test_the_owner_reads_the_letter_only_once_asked() -> None:
    case = make_case(CaseState.ASKED)
    assert signed_in("owner").get(f"{case.path}/minat/surat.pdf").status_code == 404
    assert signed_in("hub").get(f"{case.path}/minat/surat.pdf").status_code == 200


def test_a_draft_is_marked_until_it_is_signed() -> None:
    case = make_case(CaseState.AGREEING)
    taker = people()["taker"]
    agreement = draft_agreement(case, paper=Paper.WORKING, by=taker, now=NOW + timedelta(days=5))
    address = f"{case.path}/kesepakatan/{agreement.pk}/naskah"
    client = signed_in("owner")
    before = client.get(f"{address}.pdf").content
    assert "RANCANGAN" in docx_text(client.get(f"{address}.docx").content)
    bring_signed(
        agreement, file=make_paper(taker), signed_on=date(2026, 3, 6), valid_until=date(2028, 3, 6), by=taker,
        now=NOW + timedelta(days=6),
    )  # fmt: skip
    assert client.get(f"{address}.pdf").content != before
    signed = client.get(f"{address}.docx")
    assert "RANCANGAN" not in docx_text(signed.content)
    assert "6 Maret 2026" in docx_text(signed.content)
    assert "rancangan" not in signed["Content-Disposition"]


@override_settings(DEMO=True)
def test_what_was_made_up_says_so_in_the_file_too() -> None:
    case = make_case(CaseState.ASKED)
    Case.objects.filter(pk=case.pk).update(is_demo=True)
    answered = signed_in("taker").get(f"{case.path}/minat/surat.docx")
    assert "Contoh buatan untuk peragaan" in docx_text(answered.content)
