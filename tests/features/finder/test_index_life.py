"""The index is built, replaced, lost and rebuilt; whoever searches meanwhile is answered or told."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from tests.features.finder.conftest import need_in_box, text_of
from tular.features.catalogue.models import IndexOutbox, Innovation
from tular.features.finder.actions import indexing as actions
from tular.features.finder.actions import needs_reindex, reindex
from tular.features.finder.queries.opened import current_generation, forget, is_on_disk, opened

NEED = {"q": "antrean obat di rumah sakit panjang", "untuk": "Kabupaten Alor"}


class Spy:
    """An encoder under the name of a real one, whose vectors ship; it keeps what it was asked."""

    def __init__(self, name: str, dim: int) -> None:
        self.name = name
        self.dim = dim
        self.weight = 0.5
        self.slow = name == "e5-small"
        self.asked: list[str] = []

    def needs(self, texts: Sequence[str]) -> np.ndarray:
        self.asked += texts
        return np.ones((len(texts), self.dim), np.float32)

    records = needs


@pytest.fixture
def spies(monkeypatch: pytest.MonkeyPatch) -> list[Spy]:
    found = [Spy("use-m3", 512), Spy("e5-small", 384)]
    monkeypatch.setattr(actions, "the_encoders", lambda: found)
    return found


@pytest.fixture
def rebuilds(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Builds that were started aside: they count themselves and wait until told to end."""
    state: dict[str, Any] = {"count": 0, "started": threading.Event(), "end": threading.Event()}

    def build() -> None:
        state["count"] += 1
        state["started"].set()
        state["end"].wait(20)

    monkeypatch.setattr(actions, "reindex", build)
    return state


def end(rebuilds: dict[str, Any]) -> None:
    rebuilds["end"].set()
    assert actions._building.acquire(timeout=20)
    actions._building.release()


def generations(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("gen-*"))


def change_title(title: str = "Antar Obat Berperahu") -> Innovation:
    """Change a record as an import does: with a line in the outbox."""
    innovation = Innovation.objects.get(code="kipp-2018-003")
    innovation.title = title
    innovation.save()
    IndexOutbox.objects.create(innovation_id=innovation.id, at=timezone.now())
    return innovation


def test_an_index_that_is_deleted_while_serving_goes_on_answering_and_is_rebuilt(
    own_index: Path, client: Client, rebuilds: dict[str, Any]
) -> None:
    before = client.get("/temukan", NEED)
    shutil.rmtree(own_index)
    after = client.get("/temukan", NEED)
    assert rebuilds["started"].wait(20)
    assert after.status_code == 200
    assert after.content == before.content
    # Another need, which was not answered before, and a second request do not start a second build.
    assert client.get("/temukan", {"q": "anak putus sekolah"}).context["page"].total > 0
    end(rebuilds)
    assert rebuilds["count"] == 1


def test_without_any_index_the_page_says_so_keeps_the_text_and_starts_a_build(
    own_index: Path, client: Client, rebuilds: dict[str, Any]
) -> None:
    shutil.rmtree(own_index)
    response = client.get("/temukan", NEED | {"q": "antrean <b>obat</b>"})
    assert rebuilds["started"].wait(20)
    end(rebuilds)
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "20"
    assert "Indeks pencarian sedang disusun" in text_of(response)
    assert "Tulisan Anda tidak hilang." in text_of(response)
    assert need_in_box(response) == "antrean <b>obat</b>"
    assert 'value="Kabupaten Alor"' in response.content.decode()
    assert b"<b>obat" not in response.content


def test_half_an_index_on_disk_is_no_index(own_index: Path, client: Client, rebuilds: dict[str, Any]) -> None:
    (own_index / current_generation() / "facts.npz").unlink()
    response = client.get("/temukan", NEED)
    end(rebuilds)
    assert response.status_code == 503


def test_other_pages_do_without_an_index(own_index: Path, client: Client) -> None:
    shutil.rmtree(own_index)
    slug = Innovation.objects.values_list("slug", flat=True).get(code="kipp-2021-007")
    page = client.get(f"/inovasi/{slug}")
    assert page.status_code == 200
    assert "Belum ada yang cukup mirip di katalog." in text_of(page)
    assert client.get("/temukan/saran", {"q": "antrean o"}).status_code == 200


