"""Replications as the centre sees them, and forms about them sent by people whom they are not for."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from tests.leaks.conftest import browser
from tests.leaks.copies import PAGES
from tests.leaks.crawler import visit
from tests.leaks.planted import Planted
from tests.leaks.secrets import SECRETS
from tests.leaks.test_posts import BESIDE, REFUSED, paths
from tests.people import make_member, make_person, signed_in
from tular.features.agencies.choices import Role

OF_ANYBODY = {
    "replications:record": "begins something of one's own; what is sent is not enough for it",
    "replications:begin_case": "the same",
}
"""Addresses that belong to no case."""


def marks_of(*beginnings: str) -> list[str]:
    return [mark for one in SECRETS if one.name.startswith(beginnings) for mark in one.marks]


def read(client: Client, pk: int) -> str:
    """Every page of a case, and the lists of cases."""
    pages = [visit(client, reverse(f"replications:{name}", kwargs={"pk": pk})) for name in PAGES]
    lists = [visit(client, f"/replikasi{rest}") for rest in ("", "?sisi=pembina", "/kasus.csv", "/angka?per=penerima")]
    return "\n".join(page.text for page in (*pages, *lists, visit(client, "/kerja"), visit(client, "/pertemuan.ics")))


def test_the_centre_reads_what_was_asked_and_nothing_of_what_was_not(planted: Planted) -> None:
    centre = signed_in(make_member(Role.NATIONAL, person=make_person("Admin Pusat")).person)
    asked = read(centre, planted.copies.asked.pk)
    assert "zqbutuh" in asked and "zqbukti" in asked
    hidden = marks_of("what was written before", "replication that was not told")
    assert [mark for mark in hidden if mark in asked + read(centre, planted.copies.private.pk)] == []


def test_nobody_reaches_the_case_of_others_by_sending(planted: Planted) -> None:
    """Not another taker of the same innovation, nor who runs the competition."""
    reached = []
    for role in ("rival_admin", "organiser"):
        client = browser(planted, role)
        for name, path, _absent in paths(planted.samples, ("replications:",)):
            page = visit(client, path, "post", alasan="Alasan contoh.", text="Contoh.", need="Contoh.", name="Contoh")
            written = page.written - BESIDE
            if name not in OF_ANYBODY and (page.status not in REFUSED or written):
                reached.append(f"{role}: {path} answers {page.status}, writes {sorted(written)}")
    assert reached == []
