"""What may be committed, and what files may hold."""

from __future__ import annotations

import ast
import re
import tempfile
import tomllib
from pathlib import Path

import pytest

from tests.architecture.files import ROOT, SOURCES, committed, python_files, text_of

LONGEST_FILE = 450
LONGEST_FUNCTION = 60
JUNK_DRAWERS = {"common", "core", "util", "utils", "helper", "helpers", "misc"}
SUFFIXES = {
    *(
        "",
        ".css",
        ".csv",
        ".html",
        ".js",
        ".lua",
        ".json",
        ".jsonl",
        ".lock",
        ".md",
        ".npz",
        ".po",
        ".py",
        ".svg",
        ".toml",
        ".typ",
    ),
    *(".txt", ".png"),
}
"""Kinds of files that we write ourselves; fonts, archives, programs and compiled files come from elsewhere."""

OTHERS = re.compile(r"(^|/)(vendor|node_modules|third[_-]party|dist)/|\.min\.")
LARGEST = 5_000_000
"""Bytes; the shipped vectors are the largest file."""

DOORS = {"queries", "actions", "choices", "models"}


def test_no_module_is_a_junk_drawer() -> None:
    found = [path for path in SOURCES.rglob("*") if path.stem in JUNK_DRAWERS and "vendor" not in path.parts]
    assert found == []


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    kinds = {".py", ".css", ".js", ".html", ".typ"}
    folders = ("src", "tests", "scripts", "benchmarks")
    sizes = {
        str(path): len(text_of(path).splitlines())
        for path in committed()
        if path.suffix in kinds and path.parts[0] in folders and "migrations" not in path.parts
    }
    assert {name: size for name, size in sizes.items() if size > LONGEST_FILE} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    found = {}
    for path in python_files("src", "tests", "scripts", "benchmarks"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > LONGEST_FUNCTION:
                    found[f"{path.relative_to(ROOT)}: {node.name}"] = lines
    assert found == {}


def test_nothing_of_others_is_committed() -> None:
    wrong = [
        str(path)
        for path in committed()
        if path.suffix not in SUFFIXES or OTHERS.search(path.as_posix()) or (ROOT / path).stat().st_size > LARGEST
    ]
    assert wrong == []


def test_styles_and_scripts_carry_no_foreign_notice() -> None:
    notice = re.compile(r"/\*!|@license|copyright|\(c\) \d{4}", re.IGNORECASE)
    wrong = [str(path) for path in committed() if path.suffix in {".css", ".js"} and notice.search(text_of(path))]
    assert wrong == []


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    """Neither homes, nor the folder that holds this very checkout."""
    places = ["/home/", "/Users/", "/root/", f"{ROOT}/"]
    if ROOT.parent not in {Path(tempfile.gettempdir()), Path("/")}:
        places.append(f"{ROOT.parent}/")
    pattern = re.compile(rf"(?<![\w.}})/-])(?:{'|'.join(map(re.escape, places))})\w")
    this = Path(__file__).relative_to(ROOT)
    wrong = [
        str(path) for path in committed() if path.suffix != ".npz" and path != this and pattern.search(text_of(path))
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "template", sorted(SOURCES.rglob("*.html")), ids=lambda path: str(path.relative_to(SOURCES).as_posix())
)
def test_templates_hold_no_inline_scripts_or_styles(template: Path) -> None:
    """A `style` attribute may only set custom properties: data such as the length of a bar."""
    text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "0", template.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert re.findall(r"<style\b|\son\w+\s*=|javascript:", text, re.IGNORECASE) == []
    scripts = re.findall(r"<script\b[^>]*>", text)
    assert [tag for tag in scripts if " src=" not in tag and 'type="application/json"' not in tag] == []
    declarations = [part.strip() for style in re.findall(r'\sstyle="([^"]*)"', text) for part in style.split(";")]
    assert [part for part in declarations if part and not part.startswith(("--", "0--"))] == []


def test_engines_explain_every_public_function_and_class() -> None:
    silent = []
    for path in python_files("src/tular/engines"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        classes = [node for node in tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")]
        for owner in (tree, *classes):
            for node in owner.body:
                named = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
                if named and not node.name.startswith("_") and not ast.get_docstring(node):
                    silent.append(f"{path.relative_to(ROOT)}: {node.name}")
    assert silent == []


def test_writes_stand_in_actions() -> None:
    """The rows of the database change in `actions` only, so that reading it tells everything that can happen.

    Below the actions stands the audit trail, which they write.
    """
    write = re.compile(
        r"\.(bulk_create|bulk_update|get_or_create|update_or_create|refresh_from_db)\(|objects\.create\(|\.delete\(\)"
    )
    wrong = [
        str(path.relative_to(ROOT))
        for path in python_files("src/tular")
        if not {"actions", "actions.py", "trail.py"} & set(path.parts)
        and write.search(path.read_text(encoding="utf-8"))
    ]
    assert wrong == []


def test_imports_inside_functions_stand_in_apps_only() -> None:
    wrong = []
    for path in python_files("src/tular"):
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef) and path.name != "apps.py":
                inner = [node for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom)]
                wrong += [f"{path.relative_to(ROOT)}:{node.lineno}" for node in inner]
    assert wrong == []


def test_every_feature_has_a_shape_on_the_map() -> None:
    """`lint-imports` can only check the shape of a feature that a contract names."""
    contracts = tomllib.loads(text_of(Path("pyproject.toml")))["tool"]["importlinter"]["contracts"]
    shaped = sorted(
        container.rpartition(".")[2]
        for contract in contracts
        for container in contract.get("containers", [])
        if container.startswith("tular.features.")
    )
    features = sorted(path.name for path in (SOURCES / "features").iterdir() if (path / "apps.py").exists())
    assert shaped == features
