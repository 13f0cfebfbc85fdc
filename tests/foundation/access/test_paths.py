"""Nobody is led to another site by what stands in a form or a header."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory

from tests.people import signed_in
from tular.features.accounts.models import User
from tular.features.catalogue.models import Innovation
from tular.foundation.access.carrying import read
from tular.foundation.access.paths import own_path

TRAPS = [
    "", "abc", "1", "//jahat.example", "/\\jahat.example", "https://jahat.example/", "http:///x", "javascript:alert(1)",
    "\\\\jahat.example", "/\n/jahat.example", "a\x00b",
]  # fmt: skip


@pytest.mark.parametrize("text", TRAPS)
def test_a_trap_is_no_path_of_ours(text: str) -> None:
    assert own_path(text, "/kerja") == "/kerja"


@pytest.mark.parametrize("text", ["/", "/inovasi/gerobak-cinta?halaman=2#komentar", "/instansi/pemkab-sidoarjo"])
def test_a_path_of_ours_is_taken(text: str) -> None:
    assert own_path(text, "/kerja") == text


@pytest.mark.parametrize("back", TRAPS)
def test_keeping_an_innovation_leads_back_to_a_page_of_ours(member: User, catalogue: None, back: str) -> None:
    innovation = Innovation.objects.filter(state="terbit")[0]
    browser = signed_in(member)
    answer = browser.post(f"/inovasi/{innovation.slug}/simpan", {"kembali": back})
    assert (answer.status_code, answer.url) == (302, f"/inovasi/{innovation.slug}")
    answer = browser.post(f"/ikuti/inovasi/{innovation.slug}", {"kembali": back})
    assert (answer.status_code, answer.url) == (302, "/disimpan")


def test_a_page_that_a_form_stood_on_is_ours() -> None:
    for page, kept in {"//jahat.example/": "", "/akun": "/akun"}.items():
        assert read(RequestFactory().post("/akun", headers={"Referer": f"http://testserver{page}"})).page == kept
    assert read(Client().post("/akun").wsgi_request).page == ""
