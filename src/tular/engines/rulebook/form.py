"""What a proposal asks: sections with limits of words, fields, attachments, some of them only for some.

`form_for` gives the form of one entry, `problems` what is missing or too long in it; both follow the same rules, so
that what is asked while writing is what is checked at the end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from tular.engines.rulebook.keys import Keys
from tular.engines.rulebook.model import Rulebook, Value
from tular.engines.rulebook.wordcount import count_words

FIELD_KINDS = ("text", "date", "yes_no", "url", "number")
SECTION_KINDS = ("text", "yes_no_then_text")
ATTACHMENT_KINDS = ("file", "link")
YES_NO = ("ya", "tidak")
EXTRA = "_extra"
"""`[form.replikasi_extra]` comes after the sections for all, in the group replikasi."""


@dataclass(frozen=True, slots=True)
class Section:
    """One question answered in words. `parts` are answered one by one in its stead."""

    id: str
    label: str
    asks: str
    min_words: int | None
    max_words: int | None
    kind: str
    required: bool
    parts: tuple[Section, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Field:
    """One short answer; `when_yes` names fields and attachments that a yes asks for."""

    id: str
    label: str
    kind: str
    required: bool
    when_yes: tuple[str, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file or link. `required_when` names a condition; without it `required` decides alone."""

    id: str
    label: str
    kind: str
    required: bool
    required_when: str
    formats: tuple[str, ...]
    max_mib: float | None
    max_seconds: int | None
    host: str
    rule: str
    anonymous: bool = False
    """Whether it tells nothing of whose entry it is, so that it is shown where those who mark must not know."""


@dataclass(frozen=True, slots=True)
class Form:
    """What is asked of one entry, in order."""

    sections: tuple[Section, ...]
    fields: tuple[Field, ...]
    attachments: tuple[Attachment, ...]


@dataclass(frozen=True, slots=True)
class FormRules:
    """The forms of a rulebook: for all groups, and for each group instead of or after that."""

    for_all: tuple[Section, ...]
    for_group: Mapping[str, tuple[Section, ...]]
    extra: Mapping[str, tuple[Section, ...]]
    fields: tuple[Field, ...]
    attachments: tuple[Attachment, ...]

    @property
    def asks_anything(self) -> bool:
        """Whether there is a section, field or attachment for anybody."""
        return any((self.for_all, self.for_group, self.extra, self.fields, self.attachments))

    def form_for(self, group: str, conditions: Mapping[str, bool] | None = None) -> Form:
        """The form of an entry of a group, of which `conditions` hold; what is not known to hold is not asked."""
        known = conditions or {}
        sections = self.for_group.get(group, self.for_all) + self.extra.get(group, ())
        hidden = {name for one in self.fields if not known.get(one.id) for name in one.when_yes}
        shown = {name for one in self.fields if known.get(one.id) for name in one.when_yes}
        fields = tuple(
            replace(one, required=True) if one.id in shown else one
            for one in self.fields
            if one.id not in hidden or one.id in shown
        )
        attachments = tuple(
            replace(one, required=one.required or one.id in shown or bool(known.get(one.required_when)))
            for one in self.attachments
            if one.id not in hidden or one.id in shown
        )
        return Form(sections, fields, attachments)


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered: texts by section, fields by name, attachments that are there.

    A part of the kind `yes_no_then_text` has its yes or no ("ya", "tidak") among the fields, under its own id.
    """

    texts: Mapping[str, str]
    fields: Mapping[str, str] = field(default_factory=dict)
    attached: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that keeps a form from being complete; `code` is missing, too_long or too_short."""

    id: str
    code: str
    sentence: str
    rule: str


def problems(form: Form, answers: Answers) -> Iterator[Problem]:
    """What is missing, too long or too short, in the order of the form."""
    for section in form.sections:
        for part in section.parts or (section,):
            yield from _of_section(section, part, answers.texts.get(part.id, ""), answers.fields.get(part.id, ""))
    for asked in form.fields:
        if asked.required and not answers.fields.get(asked.id, "").strip():
            yield Problem(asked.id, "missing", f"{asked.label} belum diisi", asked.rule)
    for one in form.attachments:
        if one.required and one.id not in answers.attached:
            yield Problem(one.id, "missing", f"{one.label} belum dilampirkan", one.rule)


def _of_section(section: Section, part: Section, text: str, said: str) -> Iterator[Problem]:
    label = section.label if part is section else f"{section.label}, {part.label}"
    count = count_words(text)
    if part.kind == "yes_no_then_text" and said not in YES_NO:
        if part.required:
            yield Problem(part.id, "missing", f"{label} belum dijawab ya atau tidak", part.rule)
        return
    if count == 0:
        if part.required and said != "tidak":
            yield Problem(part.id, "missing", f"{label} belum diisi", part.rule)
        return
    if part.max_words is not None and count > part.max_words:
        sentence = f"{label} berisi {count} kata, paling banyak {part.max_words}; kurangi {count - part.max_words} kata"
        yield Problem(part.id, "too_long", sentence, part.rule)
    if part.min_words is not None and count < part.min_words:
        sentence = f"{label} berisi {count} kata, paling sedikit {part.min_words}"
        yield Problem(part.id, "too_short", sentence, part.rule)


