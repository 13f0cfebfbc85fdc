"""Turns an answer into what the result page shows: plain values only, so that the template decides nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.html import format_html
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tular.engines.matching.needs import LONGEST
from tular.features.finder.queries.facets import Facet
from tular.features.finder.queries.passages import BookPassage
from tular.features.finder.queries.rules import RULEBOOK, ranking_rules
from tular.features.finder.queries.search import Answer, Hit, Part, Question
from tular.features.finder.sentences import caution_sentence, reason_sentence
from tular.foundation.ui.shapes import Pages
from tular.foundation.ui.shapes import Part as ScorePart

QUIET_REASONS = {"words", "meaning", "completeness"}
"""Reasons that the score's table tells; the short list beside a hit keeps to what helps to choose."""


@dataclass(frozen=True, slots=True)
class Chip:
    """Something understood of the need, with a link that takes it back or a title that explains it."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Line:
    """One hit with its sentences."""

    hit: Hit
    why: list[str]
    care: list[str]
    parts: list[ScorePart]


@dataclass(frozen=True, slots=True)
class Switch:
    """A part of the score, or one of its reasons, that can be ignored; `reasons` only where there are several."""

    id: str
    label: str
    off: bool
    reasons: list[Switch] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ResultsPage:
    """Everything the result page shows."""

    question: Question
    bare: bool
    """Nothing that could be answered was asked: no readable need, no filter."""
    read_text: str
    asker_label: str
    chips: list[Chip]
    notices: list[str]
    suggestion: str
    suggestion_href: str
    lines: list[Line]
    passages: tuple[BookPassage, ...]
    total: int
    count_text: str
    range_text: str
    facets: list[Facet]
    active_filters: list[tuple[str, str, str]]
    switches: list[Switch]
    switched_off: bool
    pages: Pages
    download_query: str
    parameters: list[tuple[str, str]]
    unfiltered_href: str
    rulebook: str


def results_page(answer: Answer, query: QueryDict) -> ResultsPage:
    """The page of an answer; `query` is the address's own parameters, for links that change one of them."""
    question = answer.question
    first = (question.page - 1) * question.page_size + 1
    last = min(question.page * question.page_size, answer.total)
    total = ngettext("%(count)s inovasi", "%(count)s inovasi", answer.total) % {"count": _number(answer.total)}
    return ResultsPage(
        question=question,
        bare=answer.need.is_empty and not any(question.filters.values()),
        read_text=answer.need.text,
        asker_label=answer.asker.label,
        chips=_chips(answer),
        notices=_notices(answer),
        suggestion=answer.suggestion,
        suggestion_href=_with(query, q=answer.suggestion, halaman=None),
        lines=[_line(hit) for hit in answer.hits],
        passages=answer.passages,
        total=answer.total,
        count_text=total,
        range_text=_("%(first)s–%(last)s, yang paling cocok di atas.") % {"first": first, "last": last},
        facets=answer.facets,
        active_filters=_active(answer, query),
        switches=_switches(question),
        switched_off=bool(question.without),
        pages=Pages(answer.total, question.page_size, question.page),
        download_query=_without_page(query),
        parameters=[(name, value) for name, values in query.lists() for value in values if name != "halaman"],
        unfiltered_href="?" + urlencode({"q": answer.need.text, "untuk": question.asker}),
        rulebook=RULEBOOK,
    )


def _line(hit: Hit) -> Line:
    sentences = {reason.code: reason_sentence(reason) for reason in hit.reasons}
    telling = [_linked(code, text, hit) for code, text in sentences.items() if code not in QUIET_REASONS]
    words = [sentences["words"]] if "words" in sentences else []
    return Line(
        hit=hit,
        why=(words + telling) or list(sentences.values()),
        care=[caution_sentence(caution) for caution in hit.cautions],
        parts=[ScorePart(_name(part), part.points, part.most, _because(part, sentences)) for part in hit.parts],
    )


def _linked(code: str, text: str, hit: Hit) -> str:
    """Who copied it is told on the innovation's own page, each with their state and source."""
    if code not in ("replication", "taken_alike"):
        return text
    return format_html('<a href="/inovasi/{}#peniru">{}</a>', hit.slug, text)


def _because(part: Part, sentences: dict[str, str]) -> str:
    if not part.reasons:
        return _("tidak ada yang menambah nilai")
    return "; ".join(f"{sentences[reason.code]} (+{_number(reason.points, 1)})" for reason in part.reasons)


