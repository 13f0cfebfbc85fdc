"""Tags of the page frame, formats, and the component tags: available in every template without loading."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import template
from django.template.context import Context
from django.utils import formats, timezone, translation
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from tular.foundation.access.carrying import read
from tular.foundation.access.telling import told
from tular.foundation.ui import components, navigation, slots
from tular.foundation.ui.sizes import bytes_text

register = template.Library()
register.tags.update(components.register.tags)

LANGUAGE_PARAMETER = "bahasa"


@dataclass(frozen=True)
class MenuEntry:
    """A link of the navigation as one page shows it; `current` is the value of `aria-current` or ""."""

    label: str | Promise
    path: str
    current: str


@dataclass(frozen=True)
class Menu:
    """The lists of links of the page frame; `working` is for people who are signed in."""

    header: list[MenuEntry]
    working: list[MenuEntry]
    searching: list[MenuEntry]
    checking: list[MenuEntry]


@register.simple_tag(takes_context=True)
def header_links(context: Context) -> Menu:
    """The navigation, knowing which page is open. Works without a request, as on the page for error 500."""
    request = context.get("request")
    path = request.path if request else ""

    def entries(links: tuple[navigation.Link, ...]) -> list[MenuEntry]:
        return [MenuEntry(link.label, link.path, link.current(path)) for link in links]

    return Menu(
        entries(navigation.HEADER),
        entries(navigation.WORKING),
        entries(navigation.SEARCHING),
        entries(navigation.CHECKING),
    )


@register.simple_tag(takes_context=True)
def language_link(context: Context, short: bool = False) -> SafeString:
    """A link to this page in the other language; everything else in the address stays. `short` saves room on phones."""
    code, name = ("id", "Bahasa Indonesia") if translation.get_language() == "en" else ("en", "English")
    if short and code == "id":
        name = mark_safe('<span class="t-hide-narrow">Bahasa </span>Indonesia')
    request = context.get("request")
    query = request.GET.copy() if request else None
    if query is None:
        return format_html(
            '<a href="/?{}={}" lang="{}" hreflang="{}">{}</a>', LANGUAGE_PARAMETER, code, code, code, name
        )
    query[LANGUAGE_PARAMETER] = code
    return format_html('<a href="?{}" lang="{}" hreflang="{}">{}</a>', query.urlencode(), code, code, name)


@register.simple_tag(takes_context=True)
def slot(context: Context, name: str, subject: Any = None) -> SafeString:
    """What upper features put at the place `name` of this page, about `subject`; see `foundation.ui.slots`."""
    return mark_safe(slots.render(name, context["request"], subject))  # noqa: S308 - fillers return rendered templates


@register.simple_tag(takes_context=True)
def typed(context: Context) -> list[tuple[str, str]]:
    """Label and value of what a form had posted, for a page that says that it was not taken; nothing otherwise."""
    request = context.get("request")
    return told(read(request)) if request and request.method == "POST" else []


@register.simple_tag
def unknown(text: str = "") -> SafeString:
    """The mark of a value that nobody has given; never leave a gap instead."""
    return format_html('<span class="t-unknown">{}</span>', text or _("belum diketahui"))


@register.filter
def number(value: float | Decimal | None, places: int | None = None) -> str:
    """A number as the reader's language writes it: 1.916 or 65,4 in Indonesian; no value is shown as unknown."""
    if value is None or value == "":
        return unknown()
    return formats.number_format(_rounded(value, places), places, use_l10n=True, force_grouping=True)


def _rounded(value: float | Decimal, places: int | None) -> float | Decimal:
    """Django cuts a float off where the reader expects it rounded."""
    return value if places is None else round(value, places)  # type: ignore[return-value] # either kind rounds to its own


@register.filter
def percent(value: float | Decimal | None, places: int = 0) -> str:
    """A percentage, given as 0 to 100: "65,4 %" with a fixed space in Indonesian, "65.4%" in English."""
    if value is None or value == "":
        return unknown()
    figure = formats.number_format(_rounded(value, places), places, use_l10n=True, force_grouping=True)
    return f"{figure}%" if translation.get_language() == "en" else f"{figure}\u00a0%"


@register.filter
def day(value: datetime.date | datetime.datetime | None) -> str:
    """A date in words, "22 November 2026"; no value is shown as unknown. Times are turned to the site's zone first."""
    if not value:
        return unknown()
    if isinstance(value, datetime.datetime) and value.tzinfo:
        value = timezone.localtime(value)
    return formats.date_format(value, "j\u00a0F\u00a0Y")


register.filter("bytes", bytes_text)


@register.filter
def data(value: float | Decimal) -> str:
    """A number for a style property or a `data-` attribute: always with a decimal point, at most four places."""
    return f"{value:.4f}".rstrip("0").rstrip(".")
