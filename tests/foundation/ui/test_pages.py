"""The page frame, the pages for errors, and the stylesheets behind them."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from tular.foundation.ui import navigation

TEMPLATES = Path(navigation.__file__).parent / "templates"
STATIC = Path(navigation.__file__).parent / "static" / "ui"
SOURCES = Path(navigation.__file__).parents[2]


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/", [("/", "page")]),
        ("/temukan", [("/", "true")]),
        ("/inovasi/simpati", [("/", "true")]),
        ("/jelajah", [("/jelajah", "page")]),
        ("/jelajah/provinsi", [("/jelajah", "true")]),
        ("/data", [("/data", "page")]),
        ("/database", []),
        ("/pola", []),
    ],
)
def test_the_navigation_marks_where_the_reader_is(path: str, current: list[tuple[str, str]]) -> None:
    page = render_to_string("ui/base.html", {}, RequestFactory().get(path))
    assert re.findall(r'<a href="([^"]+)" aria-current="([^"]+)">', page) == current


@pytest.mark.parametrize("code", ["400", "404", "500", "503"])
def test_the_pages_for_errors_need_no_request(code: str) -> None:
    page = render_to_string(f"{code}.html")
    assert page.count("<h1") == 1
    assert 'href="/"' in page


def test_a_wrong_address_is_answered_in_plain_indonesian(client: Client) -> None:
    answer = client.get("/tidak-ada")
    assert answer.status_code == 404
    assert "Halaman ini tidak ada" in answer.text


def test_the_pattern_page_is_open_to_everyone_and_its_suggestions_answer(client: Client) -> None:
    assert client.get("/pola").status_code == 200
    assert client.get("/pola/saran", {"q": "ambon"}).json() == {
        "options": [{"value": "Kota Ambon", "note": "contoh"}],
        "status": "1 saran",
    }
    assert client.get("/pola/saran").json() == {"options": [], "status": "0 saran"}


def test_the_pattern_page_shows_every_component() -> None:
    page = (TEMPLATES / "ui" / "patterns.html").read_text()
    components = {path.stem for path in (TEMPLATES / "ui" / "components").glob("*.html")}
    assert {name for name in components if f"{{% {name} " not in page} == set()


class Classes(HTMLParser):
    """Collects the classes and style properties of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.classes: set[str] = set()
        self.styles: set[str] = set()
        self.scripts: list[dict[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.classes |= set((values.get("class") or "").split())
        self.styles |= {part.split(":")[0].strip() for part in (values.get("style") or "").split(";")} - {""}
        if tag == "script":
            self.scripts.append(values)


def test_pages_carry_no_script_or_style_of_their_own(client: Client) -> None:
    seen = Classes()
    seen.feed(client.get("/pola").text)
    assert {name for name in seen.styles if not name.startswith("--")} == set()
    assert [sorted(script) for script in seen.scripts] == [["src", "type"]]


def test_every_class_in_a_template_has_a_rule() -> None:
    sheets = [path for path in SOURCES.rglob("static/**/*.css") if "vendor" not in path.parts]
    styled = set(re.findall(r"\.([a-z][\w-]+)", "".join(path.read_text() for path in sheets)))
    used = {
        (path.name, name)
        for path in SOURCES.rglob("templates/**/*.html")
        for names in re.findall(r'class="([^"]*)"', path.read_text())
        for name in re.sub(r"{.*?}", " ", names).split()
        if re.fullmatch(r"(t|f|is)-[\w-]*\w", name)
    }
    assert {(file, name) for file, name in used if name not in styled} == set()


def test_templates_use_only_the_parts_of_govuk_frontend_that_are_kept() -> None:
    script = (SOURCES.parents[1] / "scripts" / "vendor.py").read_text()
    [kept] = re.findall(r"GOVUK_BLOCKS = frozenset\((.*?)\)", script)
    used = {
        name.split("__")[0]
        for path in SOURCES.rglob("templates/**/*.html")
        for name in re.findall(r"govuk-([a-z_-]+)", path.read_text().replace("govuk-frontend", ""))
    }
    assert used <= set(re.findall(r'"([a-z-]+)"', kept))


@pytest.mark.parametrize("path", sorted(STATIC.glob("*.*")), ids=lambda path: path.name)
def test_style_and_script_files_stay_readable_in_one_sitting(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 450