def test_a_build_makes_the_index_whole_clears_the_outbox_and_deletes_the_old_generation(
    own_index: Path, spies: list[Spy]
) -> None:
    old = generations(own_index)
    innovation = change_title()
    assert needs_reindex()
    said: list[str] = []
    reindex(said.append)
    assert said[-1] == "Indeks siap: 737 inovasi"
    assert not IndexOutbox.objects.exists()
    assert not needs_reindex()
    assert generations(own_index) == [current_generation()] != old
    forget()
    index = opened()
    assert index.search.vocabulary["berperahu"] == 1
    assert index.search.keys[index.places[innovation.code]] == innovation.code
    assert len(index.facts) == len(index.search) == 737


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by costs that it measures itself")
def test_after_a_build_the_database_finds_a_few_records_by_their_codes_alone(own_index: Path, spies: list[Spy]) -> None:
    reindex()
    codes = ["kipp-2018-003", "kipp-2018-004", "kipp-2018-005", "kipp-2018-006", "kipp-2018-007"]
    plan = Innovation.published.filter(code__in=codes).explain()
    assert "(code=?)" in plan, plan


def test_the_texts_of_the_shipped_catalogue_are_never_encoded_and_new_ones_once(
    own_index: Path, spies: list[Spy]
) -> None:
    reindex()
    assert [spy.asked for spy in spies] == [[], []]
    change_title("Judul yang belum pernah ada")
    reindex()
    for spy in spies:
        assert len(spy.asked) == 1
        assert spy.asked[0].startswith("Judul yang belum pernah ada.")
    reindex()
    assert [len(spy.asked) for spy in spies] == [1, 1], "remembered by this installation"


def test_a_change_during_the_build_stays_in_the_outbox(
    own_index: Path, spies: list[Spy], monkeypatch: pytest.MonkeyPatch
) -> None:
    build = actions.engine.build

    def build_slowly(*args: Any) -> None:
        change_title("Datang terlambat")
        build(*args)

    change_title()
    monkeypatch.setattr(actions.engine, "build", build_slowly)
    reindex()
    assert IndexOutbox.objects.count() == 1
    assert needs_reindex()


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, OSError("disk full"), RuntimeError])
def test_an_interrupted_build_leaves_the_old_index_and_the_outbox(
    own_index: Path,
    spies: list[Spy],
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    interruption: type[BaseException] | BaseException,
) -> None:
    before, old = client.get("/temukan", NEED).content, generations(own_index)
    IndexOutbox.objects.create(innovation_id=1, at=timezone.now())

    def interrupt(folder: Path, *args: Any) -> None:
        (folder / "words").mkdir()
        raise interruption

    with monkeypatch.context() as patched:
        patched.setattr(actions.engine, "build", interrupt)
        with pytest.raises(interruption if isinstance(interruption, type) else type(interruption)):
            reindex()
    assert generations(own_index) == old == [current_generation()]
    assert IndexOutbox.objects.count() == 1
    assert needs_reindex()
    forget()
    assert client.get("/temukan", NEED).content == before
    reindex()
    assert not needs_reindex()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda folder: (folder / "CURRENT").unlink(),
        lambda folder: (folder / "CURRENT").write_text("gen-0"),
        shutil.rmtree,
        lambda folder: (folder / current_generation() / "signature").unlink(),
        lambda folder: (folder / current_generation() / "signature").write_text("of other encoders"),
    ],
    ids=["no pointer", "points nowhere", "no folder", "no signature", "other signature"],
)
def test_an_index_that_is_missing_or_of_another_making_is_noticed(
    own_index: Path, spoil: Callable[[Path], object]
) -> None:
    assert not needs_reindex()
    spoil(own_index)
    assert needs_reindex()


def test_a_newer_generation_is_opened_by_the_next_request(own_index: Path, client: Client, spies: list[Spy]) -> None:
    assert client.get("/temukan", NEED).status_code == 200
    first = opened().generation
    reindex()
    assert opened().generation == current_generation() != first
    assert is_on_disk()


def test_a_withdrawn_innovation_leaves_the_list_at_once(own_index: Path, client: Client) -> None:
    codes = [line.hit.code for line in client.get("/temukan", NEED).context["page"].lines]
    Innovation.objects.get(code=codes[0]).delete()
    after = [line.hit.code for line in client.get("/temukan", NEED).context["page"].lines]
    assert after == codes[1:]
