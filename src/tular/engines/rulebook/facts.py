"""What is known of an entry, from plain data as JSON or TOML carries it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from tular.engines.rulebook.competition import Competition
from tular.engines.rulebook.eligibility import AwardFact, Facts, Verdict, judge
from tular.engines.rulebook.parts import Unfit

KEYS = {
    "group", "agency_type", "implementation_start", "submission_close", "awards", "replicates", "tags", "conditions",
    "words", "entered", "missing_documents",
}  # fmt: skip
"""What may be said of an entry. What is left out is unknown."""


def verdicts(rules: Competition, told: Mapping[str, object]) -> tuple[Verdict, ...]:
    """A verdict for each rule about entering. `told` has keys of `KEYS`; raises `Unfit` for others, or wrong values."""
    if wrong := sorted(set(told) - KEYS):
        raise Unfit(f'"{wrong[0]}" tidak dikenal; yang dikenal: {", ".join(sorted(KEYS))}')
    group = _text(told, "group") or ""
    known = [one.id for one in rules.groups]
    if known and group not in known:
        raise Unfit(f'kelompok "{group}" tidak ada; yang ada: {", ".join(known)}')
    close = _day(told, "submission_close")
    if close is None and rules.closes is not None:
        # In the zone that the deadline names.
        close = rules.closes.date() if isinstance(rules.closes, datetime) else rules.closes
    facts = Facts(
        group=group,
        agency_type=_text(told, "agency_type"),
        start=_day(told, "implementation_start"),
        close=close,
        awards=_awards(told, "awards"),
        replicates=_awards(told, "replicates"),
        tags=_tags(told),
        conditions=_conditions(told),
        words=_words(told),
        entered=_whole(told, "entered"),
        missing_documents=_texts(told, "missing_documents"),
    )
    implied = {award.id: award.subset_of for award in rules.awards if award.subset_of}
    return judge(rules.rules, facts, implied, rules.series)


def _text(told: Mapping[str, object], key: str) -> str | None:
    value = told.get(key)
    if value is not None and not isinstance(value, str):
        raise Unfit(f"{key}: harus teks")
    return value


def _whole(told: Mapping[str, object], key: str) -> int | None:
    value = told.get(key)
    if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < 0):
        raise Unfit(f"{key}: harus bilangan bulat mulai 0")
    return value


def _day(told: Mapping[str, object], key: str) -> date | None:
    value = told.get(key)
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
        except ValueError:
            raise Unfit(f"{key}: harus tanggal, misalnya 2022-04-16") from None
    if isinstance(value, datetime):
        return value.date()
    if value is not None and not isinstance(value, date):
        raise Unfit(f"{key}: harus tanggal, misalnya 2022-04-16")
    return value


def _texts(told: Mapping[str, object], key: str) -> tuple[str, ...] | None:
    value = told.get(key)
    if value is None:
        return None
    if not isinstance(value, Sequence) or isinstance(value, str) or not all(isinstance(one, str) for one in value):
        raise Unfit(f"{key}: harus daftar teks")
    return tuple(value)


def _awards(told: Mapping[str, object], key: str) -> tuple[AwardFact, ...] | None:
    value = told.get(key)
    if value is None:
        return None
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise Unfit(f"{key}: harus daftar penghargaan")
    return tuple(_each_award(value, key))


def _each_award(value: Sequence[object], key: str) -> Iterator[AwardFact]:
    for place, one in enumerate(value, start=1):
        if not isinstance(one, Mapping) or not isinstance(one.get("award"), str):
            raise Unfit(f'{key}[{place}]: harus berisi award, misalnya {{"award": "terpuji", "year": 2019}}')
        year = _whole(one, "year")
        if year is None:
            raise Unfit(f"{key}[{place}].year: harus tahun")
        yield AwardFact(one["award"], year, _text(one, "competition") or "", _text(one, "pool") or "", _day(one, "on"))


def _tags(told: Mapping[str, object]) -> Mapping[str, frozenset[str]] | None:
    value = told.get("tags")
    if value is None:
        return None
    if not isinstance(value, Mapping):
        raise Unfit('tags: harus seperti {"sdg": ["3"]}')
    return {str(name): frozenset(map(str, many)) for name, many in value.items()}


def _conditions(told: Mapping[str, object]) -> Mapping[str, bool]:
    value = told.get("conditions") or {}
    if not isinstance(value, Mapping) or not all(isinstance(one, bool) for one in value.values()):
        raise Unfit('conditions: harus seperti {"pandemic_related": true}')
    return value


def _words(told: Mapping[str, object]) -> Mapping[str, int] | None:
    value = told.get("words")
    if value is None:
        return None
    if not isinstance(value, Mapping):
        raise Unfit('words: harus seperti {"ringkasan": 180}')
    return {str(section): _whole(value, section) or 0 for section in value}
