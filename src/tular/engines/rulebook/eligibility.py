"""Who may enter: a closed set of predicates over known facts, each verdict with its rule and source.

What is not known gives no verdict, and what only a person can judge says so; neither is ever taken for a yes.
Predicates are those of the editions and schemes that the domain notes list (min_age_months, never_awarded, …).
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from tular.engines.rulebook.model import Confidence

AWARD_RULES = frozenset({"never_awarded", "was_awarded", "max_times_awarded", "replicates_awarded"})
AGE_RULES = frozenset({"min_age_months", "max_age_months"})
RULES = AWARD_RULES | AGE_RULES | {"must_tag", "min_words", "quota", "agency_type", "documents", "human"}
"""Every kind of rule there is. `human` is judged by a person; all others are computed."""


class Status(StrEnum):
    """What can be said about one rule."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"
    HUMAN = "human"


@dataclass(frozen=True, slots=True)
class Unless:
    """A condition under which a rule asks something else (`value`) or nothing (`waived`)."""

    when: str
    label: str
    """The condition in words."""
    value: int | None = None
    waived: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as the rulebook says it. Fields that its kind does not use stay empty."""

    kind: str
    key: str
    groups: tuple[str, ...] = ()
    """Groups that it is for; none named: all."""
    value: int | None = None
    exceptions: tuple[Unless, ...] = ()
    award: str = "any"
    competition: str = ""
    pool: str = ""
    years: frozenset[int] | None = None
    first_year: int | None = None
    last_year: int | None = None
    min_months_since: int | None = None
    vocabulary: str = ""
    section: str = ""
    allowed: tuple[str, ...] = ()
    quotas: Mapping[str, int] = field(default_factory=dict)
    """Kind of agency → how many it may enter; "" is every other kind."""
    proof: bool = False
    """Whether a person has to look at a proof besides."""
    note: str = ""
    source: str = ""
    confidence: Confidence | None = None


@dataclass(frozen=True, slots=True)
class AwardFact:
    """An award of an innovation. `on` is the day, where known; `competition` "" means this one's own series.

    `award` is "" and `year` None where nobody knows which it was: rules that hang on it are left to a person.
    """

    award: str
    year: int | None
    competition: str = ""
    pool: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an entry. None means: not known."""

    group: str
    agency_type: str | None = None
    start: date | None = None
    close: date | None = None
    awards: tuple[AwardFact, ...] | None = None
    replicates: tuple[AwardFact, ...] | None = None
    """Awards of the innovation that this entry replicates."""
    tags: Mapping[str, frozenset[str]] | None = None
    conditions: Mapping[str, bool] = field(default_factory=dict)
    words: Mapping[str, int] | None = None
    entered: int | None = None
    """Entries of the same agency in the same group that were submitted already."""
    missing_documents: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule says about an entry; `rule` names kind, place in the file and source."""

    rule: Rule
    status: Status
    reason: str


def judge(rules: tuple[Rule, ...], facts: Facts, implied: Mapping[str, str], series: str) -> tuple[Verdict, ...]:
    """A verdict for every rule that is for the entry's group.

    `implied` says which award comes with which (a winner was a finalist); `series` is the competition that awards are
    of when nothing else is said.
    """
    awards = _with_implied(facts.awards, implied)
    sources = _with_implied(facts.replicates, implied)
    return tuple(
        Verdict(rule, *_verdict(rule, facts, awards, sources, series))
        for rule in rules
        if not rule.groups or facts.group in rule.groups
    )


def age_in_months(start: date, end: date) -> int:
    """Whole months from one day to another: a month is full on the same day of the next, or on its last day."""
    months = (end.year - start.year) * 12 + end.month - start.month
    last = calendar.monthrange(end.year, end.month)[1]
    return months - (end.day < min(start.day, last))


def _with_implied(awards: tuple[AwardFact, ...] | None, implied: Mapping[str, str]) -> tuple[AwardFact, ...] | None:
    """Awards and those that come with them, each once per year and competition."""
    if awards is None:
        return None
    found = dict.fromkeys((one.award, one.year, one.competition) for one in awards)
    by_key = {(one.award, one.year, one.competition): one for one in awards}
    for award, year, competition in list(found):
        name = award
        while (name := implied.get(name, "")) and (name, year, competition) not in by_key:
            by_key[name, year, competition] = AwardFact(name, year, competition)
    return tuple(by_key.values())


def _verdict(
    rule: Rule,
    facts: Facts,
    awards: tuple[AwardFact, ...] | None,
    sources: tuple[AwardFact, ...] | None,
    series: str,
) -> tuple[Status, str]:
    if rule.kind in AGE_RULES:
        return _age(rule, facts)
    if rule.kind in AWARD_RULES:
        return _awards(rule, sources if rule.kind == "replicates_awarded" else awards, facts, series)
    return {"must_tag": _tags, "min_words": _words, "quota": _quota, "agency_type": _type, "documents": _documents}.get(
        rule.kind, _human
    )(rule, facts)


def _age(rule: Rule, facts: Facts) -> tuple[Status, str]:
    if facts.start is None:
        return Status.UNKNOWN, "tanggal mulai penerapan belum diisi"
    if facts.close is None:
        return Status.UNKNOWN, "tanggal penutupan pengajuan belum ditetapkan"
    asked, because = rule.value, ""
    for one in rule.exceptions:
        if facts.conditions.get(one.when):
            if one.waived:
                return Status.MET, f"aturan umur tidak berlaku karena {one.label}"
            asked, because = one.value, f" (karena {one.label})"
    if asked is None:
        return Status.UNKNOWN, "batas umur belum diketahui"
    least = rule.kind == "min_age_months"
    limit = f"{'paling sedikit' if least else 'paling banyak'} {asked} bulan{because}"
    age = age_in_months(facts.start, facts.close)
    said = f"berumur {age} bulan pada penutupan {_day(facts.close)}; {limit}"
    if _has_age(rule.kind, facts.start, facts.close, asked):
        return Status.MET, said + ("; buktinya diperiksa petugas" if rule.proof else "")
    for one in rule.exceptions:
        would = one.waived or (one.value is not None and _has_age(rule.kind, facts.start, facts.close, one.value))
        if one.when not in facts.conditions and would:
            return Status.UNKNOWN, f"{said}; belum diketahui apakah {one.label}"
    return Status.UNMET, said


def _has_age(kind: str, start: date, close: date, months: int) -> bool:
    age = age_in_months(start, close)
    if kind == "min_age_months":
        return age >= months
    # Two years and a day are more than two years.
    return age < months or (age == months and age_in_months(start, close - timedelta(days=1)) < months)


def _awards(rule: Rule, awards: tuple[AwardFact, ...] | None, facts: Facts, series: str) -> tuple[Status, str]:
    subject = "inovasi yang ditiru" if rule.kind == "replicates_awarded" else "inovasi ini"
    if awards is None:
        return Status.UNKNOWN, f"riwayat penghargaan {subject} belum diketahui"
    wanted = rule.competition or series
    fitting = [(one, _fits(one, rule, wanted, series)) for one in awards]
    sure = [one for one, fits in fitting if fits]
    years = sorted({one.year for one in sure if one.year is not None})
    unsure = sum(fits is None for _one, fits in fitting)
    name = "penghargaan apa pun" if rule.award == "any" else f"penghargaan {_plain(rule.award)}"
    where = f" di {wanted}" if wanted else ""
    told = f" ({', '.join(map(str, years))})" if years else ""
    had = f"{subject} pernah mendapat {name}{where}{told}"
    not_had = f"{subject} belum pernah mendapat {name}{where}{_span(rule)}"
    perhaps = f"{subject} tercatat mendapat penghargaan{where} yang tingkat atau tahunnya belum diketahui"
    look = Status.HUMAN, f"{perhaps}; diperiksa petugas apakah itu {name}{_span(rule)}"
    if rule.kind == "never_awarded":
        return (Status.UNMET, had) if sure else look if unsure else (Status.MET, not_had)
    if rule.kind == "max_times_awarded":
        most, times = rule.value or 0, len(years) or bool(sure)
        said = f"{subject} {times:d} kali mendapat {name}{where}{told}; paling banyak {most}"
        if times <= most < len(years) + sum(one.year is None for one in sure) + unsure:
            return look
        return (Status.UNMET if times > most else Status.MET), said
    if not sure:
        return look if unsure else (Status.UNMET, not_had)
    if rule.min_months_since is not None:
        return _since(rule, awards, years, facts, had) if years else look
    return Status.MET, had


def _fits(one: AwardFact, rule: Rule, wanted: str, series: str) -> bool | None:
    """Whether a rule is about this award; None where what is not known of the award decides."""
    if (one.competition or series) != wanted or (rule.pool and one.pool and one.pool != rule.pool):
        return False
    if rule.award != "any" and one.award and one.award != rule.award:
        return False
    if one.year is not None and not _in_years(one.year, rule):
        return False
    has_years = rule.years is not None or rule.first_year is not None or rule.last_year is not None
    is_unsure = (rule.award != "any" and not one.award) or (has_years and one.year is None)
    return None if is_unsure else True


def _in_years(year: int, rule: Rule) -> bool:
    return (
        (rule.years is None or year in rule.years)
        and (rule.first_year is None or year >= rule.first_year)
        and (rule.last_year is None or year <= rule.last_year)
    )


def _since(
    rule: Rule, awards: tuple[AwardFact, ...], matching: list[int], facts: Facts, had: str
) -> tuple[Status, str]:
    days = [one.on for one in awards if one.year == matching[-1] and one.on]
    if facts.close is None:
        return Status.UNKNOWN, "tanggal penutupan pengajuan belum ditetapkan"
    # Without the day, only what is true of every day of the year is certain.
    first, last = (days[0], days[0]) if days else (date(matching[-1], 1, 1), date(matching[-1], 12, 31))
    said = f"{had}; harus sudah {rule.min_months_since} bulan berlalu pada {_day(facts.close)}"
    asked = rule.min_months_since or 0
    if age_in_months(last, facts.close) >= asked:
        return Status.MET, said
    if age_in_months(first, facts.close) < asked:
        return Status.UNMET, said
    return Status.UNKNOWN, f"{said}; tanggal penetapannya belum diketahui"


def _tags(rule: Rule, facts: Facts) -> tuple[Status, str]:
    if facts.tags is None:
        return Status.UNKNOWN, f"tanda {rule.vocabulary} belum diisi"
    count, least = len(facts.tags.get(rule.vocabulary, frozenset())), rule.value or 1
    said = f"{count} tanda {rule.vocabulary.upper()}; paling sedikit {least}"
    return (Status.MET if count >= least else Status.UNMET), said


def _words(rule: Rule, facts: Facts) -> tuple[Status, str]:
    if facts.words is None or rule.value is None:
        return Status.UNKNOWN, f"bagian {_plain(rule.section)} belum diisi"
    count = facts.words.get(rule.section, 0)
    said = f"bagian {_plain(rule.section)} berisi {count} kata; paling sedikit {rule.value}"
    return (Status.MET if count >= rule.value else Status.UNMET), said


def _quota(rule: Rule, facts: Facts) -> tuple[Status, str]:
    if facts.agency_type is None and "" not in rule.quotas:
        return Status.UNKNOWN, "jenis instansi belum diketahui"
    quota = rule.quotas.get(facts.agency_type or "", rule.quotas.get(""))
    if quota is None:
        return Status.MET, "tidak ada kuota untuk jenis instansi ini"
    if facts.entered is None:
        return Status.UNKNOWN, f"kuota {quota}; banyaknya yang sudah diajukan belum diketahui"
    said = f"{facts.entered} sudah diajukan, kuota {quota} per instansi"
    return (Status.MET if facts.entered < quota else Status.UNMET), said


def _kind(code: str) -> str:
    """A kind of agency as people write it: `bumd` is BUMD, `perangkat_daerah` perangkat daerah."""
    return " ".join(word.upper() if word in {"bumd", "bumn"} else word for word in code.split("_"))


def _type(rule: Rule, facts: Facts) -> tuple[Status, str]:
    if facts.agency_type is None:
        return Status.UNKNOWN, "jenis instansi belum diketahui"
    said = f"jenis instansi {_kind(facts.agency_type)}; yang boleh ikut: {', '.join(map(_kind, rule.allowed))}"
    return (Status.MET if facts.agency_type in rule.allowed else Status.UNMET), said


def _documents(rule: Rule, facts: Facts) -> tuple[Status, str]:
    if facts.missing_documents is None:
        return Status.UNKNOWN, "kelengkapan lampiran belum diketahui"
    if facts.missing_documents:
        return Status.UNMET, f"lampiran belum ada: {', '.join(facts.missing_documents)}"
    return Status.MET, "semua lampiran wajib sudah ada"


def _human(rule: Rule, facts: Facts) -> tuple[Status, str]:
    return Status.HUMAN, rule.note or "diperiksa petugas"


def _span(rule: Rule) -> str:
    if rule.years:
        return f" pada {min(rule.years)}–{max(rule.years)}"
    if rule.first_year:
        return f" sejak {rule.first_year}"
    return ""


def _plain(code: str) -> str:
    return code.replace("_", " ")


_MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
