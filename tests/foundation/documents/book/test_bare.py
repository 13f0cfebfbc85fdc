"""A chapter as its draft is talked about: its words stay, what could run or fetch goes."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tular.foundation.documents.book import bare_html


def test_citations_and_references_keep_their_keys() -> None:
    html = bare_html("Menurut [@simpati, hlm. 3] dan @tabel:hasil.")
    assert "[@simpati, hlm. 3]" in html
    assert "@tabel:hasil" in html
    assert 'class="t-cite"' in html


def test_tables_scroll_callouts_are_seen_and_pictures_have_an_address_of_the_book() -> None:
    text = (
        "| a | b |\n|---|---:|\n| c | 1 |\n\n: Judul {#tabel:x}\n\n::: celah\nBelum ada.\n:::\n\n![Alur](gambar:alur)"
    )
    html = bare_html(text)
    assert 'class="t-scroll t-full"' in html
    assert 'class="t-callout t-callout--celah"' in html
    assert 'src="gambar:alur"' in html


def test_nothing_runs_and_nothing_is_fetched_from_elsewhere() -> None:
    text = (
        "<script>alert(1)</script> [klik](javascript:alert(1)) ![x](https://jauh.example/x.png) "
        '[a]{onclick="x()"} `<b>`{=html}\n\n<img src=x onerror=alert(1)>\n'
    )
    html = bare_html(text)
    for part in ("<script", "javascript:", "jauh.example", "onclick=", "<img", "<b>"):
        assert part not in html, part
    assert "klik" in html


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_shown_without_handlers(text: str) -> None:
    html = bare_html(text)
    assert "<script" not in html.lower()
    assert "javascript:" not in html.lower() or "javascript:" in text.lower()
