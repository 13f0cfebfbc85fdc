"""The component tags: each has one template of its own name, and a place on the pattern page `/pola`.

What a component takes is described in `shapes`. `templatetags/tular.py` makes them built in.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms, template
from django.db import models
from django.forms.boundfield import BoundField
from django.template.context import Context
from django.utils.formats import number_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from tular.foundation.audit.queries import History
from tular.foundation.once.actions import FIELD, new_token
from tular.foundation.once.versions import VERSION_FIELD, version_of
from tular.foundation.ui.shapes import Bar, Chosen, Figure, Job, Key, Kind, Pages, Part, Rows, Status

register = template.Library()

COLOURS = ("daun", "langit", "kunyit-tua", "bata", "tinta")
"""Order of the series in figures and scores: told apart also by people who see few colours."""

TRAY_SIZE = 4


def component(name: str, **options: Any) -> Any:
    """`register.inclusion_tag` with the template of the component."""
    return register.inclusion_tag(f"ui/components/{name}.html", **options)


@component("tag")
def tag(kind: Kind, text: str, hidden: str = "") -> dict[str, Any]:
    """A status: a word and a shape. `hidden` is read out after the word where only the shape shows it."""
    return {"kind": kind, "text": text, "hidden": hidden}


@component("chip")
def chip(kind: str, value: str, href: str = "", label: str = "") -> dict[str, Any]:
    """Something understood or chosen: its kind, then the value; with `href` a link, before which `label` is read."""
    return {"kind": kind, "value": value, "href": href, "label": label}


@component("facts")
def facts(rows: Rows, layout: str = "row") -> dict[str, Any]:
    """Terms and values; `layout` "row" puts them side by side, "stack" one above the other."""
    shown = [(term, None if value is None or value in ("", [], ()) else value) for term, value in rows]
    return {"rows": shown, "layout": layout}


@component("statuses")
def statuses(rows: Sequence[Status]) -> dict[str, Any]:
    """Independent statuses side by side, never merged into one."""
    return {"rows": rows}


@component("figs")
def figs(figures: Sequence[Figure]) -> dict[str, Any]:
    """A row of numbers, each with definition and date."""
    return {"figures": figures}


@component("bars")
def bars(rows: Sequence[Bar]) -> dict[str, Any]:
    """Plain bars for a funnel or for counts."""
    return {"rows": rows}


@component("legend")
def legend(keys: Sequence[Key]) -> dict[str, Any]:
    """The signs of a figure in words."""
    return {"keys": keys}


@component("reasons")
def reasons(why: Sequence[str], care: Sequence[str], level: int = 4) -> dict[str, Any]:
    """Why an entry fits, and what to beware of, with equal rank; `level` is the level of the two headings."""
    return {"why": why, "care": care, "heading": f"h{level}"}


@component("score")
def score(
    total: float | Decimal, parts: Sequence[Part], subject: str, expanded: bool = False, places: int = 0
) -> dict[str, Any]:
    """A score that opens into its parts, which add up; `subject` names what was scored, `places` are decimals."""
    highest = sum(part.maximum for part in parts)
    coloured = [
        (part, COLOURS[index % len(COLOURS)], float(part.value) * 100 / float(highest))
        for index, part in enumerate(parts)
    ]
    return {
        "total": total, "parts": coloured, "highest": highest, "subject": subject, "open": expanded, "places": places,
    }  # fmt: skip


@component("completeness")
def completeness(rows: Sequence[tuple[Kind, str, str]]) -> dict[str, Any]:
    """Components of a description as (kind, name, state in words): the list of what is there and what is missing."""
    return {"rows": rows}


@component("pagination", takes_context=True)
def pagination(context: Context, pages: Pages) -> dict[str, Any]:
    """Where this page stands and the ways to its neighbours, by `?halaman=`; everything else in the address stays."""
    return {"pages": pages, "request": context["request"]}


@component("crumbs")
def crumbs(*trail: str) -> dict[str, Any]:
    """The way to this page: label, path, label, path …; the page itself is not named."""
    return {"trail": list(zip(trail[::2], trail[1::2], strict=True))}


@component("job")
def job(job: Job, link: bool = True) -> dict[str, Any]:
    """Long work: title, state, progress with its number, what it is at. `link` false on the page of the work itself."""
    return {"job": job, "link": link}


@component("empty_state")
def empty_state(title: str, text: str, href: str = "", link: str = "") -> dict[str, Any]:
    """An empty list: what belongs here, why there is nothing, the one thing to do."""
    return {"title": title, "text": text, "href": href, "link": link}


@register.simple_tag
def check(name: str, value: str, label: str, count: int | None = None, checked: bool = False) -> SafeString:
    """A row of a filter: box, word, how many entries would remain. Has no template: a page shows a hundred of them."""
    number = "" if count is None else f'<span class="t-check__n">{_number(count)}</span>'
    return mark_safe(  # noqa: S308 - every value is escaped
        f'<label class="t-check"><input type="checkbox" name="{conditional_escape(name)}"'
        f' value="{conditional_escape(value)}"{" checked" if checked else ""}>'
        f"<span>{conditional_escape(label)}</span>{number}</label>"
    )


def _number(count: int) -> str:
    """A count as a reader writes it; below a thousand all languages agree."""
    return str(count) if 0 <= count < 1000 else number_format(count, force_grouping=True)


@register.simple_tag
def checks(name: str, options: Sequence[Any]) -> SafeString:
    """Rows of one filter; each option has `value`, `label`, `count` and `chosen`."""
    rows = (check(name, one.value, one.label, one.count, one.chosen) for one in options)
    return mark_safe("".join(rows))  # noqa: S308 - each row is safe


@component("choose")
def choose(slug: str, title: str, checked: bool = False) -> dict[str, Any]:
    """The box that puts an entry into the compare tray; needs `{% tray %}` on the same page."""
    return {"slug": slug, "title": title, "checked": checked}


@component("tray")
def tray(chosen: Sequence[Chosen] = ()) -> dict[str, Any]:
    """The compare tray: a form that `{% choose %}` boxes belong to, also when JavaScript is off."""
    return {"chosen": chosen, "limit": TRAY_SIZE}


@component("error_summary")
def error_summary(form: forms.Form, text: str = "") -> dict[str, Any]:
    """What is wrong with a form, each error a link to its field, and what was not lost; nothing when all is well."""
    return {"form": form, "text": text, "fields": [field for field in form if field.errors]}


@component("field")
def field(bound: BoundField, optional: bool = False) -> dict[str, Any]:
    """A form field: label, hint (`help_text`), errors, control, joined for screen readers.

    Several boxes or circles to choose among stand in a group of their own; a single box stands before its words.
    """
    kind = getattr(bound.field.widget, "input_type", "")
    many = kind in ("checkbox", "radio") and getattr(bound.field, "choices", None) is not None
    name = bound.auto_id if many else bound.id_for_label
    told = [f"{name}-petunjuk"] * bool(bound.help_text) + [f"{name}-galat"] * bool(bound.errors)
    tick = kind == "checkbox" and not many
    attributes: dict[str, str | bool] = {}
    if not tick:
        attributes["class"] = f"{bound.field.widget.attrs.get('class', '')} t-input".strip()
    if told:
        attributes["aria-describedby"] = " ".join(told)
    if bound.errors:
        attributes["aria-invalid"] = "true"
    return {
        "field": bound, "optional": optional, "shape": "many" if many else "tick" if tick else "one",
        "control": "" if many else bound.as_widget(attrs=attributes), "described": " ".join(told),
        "columns": kind == "checkbox",
    }  # fmt: skip


@component("fields")
def fields(form: forms.Form) -> dict[str, Any]:
    """All fields of a form, one below the other; those that may stay empty say so."""
    return {"form": form}


@register.simple_tag
def once() -> SafeString:
    """The one-time token of a form that `post_once` works on: sent twice, it is worked on once."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, new_token())