def _name(part: Part) -> str:
    return part.name_en if (get_language() or "").startswith("en") else part.name


def _chips(answer: Answer) -> list[Chip]:
    chips = [Chip(_("tema"), theme) for theme in answer.themes]
    if answer.asker.recognised:
        chips.append(Chip(_("untuk"), answer.asker.label))
    english = (get_language() or "").startswith("en")
    for hit in answer.need.lacking:
        chips.append(Chip(_("kekurangan"), hit.resource.name_en if english else hit.resource.name))
    others: dict[str, None] = {}
    for expansion in answer.need.expansions:
        if expansion.relation == "same":
            shown = [expansion.concept.label] + [
                term for term, kind in expansion.concept.terms.items() if kind in {"official", "acronyms"}
            ]
            others.update(dict.fromkeys(term for term in shown if term.lower() != expansion.said))
    if others:
        chips.append(Chip(_("juga dicari sebagai"), ", ".join(list(others)[:6])))
    return chips


def _notices(answer: Answer) -> list[str]:
    need, question, notices = answer.need, answer.question, []
    if question.text.strip() and need.is_empty:
        notices.append(
            _(
                "Kebutuhan Anda belum dapat dibaca: tidak ada kata yang menyebut masalah. "
                "Tulis beberapa kata, misalnya “antrean obat panjang”."
            )
        )
    if need.words_given > need.words_read:
        notices.append(
            _("Kebutuhan Anda %(given)s kata; yang dicari %(read)s kata pertama. Seluruh teks tetap ada di kotak.")
            % {"given": _number(need.words_given), "read": _number(LONGEST)}
        )
    if need.looks_english and not answer.guessed:
        notices.append(
            _("Kebutuhan Anda tampaknya berbahasa Inggris; katalog berbahasa Indonesia, jadi hasil menurut makna saja.")
        )
    if answer.guessed:
        notices.append(
            _(
                "Tidak satu pun kata Anda dikenal katalog. "
                "Daftar ini tebakan menurut makna; coba tulis dalam bahasa Indonesia sehari-hari."
            )
        )
    if question.asker.strip() and not answer.asker.recognised:
        notices.append(
            _(
                "“%(asker)s” belum dikenal sebagai instansi atau wilayah, jadi kemiripan wilayah tidak dihitung. "
                "Tulis misalnya “Kabupaten Alor” atau “kota di Jawa Timur”."
            )
            % {"asker": question.asker}
        )
    if answer.words_only and not need.is_empty:
        notices.append(_("Pencarian makna tidak tersedia di komputer ini; hasil menurut kata dan sinonim saja."))
    return notices


def _active(answer: Answer, query: QueryDict) -> list[tuple[str, str, str]]:
    """Chosen filters as (group, option, address without it)."""
    labels = {facet.name: str(facet.label) for facet in answer.facets}
    found = []
    for name, values in answer.question.filters.items():
        for value in values:
            rest = query.copy()
            rest.setlist(name, [other for other in query.getlist(name) if other != value])
            rest.pop("halaman", None)
            label = answer.names.get(name, {}).get(value, value)
            found.append(
                (labels.get(name, _("instansi") if name == "instansi" else name), label, f"?{rest.urlencode()}")
            )
    return found


def _switches(question: Question) -> list[Switch]:
    english = (get_language() or "").startswith("en")
    rules = ranking_rules()
    found = []
    for part in rules.parts:
        # A part that is off as a whole is one choice, which one click takes back: its reasons are not chosen besides.
        off = all(reason in question.without for reason in part.reasons)
        reasons = [
            Switch(one.id, one.name_en if english else one.name, one.id in question.without and not off)
            for one in (rules.reasons[reason] for reason in part.reasons)
        ]
        name = part.name_en if english else part.name
        found.append(Switch(part.id, name, off, reasons if len(reasons) > 1 else []))
    return found


def _with(query: QueryDict, **changes: str | None) -> str:
    copy = query.copy()
    for name, value in changes.items():
        copy.pop(name, None)
        if value is not None:
            copy[name] = value
    return f"?{copy.urlencode()}"


def _without_page(query: QueryDict) -> str:
    return urlencode([(name, value) for name, values in query.lists() if name != "halaman" for value in values])


def _number(value: float, places: int = 0) -> str:
    text = f"{value:,.{places}f}"
    return text if (get_language() or "").startswith("en") else text.translate(str.maketrans(",.", ".,"))
