"""The catalogue that ships with the product."""

from __future__ import annotations

import csv
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings

from tular.features.agencies.models import Agency, Hub, Indicator, Region
from tular.features.catalogue.models import IndexOutbox, Innovation, Recognition, Theme
from tular.features.exchange.actions import load_shipped_catalogue, shipped
from tular.features.exchange.models import ImportRun
from tular.features.replications.models import Replication

MODELS = (Region, Agency, Hub, Indicator, Theme, Innovation, Recognition, Replication)


@pytest.fixture
def data(tmp_path: Path, settings: Any) -> Path:
    """A copy of the shipped files that a test may spoil; the product reads this one."""
    ignored = shutil.ignore_patterns("thesaurus", "*.npz")
    settings.DATA_DIR = Path(shutil.copytree(django_settings.DATA_DIR, tmp_path / "data", ignore=ignored))
    return settings.DATA_DIR


def test_everything_is_there_and_awards_are_those_of_the_file(catalogue: None) -> None:
    with (django_settings.DATA_DIR / "innovations.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert Innovation.objects.count() == len(rows) == 737
    labels = Counter(row["award"] for row in rows if row["award"] != "none")
    assert Counter(Recognition.objects.values_list("level", flat=True)) == labels
    assert Region.objects.count() == 552
    assert Replication.objects.count() == 84
    assert Hub.objects.count() == 24


def test_awards_stay_with_the_body_that_won_them(catalogue: None) -> None:
    recognition = Recognition.objects.select_related("agency").get(innovation__code="kipp-2014-003")
    assert recognition.agency.slug == "kemenkumham"


def test_a_second_load_asks_one_question_and_writes_nothing(catalogue: None, django_assert_num_queries: Any) -> None:
    said: list[str] = []
    with django_assert_num_queries(1):
        report = load_shipped_catalogue(said.append)
    assert (report.ok, report.changed, report.steps) == (True, False, ())
    assert said == ["Katalog sudah mutakhir"]


def test_a_changed_file_is_loaded_and_nothing_else_changes(catalogue: None, data: Path) -> None:
    before = {model: model.objects.count() for model in MODELS}  # type: ignore[attr-defined]
    IndexOutbox.objects.all().delete()
    path = data / "innovations.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("Rat Hunter", "Pemburu Tikus", 1), encoding="utf-8")
    report = load_shipped_catalogue()
    assert {step.kind: (step.created, step.updated) for step in report.steps if step.changed}["innovations"] == (0, 1)
    assert {model: model.objects.count() for model in MODELS} == before  # type: ignore[attr-defined]
    assert load_shipped_catalogue().steps == ()
    assert ImportRun.objects.filter(kind="catalogue").count() == 1


def test_a_spoilt_file_stops_the_load_and_is_named(db: None, data: Path) -> None:
    (data / "themes.csv").write_bytes(b"PK\x03\x04")
    report = load_shipped_catalogue()
    assert not report.ok
    assert [step.kind for step in report.steps] == ["regions", "agencies", "hubs", "indicators", "themes"]
    assert "Excel" in report.steps[-1].sentences()[1]
    assert not ImportRun.objects.filter(kind="catalogue").exists()


def test_an_interrupted_load_goes_on_where_it_stopped(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*args: Any, **options: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(shipped, "import_innovations", interrupt)
        with pytest.raises(KeyboardInterrupt):
            load_shipped_catalogue()
    assert Agency.objects.exists() and not Innovation.objects.exists()
    report = load_shipped_catalogue()
    assert report.ok
    assert {step.kind: step.created for step in report.steps} == {
        "regions": 0,
        "agencies": 0,
        "hubs": 0,
        "indicators": 0,
        "themes": 0,
        "innovations": 737,
        "replications": 84,
    }
