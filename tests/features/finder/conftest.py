"""The shipped catalogue with its index, built once for all tests of the finder."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tular.features.catalogue.models import IndexOutbox
from tular.features.finder.actions import reindex
from tular.features.finder.pages import ResultsPage
from tular.features.finder.queries.opened import current_generation, forget


class Asking:
    """Opens the result page and hands out what it shows."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def response(self, **parameters: Any) -> Any:
        """The whole response."""
        return self.client.get("/temukan", parameters)

    def page(self, **parameters: Any) -> ResultsPage:
        """The page object behind an answer that came."""
        response = self.response(**parameters)
        assert response.status_code == 200
        page: ResultsPage = response.context["page"]
        return page

    def codes(self, **parameters: Any) -> list[str]:
        """Codes of the listed innovations, in order."""
        return [line.hit.code for line in self.page(**parameters).lines]


@pytest.fixture(scope="session")
def index_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("finder")


@pytest.fixture
def index(catalogue: None, index_folder: Path, settings: Any) -> Path:
    """The index of the shipped catalogue, up to date; not to be changed. Its folder."""
    settings.INDEX_DIR = index_folder / "index"
    settings.VECTOR_CACHE = index_folder / "vectors.sqlite3"
    if not current_generation():
        reindex()
    IndexOutbox.objects.all().delete()
    return index_folder / "index"


@pytest.fixture
def own_index(index: Path, tmp_path: Path, settings: Any) -> Iterator[Path]:
    """A copy of the index that the test may spoil, not opened yet. Its folder."""
    settings.INDEX_DIR = Path(shutil.copytree(index, tmp_path / "index"))
    settings.VECTOR_CACHE = tmp_path / "vectors.sqlite3"
    forget()
    yield settings.INDEX_DIR
    forget()


@pytest.fixture
def ask(index: Path, client: Client) -> Asking:
    return Asking(client)


def text_of(response: Any) -> str:
    """What a visitor reads: without tags, with one space between words."""
    content = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(html.unescape(content).split())


def need_in_box(response: Any) -> str:
    """The text in the need's box."""
    found = re.search(r'<textarea[^>]* name="q"[^>]*>(.*?)</textarea>', response.content.decode(), re.DOTALL)
    assert found
    return html.unescape(found[1])