@register.simple_tag
def seen(row: models.Model) -> SafeString:
    """The version of the row that this page shows, for the action's `seen_version`."""
    return format_html('<input type="hidden" name="{}" value="{}">', VERSION_FIELD, version_of(row))


@component("history", takes_context=True)
def history(context: Context, events: History, level: int = 3) -> dict[str, Any]:
    """What happened to something, newest first: who, when, what, from what to what. `level` is that of its headings."""
    pages = Pages(events.count, events.size, events.page)
    return {"events": events, "pages": pages, "heading": f"h{level}", "request": context["request"]}


@component("upload")
def upload(bound: BoundField, optional: bool = False) -> dict[str, Any]:
    """A file control with what is kept already; sends in pieces where JavaScript runs, with the form where not.

    The field tells `purpose`, `accept`, `largest` (bytes), `wanted` (kinds and size in words), `in_pieces`, `ticket`
    and, on its widget, the file that is `kept`: an object with `name`, `size`, `path` and `preview`.
    """
    file: Any = bound.field
    identity = bound.id_for_label
    described = [f"{identity}-petunjuk"] + ([f"{identity}-galat"] if bound.errors else [])
    attributes: dict[str, str | bool] = {
        "class": "t-upload__input", "accept": file.accept, "aria-describedby": " ".join(described),
    }  # fmt: skip
    if bound.errors:
        attributes["aria-invalid"] = "true"
    return {
        "field": bound,
        "control": bound.as_widget(attrs=attributes),
        "file": file,
        "kept": file.widget.kept,
        "optional": optional,
    }
