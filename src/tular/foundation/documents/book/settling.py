"""The manuscript with everything that counts on the whole book settled: numbers, references, citations, faults.

What comes out is the same tree for all forms. Pictures keep their key as target (`gambar:alur`); a name of the index
is marked by an empty span of class `indeks` with the number of its term; callouts are a Div of class `catatan`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import slugify

from tular.foundation.documents.book.pandoc import TOO_TANGLED, blocks_of
from tular.foundation.documents.book.parts import Book, Chapter, Fault
from tular.foundation.documents.book.taming import LONGEST_ADDRESS, tamed
from tular.foundation.documents.book.tree import (
    SPACE,
    Element,
    changed,
    div,
    elements,
    heading,
    link,
    para,
    strong,
    text_of,
    words,
)
from tular.foundation.documents.writing.convert import Unwritable

CALLOUTS = {"penting": "Penting", "contoh": "Contoh", "celah": "Celah bukti"}
"""Class of a fenced div → what stands over it."""

LABELS = {"tabel": "Tabel", "gambar": "Gambar", "bab": "Bab"}
"""Before the colon of a reference → what it is called."""

MOST_COLUMNS = 14
"""That can be read on a page laid across."""

LINKS = re.compile(r"(https?://|mailto:)\S+", re.IGNORECASE)
SCOPED = re.compile(r"^#(?:.*__\d{4}\.md__)?")
"""Pandoc puts the name of the file before ids of chapters that are read together."""

NOTE = re.compile(r"\[\^[^\]]+\]")
"""A mark of a note that Pandoc left in the words."""

HTML_TAG = re.compile(r"</?[a-zA-Z][^>\n]*>")


@dataclass(slots=True)
class SettledChapter:
    """A chapter ready for every form; `names` are the terms of the index that it mentions, by their number."""

    chapter: Chapter
    anchor: str
    blocks: list[Element]
    names: list[int] = field(default_factory=list)
    is_annex: bool = False


@dataclass(slots=True)
class Settled:
    """The whole book. `cited` are keys of sources in the order of their numbers, from 1."""

    book: Book
    version: str
    chapters: list[SettledChapter]
    annexes: list[SettledChapter]
    changes: list[Element]
    cited: list[str]
    faults: list[Fault]

    @property
    def all(self) -> list[SettledChapter]:
        """Chapters and annexes."""
        return [*self.chapters, *self.annexes]


def settle(book: Book) -> Settled:
    """Read and settle a book. One call of Pandoc. Raises `Unwritable`."""
    texts = [*book.chapters, *book.annexes, Chapter("perubahan", "", "", book.changes)]
    try:
        version, read = blocks_of(texts)
        return _Settling(book, version).settle(texts, read)
    except RecursionError as error:
        raise Unwritable(TOO_TANGLED) from error


def anchor_of(chapter: Chapter) -> str:
    """Where a chapter begins."""
    return f"bab-{chapter.id}"


class _Settling:
    """One walk over the book; holds what chapters need of each other."""

    def __init__(self, book: Book, version: str) -> None:
        self.book, self.version = book, version
        self.faults: list[Fault] = []
        self.cited: list[str] = []
        self.sources = {one.key: one for one in book.sources}
        self.targets: dict[str, tuple[str, str]] = {
            f"bab:{one.id}": (anchor_of(one), f"Bab {one.number}" if one.number else one.title) for one in book.chapters
        }
        self.ids: set[str] = {anchor_of(one) for one in (*book.chapters, *book.annexes)}
        self.ids |= {f"sumber-{one.key}" for one in book.sources}
        self.spelled = [
            (number, re.compile("|".join(rf"(?<!\w){re.escape(one)}(?!\w)" for one in term.spellings if one)))
            for number, term in enumerate(book.index)
            if any(term.spellings)
        ]

    def settle(self, texts: Sequence[Chapter], read: list[list[Element]]) -> Settled:
        named = [self._named(chapter, blocks) for chapter, blocks in zip(texts, read, strict=True)]
        settled = [self._settled(chapter, blocks) for chapter, blocks in zip(texts, named, strict=True)]
        *chapters, changes = settled
        count = len(self.book.chapters)
        for annex in chapters[count:]:
            annex.is_annex = True
        return Settled(
            self.book, self.version, chapters[:count], chapters[count:], changes.blocks, self.cited,
            sorted(self.faults, key=lambda one: ([c.id for c in texts].index(one.chapter), one.line)),
        )  # fmt: skip

    def _tell(self, chapter: Chapter, code: str, sentence: str, sought: str = "", *, must: bool = True) -> None:
        place = chapter.text.find(sought) if sought else -1
        line = chapter.text.count("\n", 0, place) + 1 if place >= 0 else 0
        fault = Fault(chapter.id, line, code, sentence, must)
        if fault not in self.faults:
            self.faults.append(fault)

    # First walk: numbers and ids, so that a chapter may refer to one that comes later. -----------------------------

    def _named(self, chapter: Chapter, blocks: list[Element]) -> list[Element]:
        state = {"level": 1, "tabel": 0, "gambar": 0}

        def name(one: Element) -> list[Element] | None:
            match one["t"]:
                case "Header":
                    return [self._heading(chapter, one, state)]
                case "Table":
                    state["tabel"] += 1
                    return [self._table(chapter, one, state["tabel"])]
                case "Figure":
                    return self._figure(chapter, one, state)
                case "Para" if len(one["c"]) == 1 and one["c"][0]["t"] == "Image":
                    return self._figure(chapter, {"t": "Figure", "c": [[], [None, []], [one]]}, state)
            return None

        self._of_text(chapter)
        plain, told = tamed(blocks)
        for code, sentence, must in told:
            self._tell(chapter, code, sentence, must=must)
        found: list[Element] = changed(plain, name)
        return found

    def _of_text(self, chapter: Chapter) -> None:
        """Faults that only the text shows: Pandoc takes them for words."""
        opened = 0
        for line in chapter.text.splitlines():
            if re.match(r":{3,}\s*$", line):
                opened -= 1
            elif re.match(r":{3,}\s*\{?\.?\w", line):
                opened += 1
        if opened:
            self._tell(chapter, "open-fence", "Ada catatan “:::” yang tidak ditutup atau kelebihan penutup.", ":::")
        if tag := HTML_TAG.search(chapter.text):
            sentence = f"“{tag[0][:40]}” dibaca sebagai tulisan biasa; HTML tidak dipakai di naskah."
            self._tell(chapter, "html", sentence, tag[0], must=False)

    def _heading(self, chapter: Chapter, one: Element, state: dict[str, int]) -> Element:
        level, _attributes, inlines = one["c"]
        name = text_of(inlines)
        if level == 1:
            self._tell(
                chapter, "top-heading", f"Judul “{name}” setingkat judul bab; dijadikan anak judul.", name, must=False
            )
        wanted = max(2, level)
        if wanted > state["level"] + 1:
            self._tell(
                chapter, "heading-level", f"Judul “{name}” melompati satu tingkat; tingkatnya disesuaikan.", name,
                must=False,
            )  # fmt: skip
            wanted = state["level"] + 1
        state["level"] = wanted
        return heading(
            wanted, self._new_id(f"{anchor_of(chapter)}-{slugify(name)[:60].strip('-') or 'judul'}"), inlines
        )

    def _table(self, chapter: Chapter, one: Element, number: int) -> Element:
        attributes, caption, columns, *rest = one["c"]
        label = f"Tabel {chapter.number}.{number}" if chapter.number else f"Tabel {number}"
        told = [inline for block in caption[1] for inline in block.get("c", [])]
        if len(columns) > MOST_COLUMNS:
            sentence = (
                f"{label} punya {len(columns)} kolom; di kertas muat {MOST_COLUMNS}. Bagi menjadi beberapa tabel."
            )
            self._tell(chapter, "wide-table", sentence, must=False)
        if not told:
            self._tell(chapter, "no-caption", f"{label} belum berjudul. Tulis “: Judul” di bawahnya.", must=False)
        key = attributes[0].split("__")[-1].partition(":")[2]
        anchor = self._target(chapter, "tabel", key, f"tabel-{chapter.id}-{number}", label)
        widths = [column[1].get("c") for column in columns]
        if len({*map(str, widths)}) == 1:  # dashes as wide as each other say nothing about widths
            columns = [[align, {"t": "ColWidthDefault"}] for align, _width in columns]
        whole = [{"t": "Plain", "c": [strong(words(label)), SPACE, *told]}]
        return {"t": "Table", "c": [[anchor, [], []], [None, whole], columns, *rest]}

    def _figure(self, chapter: Chapter, one: Element, state: dict[str, int]) -> list[Element] | None:
        image = next(elements(one, "Image"), None)
        if image is None:
            return None
        key = self._picture(chapter, image)
        if not key:
            return [para(self._missing(image))]
        state["gambar"] += 1
        label = f"Gambar {chapter.number}.{state['gambar']}" if chapter.number else f"Gambar {state['gambar']}"
        anchor = self._target(chapter, "gambar", key, f"gambar-{chapter.id}-{state['gambar']}", label)
        told = [inline for block in one["c"][1][1] for inline in block.get("c", [])]
        figure = self.book.figures[key]
        caption = [para([strong(words(label)), SPACE, *told])]
        if figure.source:
            caption.append(para(words(f"Sumber: {figure.source}")))
        shown = {"t": "Image", "c": [["", [], []], words(figure.alt), [f"gambar:{key}", ""]]}
        return [{"t": "Figure", "c": [[anchor, [], []], [None, caption], [{"t": "Plain", "c": [shown]}]]}]

    def _picture(self, chapter: Chapter, image: Element) -> str:
        """The key of a picture that the book has; "" for all others, which are told."""
        target: str = image["c"][2][0]
        prefix, _colon, key = target.partition(":")
        if prefix != "gambar":
            self._tell(
                chapter, "remote-picture",
                f"Gambar “{target[:80]}” tidak diambil dari luar. Unggah gambarnya ke buku ini dulu.", target,
            )  # fmt: skip
            return ""
        if key not in self.book.figures:
            self._tell(chapter, "no-figure", f"Gambar “{key}” tidak ada di buku ini.", target)
            return ""
        if not self.book.figures[key].alt.strip():
            sentence = f"Gambar “{key}” belum punya teks pengganti untuk yang tidak dapat melihatnya."
            self._tell(chapter, "no-alt", sentence, target)
        return key

    def _missing(self, image: Element) -> list[Element]:
        told = text_of(image["c"][1]) or image["c"][2][0][:80]
        return words(f"[gambar tidak ada: {told}]")

    def _target(self, chapter: Chapter, kind: str, key: str, otherwise: str, label: str) -> str:
        if not key:
            return self._new_id(otherwise)
        whole = f"{kind}:{key}"
        if whole in self.targets:
            if kind == "tabel":
                self._tell(chapter, "double-key", f"Ada dua tabel berkunci “{key}”. Beri kunci lain.", f"#tabel:{key}")
            return self._new_id(otherwise)
        anchor = self._new_id(f"{kind}-{slugify(key) or 'x'}")
        self.targets[whole] = (anchor, label)
        return anchor

    def _new_id(self, wanted: str) -> str:
        found, number = wanted, 2
        while found in self.ids:
            found, number = f"{wanted}-{number}", number + 1
        self.ids.add(found)
        return found

    # Second walk: what refers to something. ------------------------------------------------------------------------

    def _settled(self, chapter: Chapter, blocks: list[Element]) -> SettledChapter:
        names: dict[int, None] = {}

        def act(one: Element) -> list[Element] | None:
            match one["t"]:
                case "Cite":
                    return self._citation(chapter, one, act)
                case "Link":
                    return self._link(chapter, one, act)
                case "Image":
                    return self._image(chapter, one)
                case "Para" | "Plain":
                    return [self._marked(one, act, names)]
                case "Str" if note := NOTE.search(one["c"]):
                    self._tell(chapter, "no-note", f"Catatan kaki “{note[0][:30]}” tidak punya isi.", note[0])
            return self._bare(one, act)

        found = changed(blocks, act)
        return SettledChapter(chapter, anchor_of(chapter), found, list(names))

    def _bare(self, one: Element, act: Any) -> list[Element] | None:
        """Without ids and classes that somebody wrote: those of the book are its own."""
        match one["t"]:
            case "Div":
                return self._div(one, act)
            case "Span":
                return list(changed(one["c"][1], act))
            case "RawBlock" | "RawInline":
                return []
            case "CodeBlock":
                return [{"t": "CodeBlock", "c": [["", [], []], one["c"][1]]}]
        return None

    def _image(self, chapter: Chapter, one: Element) -> list[Element]:
        if key := self._picture(chapter, one):
            return [{"t": "Image", "c": [["", [], []], words(self.book.figures[key].alt), [f"gambar:{key}", ""]]}]
        return self._missing(one)

    def _marked(self, one: Element, act: Any, names: dict[int, None]) -> Element:
        """A paragraph that names something of the index carries its mark; the `alt` of pictures does not count."""
        inside = changed(one["c"], act)
        told = text_of([part for part in inside if part["t"] != "Image"])
        marks = []
        for number, pattern in self.spelled:
            if pattern.search(told):
                names[number] = None
                marks.append({"t": "Span", "c": [["", ["indeks"], [["istilah", str(number)]]], []]})
        return {"t": one["t"], "c": [*marks, *inside]}

    def _div(self, one: Element, act: Any) -> list[Element]:
        kind = next((name for name in one["c"][0][1] if name in CALLOUTS), "")
        inside = changed(one["c"][1], act)
        if not kind:
            return list(inside)
        return [div([para([strong(words(CALLOUTS[kind]))]), *inside], "", "catatan", kind)]

    def _link(self, chapter: Chapter, one: Element, act: Any) -> list[Element]:
        inside, target = changed(one["c"][1], act), one["c"][2][0]
        if target.startswith("#"):
            anchor = SCOPED.sub("", target)
            if anchor in self.ids:
                return [link(inside, f"#{anchor}")]
            self._tell(chapter, "no-target", f"Tautan ke “#{anchor}” tidak menuju ke mana pun.", f"#{anchor}")
            return list(inside)
        if LINKS.fullmatch(target) and len(target) <= LONGEST_ADDRESS:
            return [link(inside, target)]
        how = f"Tulis lengkap dengan https://, paling panjang {LONGEST_ADDRESS} huruf."
        sentence = f"Tautan “{target[:60]}” bukan alamat web. {how}"
        self._tell(chapter, "bad-link", sentence, target)
        return list(inside)

    def _citation(self, chapter: Chapter, one: Element, act: Any) -> list[Element]:
        places: list[Element] = []
        sources: list[Element] = []
        comma = [{"t": "Str", "c": ","}, SPACE]
        for citation in one["c"][0]:
            key = citation["citationId"]
            suffix = changed(citation["citationSuffix"], act)
            if key.partition(":")[0] in LABELS and ":" in key:
                places += [*(comma if places else []), *self._reference(chapter, key), *suffix]
            else:
                prefix = changed(citation["citationPrefix"], act)
                sources += [*(comma if sources else []), *prefix, *self._source(chapter, key), *suffix]
        if not sources:
            return places
        told = [{"t": "Str", "c": "["}, *sources, {"t": "Str", "c": "]"}]
        return [*places, SPACE, *told] if places else told

    def _source(self, chapter: Chapter, key: str) -> list[Element]:
        if key not in self.sources:
            self._tell(chapter, "no-source", f"Sumber “{key}” tidak ada di daftar pustaka buku ini.", f"@{key}")
            return words(f"?{key}")
        if key not in self.cited:
            self.cited.append(key)
        return [link(words(str(self.cited.index(key) + 1)), f"#sumber-{key}")]

    def _reference(self, chapter: Chapter, key: str) -> list[Element]:
        if key not in self.targets:
            self._tell(chapter, "no-target", f"“@{key}” tidak menunjuk tabel, gambar, atau bab mana pun.", f"@{key}")
            return words(f"?{key}")
        anchor, label = self.targets[key]
        return [link(words(label), f"#{anchor}")]