def form_rules(book: Rulebook, groups: tuple[str, ...]) -> FormRules:
    """The forms of a rulebook. Raises `RulebookError` for limits and references that cannot be."""
    keys = Keys(book.block("form")[0] if book.block("form") else {}, book.file_name, "form")
    for_group: dict[str, tuple[Section, ...]] = {}
    extra: dict[str, tuple[Section, ...]] = {}
    for name, value in keys.table.items():
        if not isinstance(value, Mapping) or "sections" not in value:
            continue
        inner = keys.inner(name)
        group = name.removesuffix(EXTRA)
        if group not in groups:
            known = ", ".join(groups) or "belum satu pun"
            inner.wrong("", f'kelompok "{group}" tidak ada; yang ada: {known}')
        (extra if name.endswith(EXTRA) else for_group)[group] = tuple(_section(one) for one in inner.each("sections"))
    fields = tuple(_field(one) for one in keys.each("fields"))
    attachments = tuple(_attachments(book))
    # A field may ask for an attachment of which nothing else is said.
    named = {one.id for one in fields} | {one.id for one in attachments}
    for one in fields:
        attachments += tuple(
            Attachment(name, name.replace("_", " "), "file", False, "", (), None, None, "", one.rule)
            for name in one.when_yes
            if name not in named
        )
    found = FormRules(tuple(_section(one) for one in keys.each("sections")), for_group, extra, fields, attachments)
    for group in (*groups, ""):
        _refuse_twice(keys, found.for_group.get(group, found.for_all) + found.extra.get(group, ()))
    return found


def _refuse_twice(keys: Keys, sections: tuple[Section, ...]) -> None:
    seen: set[str] = set()
    for section in sections:
        for one in section.parts or (section,):
            if one.id in seen:
                Keys({}, keys.file, one.rule).wrong("id", f'"{one.id}" sudah dipakai; setiap bagian hanya sekali')
            seen.add(one.id)


def _section(keys: Keys, required: bool = True) -> Section:
    if keys.text("id").startswith("_"):
        keys.wrong("id", 'tidak boleh diawali "_"; nama seperti itu dipakai bagian yang ada pada setiap proposal')
    least, most = keys.count("min_words", 0), keys.count("max_words", 1)
    if least is not None and most is not None and least > most:
        keys.wrong("max_words", "harus tidak kurang dari min_words")
    return Section(
        id=keys.text("id"),
        label=keys.text("label", keys.text("id").replace("_", " ")),
        asks=keys.text("asks", ""),
        min_words=least,
        max_words=most,
        kind=keys.choice("kind", SECTION_KINDS, "text"),
        required=keys.flag("required", required),
        parts=tuple(_section(one, keys.flag("required", required)) for one in keys.each("parts")),
        rule=keys.path,
    )


def _field(keys: Keys) -> Field:
    return Field(
        id=keys.text("id"),
        label=keys.text("label", keys.text("id").replace("_", " ")),
        kind=keys.choice("kind", FIELD_KINDS, "text"),
        required=keys.flag("required"),
        when_yes=keys.texts("when_yes"),
        rule=keys.path,
    )


def _attachments(book: Rulebook) -> Iterator[Attachment]:
    """Attachments one by one, or several in `items` that share what stands beside them."""
    for place, item in enumerate(book.block("attachments"), start=1):
        keys = Keys(item, book.file_name, f"attachments[{place}]")
        if "items" not in keys:
            yield _attachment(keys)
            continue
        shared = {key: value for key, value in item.items() if key not in ("items", "id", "label")}
        items = keys.table["items"]
        for number, one in enumerate(items if isinstance(items, tuple) else (), start=1):
            named: Mapping[str, Value] = {"id": one, "required": True} if isinstance(one, str) else {}
            table = one if isinstance(one, Mapping) else named
            if not table:
                keys.wrong("items", "harus daftar nama atau daftar tabel")
            yield _attachment(Keys({**shared, **table}, keys.file, f"{keys.path}.items[{number}]"))


def _attachment(keys: Keys) -> Attachment:
    size = keys.number("max_mib")
    formats = keys.texts("formats") or ((keys.text("format").lower(),) if "format" in keys else ())
    return Attachment(
        id=keys.text("id"),
        label=keys.text("label", keys.text("id").replace("_", " ")),
        kind=keys.choice("kind", ATTACHMENT_KINDS, "file"),
        required=keys.flag("required"),
        required_when=keys.text("required_when", ""),
        formats=formats,
        max_mib=None if size is None else float(size),
        max_seconds=keys.count("max_seconds", 1),
        host=keys.text("host", ""),
        rule=keys.path,
        anonymous=keys.flag("anonymous"),
    )
