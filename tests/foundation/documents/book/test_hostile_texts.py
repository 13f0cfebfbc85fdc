"""Texts that want to be more than text, or to keep the machine busy."""

from __future__ import annotations

import io
import re
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from tests.foundation.documents.book.making import AT, book_of, previewed, web
from tular.foundation.documents.book import Unwritable, docx_of, epub_of, faults_of, html_of, pdf_of

RUNS = re.compile(
    r"<\s*(script|style|iframe|object|embed|form|input|svg|link|meta|base|video|audio)\b"
    r"|<[^>]*\son[a-z]+\s*="
    r"|<[^>]*\sstyle\s*="
    r"|<[^>]*\shref=\"(?!#|https?:|mailto:)"
    r"|<[^>]*\ssrc=\"(?!gambar:)",
    re.IGNORECASE,
)
"""Something in HTML that could run, or fetch something by itself."""

HOSTILE = r"""<script>alert(1)</script> <img src=x onerror=alert(1)> <svg onload=alert(1)>

[a](javascript:alert(1)) [b](<JaVaScRipt:alert(1)>) [c](data:text/html,x) [d]: javascript:alert(1)

[d] <javascript:alert(1)> ![e](http://luar.example/x.png) ![f](//luar.example/x.png){onerror=alert(1)}

# Judul {onclick="alert(1)" style="color:red"}

[g]{onclick="alert(1)" style="position:fixed"} `h`{=html} `#panic()`{=typst}

```{=html}
<script>alert(1)</script>
```

```{=typst}
#panic()
```

```{.python onclick="alert(1)"}
kode
```

::: {.penting onclick="alert(1)" style="position:fixed"}
Isi
:::

#import "/etc/passwd" #read("/etc/passwd") #eval("panic()") $x^2$ \input{/etc/passwd}

\begin{verbatim}x\end{verbatim} @ada *#strong[x]* <label> // komentar /* lagi */
"""

BITS = st.sampled_from([
    "<script>", "</div>", "<img src=x onerror=y>", "[a](", ")", "javascript:x", "![", "](gambar:x)", "](http://x.y/z)",
    "`", "```", "```{=html}\n", "{=typst}", "::: penting\n", ":::\n", "\n\n", "\n", "# ", "## ", "- [ ] ", "> ",
    "| a |", "|---|\n", ": Judul {#tabel:x}\n", "@tabel:x", "[@ada]", "[^1]", "[^1]: ", "*", "**", "_", "$", "\\",
    "&lt;", "#", "{onclick=x}", "<!--", "-->", "&#x6a;avascript:", "\x00", "\u202e", "😀", "---\n", "~~~",
    "\t", "(@) ", "1. ",
])  # fmt: skip
"""Pieces of Markdown and of attacks; any letters stand between them."""


@given(st.lists(st.one_of(BITS, st.text(max_size=12)), max_size=40).map("".join))
@example(HOSTILE)
@example('![x](gambar:"onerror=alert)')
@example("[x](https://a.example/\"onclick='y')")
@settings(max_examples=60, deadline=None)
def test_no_text_becomes_a_script_or_fetches_anything(text: str) -> None:
    for html in (previewed(text), web(text)):
        assert not RUNS.search(html), html
    assert isinstance(faults_of(book_of(text)), list)


@given(st.lists(st.one_of(BITS, st.text(max_size=12)), max_size=30).map("".join))
@settings(max_examples=25, deadline=None)
def test_every_text_is_printed(text: str) -> None:
    assert pdf_of(book_of(text), AT).startswith(b"%PDF")


def test_what_looks_like_typst_tex_or_html_is_printed_as_it_was_typed() -> None:
    pdf = pdf_of(book_of(HOSTILE), AT)
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())
    for typed in ("<script>alert(1)</script>", '#import "/etc/passwd"', "#panic()", "$x^2$", "\\input{/etc/passwd}"):
        assert typed in text, typed
    assert "root:" not in text
    assert docx_of(book_of(HOSTILE), AT)
    assert not re.search(rb"<script|onclick", html_of(book_of(HOSTILE), AT).split(b"<body>")[1].replace(b"&lt;", b""))
    assert epub_of(book_of(HOSTILE), AT)


def test_marks_of_direction_and_control_characters_do_not_hide_anything() -> None:
    html = web("Bayar\u202e000.1\u202c rupiah\x00\x07\x1b[31m, \ud800 日本 ꦗꦮ, 😀\n\n## Judul 😀")
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]", html)
    assert "日本 ꦗꦮ" in html
    assert pdf_of(book_of("## Judul 😀\n\n日本 ꦗꦮ \u202e abc \x00"), AT)


@pytest.mark.parametrize(
    "text",
    [
        "| a | b |\n|---|---|\n" + "| isi | x |\n" * 10_000,
        "kata " * 80_000,
        "a" * 400_000,
        "*" * 10_000 + "x",
        "\\" * 50_000,
    ],
    ids=["rows", "words", "one word", "stars", "strokes"],
)
def test_large_texts_are_printed_in_seconds(text: str) -> None:
    begun = time.monotonic()
    assert pdf_of(book_of(text), AT)
    assert time.monotonic() - begun < 30


@pytest.mark.parametrize("text", ["> " * 10_000 + "x", "::: penting\n" * 2_000], ids=["quotes", "callouts"])
def test_what_nests_without_end_is_refused_with_a_sentence(text: str) -> None:
    begun = time.monotonic()
    with pytest.raises(Unwritable, match="bersarang terlalu dalam"):
        previewed(text)
    assert time.monotonic() - begun < 20


def test_a_book_that_is_too_long_is_refused_with_a_sentence() -> None:
    with pytest.raises(Unwritable, match="Bagi menjadi dua buku"):
        faults_of(book_of("kata " * 900_000))
