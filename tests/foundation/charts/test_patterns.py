"""The drawings stand on the pattern page, each with a table."""

from __future__ import annotations

import re

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_each_drawing_stands_there_with_a_name_a_description_and_a_table(client: Client) -> None:
    page = client.get("/pola").content.decode()
    for name in ("pola-ukuran", "pola-hutan", "pola-hidup", "pola-silsilah"):
        assert re.search(rf'<title id="{name}-j">[^<]+</title><desc id="{name}-d">[^<]+</desc>', page)
        title = re.search(rf'<title id="{name}-j">([^<]+)<', page)
        assert title and f"<caption>{title[1]}</caption>" in page
