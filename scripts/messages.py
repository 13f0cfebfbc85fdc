"""Find, check and compile the English texts of pages. Programs and templates hold the Indonesian ones.

    python scripts/messages.py extract    # bring the .po file up to date: new texts come in empty, gone ones leave
    python scripts/messages.py check      # list what is missing or wrong; exits with 1 when there is anything
    python scripts/messages.py compile    # write the .mo file that pages read

Needs Babel only, no GNU gettext. Names of things that are data (themes, indicators, rulebooks) are not gettext's.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import extract as extract_from
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "src" / "tular"
LANGUAGE = "en"
PO = SOURCES / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"

HEADER = r"""# English texts of Tular. The msgid is the Indonesian text in a program or a template.
# The list is kept by scripts/messages.py; edit the msgstr lines only.
msgid ""
msgstr ""
"Language: en\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

"""
"""Without dates, names and versions of tools, so that a second run writes the same file."""

KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
NOTE = "Translators:"

VALUES = re.compile(r"%\(\w+\)[#0+-]*\d*(?:\.\d+)?[a-zA-Z]|%[#0+-]*\d*(?:\.\d+)?[a-zA-Z](?!\w)|%%|\{\w*\}|</?\w+")
"""What a translation has to keep: placeholders of both kinds, the doubled percent sign, and marks of HTML."""

Key = tuple[str, str | None]
"""(msgid, msgctxt); of a text with plural the msgid is the singular."""


@dataclass(frozen=True)
class Found:
    """A text as the sources hold it; `plural` is "" when it has none, `context` None when it needs none."""

    text: str
    plural: str
    context: str | None
    path: str
    line: int
    notes: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        """What the .po file files it under."""
        return self.text, self.context


def main() -> None:
    """Run one of the three verbs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("verb", choices=["extract", "check", "compile"])
    verb = parser.parse_args().verb
    if verb == "extract":
        catalog, new = merged(find(SOURCES), read(PO))
        changed = write_if_changed(PO, po_bytes(catalog))
        print(f"{PO.relative_to(ROOT)}: {len(catalog)} texts, {new} new, {'written' if changed else 'unchanged'}")
    elif verb == "check":
        wrong = problems(find(SOURCES), read(PO))
        sys.exit("\n".join([*wrong, f"{len(wrong)} problems in {PO.relative_to(ROOT)}"]) if wrong else 0)
    else:
        compile_catalogue(PO, PO.with_suffix(".mo"))


def find(folder: Path) -> list[Found]:
    """Every translatable text of the Python files and templates below `folder`, in the order of the files."""
    files = sorted(path for path in folder.rglob("*") if path.suffix in {".py", ".html", ".txt"})
    wanted = (path for path in files if path.suffix == ".py" or "templates" in path.parts)
    return [text for path in wanted for text in texts_of(path, path.relative_to(folder.parents[1]).as_posix())]


def texts_of(path: Path, name: str) -> Iterator[Found]:
    """The translatable texts of one file, which messages call `name`."""
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # The template becomes lines of Python-like text. They are no blocks, so they must not look indented.
        source = "\n".join(line.lstrip() for line in templatize(source, origin=name).split("\n"))
    stream = io.BytesIO(source.encode())
    for line, texts, notes, context in extract_from("python", stream, KEYWORDS, [NOTE], strip_comment_tags=True):
        text, plural = texts if isinstance(texts, tuple) else (texts, "")
        yield Found(text, plural, context or None, name, line, tuple(notes))


def read(path: Path) -> Catalog:
    """The .po file; an empty catalogue when there is none."""
    if not path.exists():
        return Catalog(locale=LANGUAGE)
    with path.open("rb") as stream:
        return read_po(stream, locale=LANGUAGE, ignore_obsolete=True, abort_invalid=True)


