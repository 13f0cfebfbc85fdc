"""From the tables about entering (`eligibility`, `groups`, `quota`, `participants`) to eligibility rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypedDict

from tular.engines.rulebook.eligibility import RULES, Rule, Unless
from tular.engines.rulebook.errors import RulebookError
from tular.engines.rulebook.keys import Keys
from tular.engines.rulebook.model import Confidence, Rulebook, Value

ALSO_CALLED = {"supporting_documents_required": "documents"}
"""Names of the first drafts."""

UNLIMITED = "unlimited"
"""A quota that is none."""

ONLY_TELLS_HOW = "age_measured"
"""Says between which days age is measured, and whether a proof is wanted; it is no rule by itself."""


def entry_rules(book: Rulebook, groups: tuple[str, ...]) -> tuple[Rule, ...]:
    """Every rule about entering, in the order in which a person would ask: kind of agency, age, history, quota."""
    proof = any(
        item.get("rule") == ONLY_TELLS_HOW and item.get("proof_required") is True for item in book.block("eligibility")
    )
    found = [*_participants(book), *_general(book), *_of_groups(book), *_quotas(book, groups)]
    for rule in found:
        if wrong := next((group for group in rule.groups if group not in groups), ""):
            known = ", ".join(groups) or "belum satu pun"
            raise RulebookError(book.file_name, rule.key, f'kelompok "{wrong}" tidak ada; yang ada: {known}')
    return tuple(replace(rule, proof=True) if proof and rule.kind.endswith("age_months") else rule for rule in found)


def _participants(book: Rulebook) -> Iterator[Rule]:
    for item in book.block("participants"):
        keys = Keys(item, book.file_name, "participants")
        if allowed := keys.texts("agency_types"):
            yield Rule("agency_type", "participants.agency_types", allowed=allowed, **_source(keys))


def _general(book: Rulebook) -> Iterator[Rule]:
    for place, item in enumerate(book.block("eligibility"), start=1):
        keys = Keys(item, book.file_name, f"eligibility[{place}]")
        if keys.text("rule") != ONLY_TELLS_HOW:
            yield _rule(keys, keys)


def _of_groups(book: Rulebook) -> Iterator[Rule]:
    for place, item in enumerate(book.block("groups"), start=1):
        keys = Keys(item, book.file_name, f"groups[{place}]")
        group = (keys.text("id"),)
        if (months := keys.count("min_age_months", 0)) is not None:
            key = f"{keys.path}.min_age_months"
            yield Rule("min_age_months", key, groups=group, value=months, **_source(keys))
        for one in keys.each("requires"):
            yield replace(_rule(one, keys), groups=group)


def _quotas(book: Rulebook, groups: tuple[str, ...]) -> Iterator[Rule]:
    free = {str(item.get("id")) for item in book.block("groups") if item.get("quota_counts") is False}
    for place, item in enumerate(book.block("groups"), start=1):
        keys = Keys(item, book.file_name, f"groups[{place}]")
        if (quota := keys.count("quota_per_agency", 1)) is not None:
            key = f"{keys.path}.quota_per_agency"
            yield Rule("quota", key, groups=(keys.text("id"),), quotas={"": quota}, **_source(keys))
    for item in book.block("quota"):
        keys = Keys(item, book.file_name, "quota")
        told = keys.texts("applies_to_groups") or tuple(group for group in groups if group not in free)
        quotas: dict[str, int] = {}
        kinds = {"per_agency", *(kind for one in book.block("participants") for kind in _kinds(one, book))}
        for key, value in keys.table.items():
            if key in kinds and isinstance(value, str) and value != UNLIMITED:
                keys.wrong(key, f'harus bilangan bulat atau "{UNLIMITED}", bukan teks "{value}"')
            if isinstance(value, int) and not isinstance(value, bool):
                quotas["" if key == "per_agency" else key] = keys.count(key, 1) or 0
        if quotas:
            yield Rule("quota", "quota", groups=told, quotas=quotas, **_source(keys))


def _kinds(item: Mapping[str, Value], book: Rulebook) -> tuple[str, ...]:
    return Keys(item, book.file_name, "participants").texts("agency_types")


def _rule(keys: Keys, origin: Keys) -> Rule:
    """One rule; `origin` is the table that tells its source."""
    kind = ALSO_CALLED.get(keys.text("rule"), keys.text("rule"))
    if keys.text("check", "") == "human":
        kind = "human"
    elif kind not in RULES:
        keys.choice("rule", sorted(RULES))
    value = keys.count({"max_times_awarded": "max", "must_tag": "min"}.get(kind, "value"), 0)
    if kind == "max_times_awarded" and value is None:
        keys.wrong("max", "harus ada: paling banyak berapa kali")
    if kind == "must_tag":
        keys.text("vocabulary")
    if kind == "min_words":
        keys.text("section")
    return Rule(
        kind=kind,
        key=keys.path,
        groups=keys.texts("groups"),
        value=value,
        exceptions=tuple(
            Unless(
                one.text("when"),
                one.text("label", one.text("when").replace("_", " ")),
                one.count("value", 0),
                one.flag("waived"),
            )
            for one in keys.each("exceptions")
        ),
        award=keys.text("award", "any"),
        competition=keys.text("competition", ""),
        pool=keys.text("pool", ""),
        years=keys.years("years"),
        first_year=keys.count("first_year", 1900),
        last_year=keys.count("last_year", 1900),
        min_months_since=keys.count("min_months_since", 0),
        vocabulary=keys.text("vocabulary", ""),
        section=keys.text("section", ""),
        proof=keys.flag("proof_required"),
        note=keys.text("note", ""),
        **_source(origin),
    )


class _Told(TypedDict):
    """Where a rule comes from, for `Rule`."""

    source: str
    confidence: Confidence | None


def _source(keys: Keys) -> _Told:
    confidence = keys.text("confidence", "")
    return {"source": keys.text("source", ""), "confidence": Confidence(confidence) if confidence else None}
