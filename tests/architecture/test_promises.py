"""What the documents and the database promise, compared with the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils import translation

from tests.architecture.files import ROOT, SOURCES, committed, python_files, text_of

VARIABLE = re.compile(r"\bTULAR_[A-Z_]*[A-Z]\b")
LINK = re.compile(r"\]\((?!https?:|mailto:|gambar:|#)([^)#\s]+)")
"""Links to files; `gambar:` names a picture of a manuscript, looked for where the book is read."""


def test_migrations_exist_for_every_model() -> None:
    with translation.override(None, deactivate=True):  # labels of third parties differ by language, columns do not
        loader = MigrationLoader(None)
        wanted = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
        assert wanted.changes(graph=loader.graph) == {}


def test_operations_names_every_environment_variable_and_no_other() -> None:
    code = [*python_files("src/tular", "scripts"), ROOT / "Makefile"]
    used = {name for path in code for name in VARIABLE.findall(path.read_text(encoding="utf-8"))}
    assert set(VARIABLE.findall(text_of(Path("docs/operations.md")))) == used


def test_contributing_names_every_environment_variable_of_the_tests() -> None:
    used = {name for path in python_files("tests") for name in re.findall(r"\bTULAR_TEST_[A-Z]+\b", path.read_text())}
    internal = {"TULAR_TEST_FOLDER"}
    assert {name for name in used - internal if name not in text_of(Path("CONTRIBUTING.md"))} == set()


def documents() -> list[Path]:
    return [path for path in committed() if path.suffix == ".md"]


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/where-things-go.md"])
def test_the_first_documents_exist(document: str) -> None:
    assert text_of(Path(document)).startswith("# ")


def test_links_between_documents_lead_somewhere() -> None:
    broken = [
        f"{document}: {target}"
        for document in documents()
        for target in LINK.findall(text_of(document))
        if not (ROOT / document.parent / target).exists()
    ]
    assert broken == []


def test_paths_that_documents_name_exist() -> None:
    """A path in backquotes that begins with a folder of ours is a promise; `<name>` and `*` stand for anything."""
    pattern = re.compile(r"`((?:src/tular|docs|data|rulebooks|tests|scripts|benchmarks)/[\w./<>*-]*)`")
    broken = []
    for document in documents():
        for name in pattern.findall(text_of(document)):
            glob = re.sub(r"<[^>]+>", "*", name).rstrip("/")
            if not any(ROOT.glob(glob)):
                broken.append(f"{document}: {name}")
    assert broken == []


def test_the_glossary_is_sorted_and_names_every_model_and_vocabulary() -> None:
    glossary = text_of(Path("docs/glossary.md"))
    names = re.findall(r"^\| `([^`]+)`", glossary, re.MULTILINE)
    assert names == sorted(names, key=str.lower)
    models = {model.__name__ for model in apps.get_models() if model.__module__.startswith("tular.")}
    vocabularies = {
        name
        for path in SOURCES.glob("features/*/choices.py")
        for name in re.findall(r"^class (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert (models | vocabularies) - set(names) == set()


def test_the_changelog_begins_with_the_version_of_the_project() -> None:
    version = re.search(r'^version = "([^"]+)"', text_of(Path("pyproject.toml")), re.MULTILINE)
    first = re.search(r"^## \[?([^\]\s]+)", text_of(Path("CHANGELOG.md")), re.MULTILINE)
    assert version
    assert first
    assert first.group(1) == version.group(1)