def merged(found: list[Found], old: Catalog) -> tuple[Catalog, int]:
    """(a catalogue of what was found, with the translations that `old` has; how many texts are new)."""
    known = {key_of(message): message for message in old if message.id}
    plurals = {text.key: text.plural for text in found if text.plural}
    catalog = Catalog(locale=LANGUAGE)
    for text in found:
        plural = plurals.get(text.key, "")
        before = known.get(text.key)
        catalog.add(
            (text.text, plural) if plural else text.text,
            string=kept(before, bool(plural)),
            context=text.context,
            locations=[(text.path, text.line)],
            auto_comments=text.notes,
            user_comments=before.user_comments if before else (),
            flags={"fuzzy"} if before and before.fuzzy else (),
        )
    return catalog, sum(key_of(message) not in known for message in catalog if message.id)


def kept(before: Message | None, has_plural: bool) -> str | tuple[str, ...]:
    """The translation so far, in the shape that the text has now: one form, or two."""
    forms = forms_of(before) if before else ()
    if has_plural:
        return forms if len(forms) == 2 else (forms[0] if forms else "",) * 2
    return forms[-1] if forms else ""


def key_of(message: Message) -> Key:
    """What a message is filed under."""
    return (message.id if isinstance(message.id, str) else message.id[0]), message.context


def forms_of(message: Message) -> tuple[str, ...]:
    """The translation's forms: one, or one for each number that the language tells apart."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def po_bytes(catalog: Catalog) -> bytes:
    """The .po file: sorted by text; files are named without lines, so that moving a line changes nothing."""
    stream = io.BytesIO()
    write_po(stream, catalog, width=120, omit_header=True, sort_output=True, include_lineno=False)
    return HEADER.encode() + stream.getvalue().rstrip(b"\n") + b"\n"


def write_if_changed(path: Path, content: bytes) -> bool:
    """Write the file in one step, unless it has this content already; whether it was written."""
    if path.exists() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_bytes(content)
    draft.replace(path)
    return True


def compile_catalogue(source: Path, target: Path) -> None:
    """Write the .mo file for a .po file; texts without translation or in doubt are left out and stay Indonesian."""
    stream = io.BytesIO()
    write_mo(stream, read(source))
    write_if_changed(target, stream.getvalue())


def problems(found: list[Found], catalog: Catalog) -> list[str]:
    """A sentence for everything that keeps the catalogue from being complete and right."""
    known = {key_of(message): message for message in catalog if message.id}
    places: dict[Key, Found] = {}
    for text in found:
        places.setdefault(text.key, text)
    wrong = [complaint for text in found for complaint in source_complaints(text)]
    for key, text in places.items():
        message = known.get(key)
        complaints = ["not in the .po file: run `extract`"] if message is None else message_complaints(message)
        wrong += [f"{text.path}:{text.line}: {complaint}: {text.text!r}" for complaint in complaints]
    gone = [key[0] for key in known if key not in places]
    return wrong + [f"no longer in the sources: run `extract`: {text!r}" for text in sorted(gone)]


def source_complaints(found: Found) -> list[str]:
    """What is wrong with a text in the sources themselves."""
    complaints = []
    if found.plural and found.plural != found.text:
        complaints.append(f"Indonesian has one form, but the plural is {found.plural!r}")
    if not found.path.endswith(".py") and re.search(r"%(?![(%])", found.text.replace("%%", "")):
        # Django looks such a text up with the sign doubled and shows it doubled.
        complaints.append("a percent sign in _() of a template: use {% translate … as name %}")
    return [f"{found.path}:{found.line}: {complaint}: {found.text!r}" for complaint in complaints]


def message_complaints(message: Message) -> list[str]:
    """What is wrong with a translation."""
    texts = (message.id, message.id) if isinstance(message.id, str) else tuple(message.id)
    forms = forms_of(message)
    if not all(forms) or (not isinstance(message.id, str) and len(forms) != 2):
        return ["not translated"]
    complaints = ["marked as fuzzy"] if message.fuzzy else []
    if any(values(form) != values(texts[-1]) for form in forms):
        complaints.append("other placeholders or tags than the source")
    return complaints


def values(text: str) -> list[str]:
    """Placeholders and tags of a text, in a fixed order."""
    return sorted(VALUES.findall(text))


if __name__ == "__main__":
    main()
