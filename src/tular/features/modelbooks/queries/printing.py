"""From the frozen text of an edition to what is read and printed."""

from __future__ import annotations

import json
import subprocess
from datetime import datetime
from functools import lru_cache
from typing import Any

import pypandoc

from tular.features.modelbooks.choices import Form
from tular.features.modelbooks.models import Edition, ModelBook
from tular.features.modelbooks.queries.approving import Approving
from tular.features.modelbooks.queries.as_book import as_book
from tular.features.modelbooks.queries.editions import told_by
from tular.foundation.documents.writing import docx_of, pdf_of
from tular.foundation.documents.writing.convert import READ

MARK = "RANCANGAN"


def built(edition: Edition, form: Form) -> bytes:
    return _form(told_by(edition), form, edition.published_at, "")


def preview(text: Approving, form: Form, book: ModelBook) -> bytes:
    return _form(text.told, form, book.state_at, MARK)


def _form(told: dict[str, Any], form: Form, at: datetime, mark: str) -> bytes:
    whole = "\n\n".join(f"# {c['title']}\n\n{c['text']}" for c in told["chapters"])
    if form == Form.PDF:
        return pdf_of(whole, title=told["title"], author=told["agency"], at=at, mark=mark)
    if form == Form.DOCX:
        return docx_of(whole, title=told["title"], author=told["agency"], at=at, mark=mark)
    return _html(whole).encode()


def rendered_chapter(edition: Edition, code: str) -> str:
    """HTML of a chapter, kept by the hash of the edition. No query."""
    return _rendered(edition.sha256, edition.canonical, code)


@lru_cache(maxsize=512)
def _rendered(sha: str, canonical: str, code: str) -> str:
    book = as_book(json.loads(canonical), {})
    return next(_html(one.text) for one in (*book.chapters, *book.annexes) if one.id == code)


def _html(text: str) -> str:
    return subprocess.run(
        [pypandoc.get_pandoc_path(), f"--from={READ}", "--to=html5"],
        input=text.encode(),
        capture_output=True,
        check=True,
    ).stdout.decode()
