"""Worked cases: what goes into a rulebook, and what must come out. They lie beside it in `<name>.cases.toml`.

[[score]]    name, group, stage, marks = { … }      → total, and where stated band, passes, values = { part = … }
             or over = "akhir", stages = { proposal = { … }, presentasi = { … } } for a total over stages
[[index]]    name, government, innovations, facts   → likewise
[[eligible]] name and what is known of the entry    → verdicts = { min_age_months = "met", … }
Instead of a total, `refused` gives words that the refusal must contain.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal

from tular.engines.rulebook.competition import Competition
from tular.engines.rulebook.errors import RulebookError
from tular.engines.rulebook.exact import rounded
from tular.engines.rulebook.facts import verdicts
from tular.engines.rulebook.scoring import Score, Unfit, score_entry, score_government, score_total

KINDS = ("score", "index", "eligible")
LESS_AND_LESS = ("met", "human", "unknown", "unmet")
"""Verdicts from the most to the least favourable."""

TOLD = frozenset({"group", "stage", "jury", "marks", "government", "innovations", "facts", "over", "stages"})
"""What may be said of something that is to be scored."""

RESULTS = ("total", "band", "passes", "values", "verdicts", "refused")


def failures(rules: Competition, text: str, file_name: str) -> Iterator[str]:
    """What differs, a sentence for each case that fails. Raises `RulebookError` for a file that is no list of cases."""
    try:
        table = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise RulebookError(file_name, "", f"bukan TOML yang benar ({error}); perbaiki baris itu") from None
    if not table or set(table) - set(KINDS):
        raise RulebookError(file_name, "", f"harus berisi {', '.join(f'[[{kind}]]' for kind in KINDS)}")
    for kind in KINDS:
        for place, case in enumerate(table.get(kind, ()), start=1):
            name = case.get("name")
            if not isinstance(name, str):
                raise RulebookError(file_name, f"{kind}[{place}].name", "harus berisi nama kasus")
            try:
                found = _run(rules, kind, case)
            except Unfit as error:
                found = {"refused": str(error)}
            expected = {key: case[key] for key in RESULTS if key in case}
            for key, want in expected.items():
                if (differs := _difference(key, want, found)) is not None:
                    yield f"{name}: {key} {differs}, seharusnya {want}"
            if not expected:
                yield f"{name}: tidak menyebut hasil yang seharusnya"
            if "refused" in found and "refused" not in case:
                yield f"{name}: {found['refused']}"


def _difference(key: str, want: object, found: Mapping[str, object]) -> object | None:
    """What was found where it differs from what was wanted."""
    has = found.get(key, "tidak ada")
    if key == "refused":
        return None if str(want) in str(has) else has
    if isinstance(want, Mapping) and isinstance(has, Mapping):
        differing = {kind: has.get(kind, "tidak ada") for kind in want if has.get(kind) != want[kind]}
        return differing or None
    return None if has == want else has


def _run(rules: Competition, kind: str, case: Mapping[str, object]) -> dict[str, object]:
    if kind == "eligible":
        told = {key: value for key, value in case.items() if key not in ("name", "verdicts", "refused")}
        found: dict[str, object] = {}
        for verdict in verdicts(rules, told):
            # The same kind may stand there twice, for two awards; the less favourable one is told.
            former = found.get(verdict.rule.kind, "met")
            found[verdict.rule.kind] = max(str(former), verdict.status.value, key=LESS_AND_LESS.index)
        return {"verdicts": found}
    score = scored(rules, {key: value for key, value in case.items() if key in TOLD})
    values = {
        name: None if value is None else rounded(value, rules.decimals, rules.rounding)
        for name, value in score.values.items()
    }
    return {"total": score.total, "band": score.band or "", "passes": score.passes, "values": values}


def scored(rules: Competition, told: Mapping[str, object]) -> Score:
    """Score plain data: `{group, stage, marks}` for an entry, `{government, innovations}` for an index."""
    if wrong := sorted(set(told) - TOLD):
        raise Unfit(f'"{wrong[0]}" tidak dikenal; yang dikenal: {", ".join(sorted(TOLD))}')
    facts = _table(told, "facts")
    if "government" in told or "innovations" in told:
        innovations = told.get("innovations", [])
        if not isinstance(innovations, list) or not all(isinstance(one, Mapping) for one in innovations):
            raise Unfit('innovations: harus daftar, misalnya [{"kebaruan": 3}]')
        return score_government(rules, _table(told, "government"), innovations, facts)
    if "over" in told:
        return _scored_over(rules, told, facts)
    if "marks" not in told:
        raise Unfit('marks: harus ada, misalnya {"marks": {"ringkasan": 80}}')
    texts = {key: told.get(key, "") for key in ("group", "stage", "jury")}
    for key, value in texts.items():
        if not isinstance(value, str):
            raise Unfit(f"{key}: harus teks")
    return score_entry(
        rules, _table(told, "marks"), group=str(texts["group"]), stage=str(texts["stage"]), jury=str(texts["jury"]),
        facts=facts,
    )  # fmt: skip


def _scored_over(rules: Competition, told: Mapping[str, object], facts: Mapping[str, object]) -> Score:
    """A total over stages: `over` names it, `stages` has the marks of each."""
    stages = _table(told, "stages")
    if not all(isinstance(one, Mapping) for one in stages.values()):
        raise Unfit('stages: harus seperti {"proposal": {"kebaruan": 80}}')
    marks = {stage: _table(stages, stage) for stage in stages}
    return score_total(rules, str(told["over"]), marks, group=str(told.get("group", "")), facts=facts)


def _table(told: Mapping[str, object], key: str) -> Mapping[str, object]:
    value = told.get(key) or {}
    if not isinstance(value, Mapping):
        raise Unfit(f'{key}: harus seperti {{"kriteria": nilai}}')
    return value
