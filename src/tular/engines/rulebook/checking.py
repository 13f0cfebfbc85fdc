"""What contradicts itself in a competition's rules (an error), and what is missing from them (a gap)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from tular.engines.rulebook.competition import Award, Competition, Gap, Stage
from tular.engines.rulebook.criteria import CriteriaSet
from tular.engines.rulebook.exact import written
from tular.engines.rulebook.keys import Keys
from tular.engines.rulebook.parts import Combine, Part

NEED_A_VALUE = ("min_age_months", "max_age_months", "min_words")
"""Rules that say nothing without their `value`."""

DRAFT = "rulebook-draft-1"
"""The schema of rulebooks that are still being put together."""


def check_references(found: Competition) -> None:
    """Everything that is named exists, once, and nothing leads back to itself; raises `RulebookError` otherwise."""
    stages = tuple(stage.id for stage in found.stages)
    for one in found.criteria:
        _check_criteria(one, found, stages)
    for stage in found.stages:
        if stage.parallel_with == stage.id:
            _at(found, stage.rule).wrong("parallel_with", "harus menyebut tahap lain, bukan tahap ini sendiri")
        if stage.parallel_with and stage.parallel_with not in stages:
            _at(found, stage.rule).wrong("parallel_with", there_is_no("tahap", stages, stage.parallel_with))
        criteria = {part.id for one in found.criteria if one.stage == stage.id for part in one.part.criteria()}
        known = ("submitted", *(f"criterion:{identity}" for identity in sorted(criteria)))
        if wrong := next((name for name in stage.tie_breaks if name not in known), ""):
            _at(found, stage.rule).wrong("tie_breaks", there_is_no("pemutus", known, wrong))
    scored = (*stages, *(total.id for total in found.totals))
    for of in found.bands:
        if of and of not in scored:
            _at(found, "bands").wrong("stage", there_is_no("tahap", scored, of))
    _check_awards(found)
    _check_form(found)
    _check_one_set_each(found)


def _check_one_set_each(found: Competition) -> None:
    """In each stage every group is marked by one set: of two, one would count for nothing without anybody noticing."""
    for place, one in enumerate(found.criteria):
        for other in found.criteria[:place]:
            same = set(one.groups) & set(other.groups) or one.groups == other.groups
            if one.stage == other.stage and same:
                said = f"menilai tahap dan kelompok yang sama dengan {other.part.rule}; satukan keduanya dengan parts"
                _at(found, one.part.rule).wrong("stage", said)


def _gaps_of_grade(stage: Stage, found: Competition) -> Iterator[Gap]:
    """A passing grade that no marks of the stage can reach; while rules are written, one of the two comes first."""
    sets = [one for one in found.criteria if one.stage == stage.id and not one.partial]
    tops = [one.part.highest() for one in sets if not _is_open(one.part)]
    if stage.passing_grade is None or not tops or len(tops) < len(sets):
        return
    top = max(one for one in tops if one is not None)
    if stage.passing_grade > top:
        said = f"batas lulus {written(stage.passing_grade)} tidak dapat dicapai; nilai tertinggi {written(top)}"
        yield Gap(f"{stage.rule}.passing_grade", said, True)


def _is_open(part: Part) -> bool:
    """Whether the most that it can give is not known: a scale was assumed, or a weight is missing."""
    assumed = any(one.scale and one.scale.assumed for one in part.criteria())
    return assumed or bool([*_gaps_of_weights(part)]) or part.highest() is None


def _check_form(found: Competition) -> None:
    sections = [*found.form.for_all]
    sections += [one for several in (*found.form.for_group.values(), *found.form.extra.values()) for one in several]
    known = tuple(dict.fromkeys(part.id for one in sections for part in (one, *one.parts)))
    for rule in found.rules:
        # Of a form that is not told at all, nothing can be said: a gap.
        if known and rule.kind == "min_words" and rule.section not in known:
            _at(found, rule.key).wrong("section", there_is_no("bagian", known, rule.section))
    asks = {one.id: one for one in found.form.fields}
    for one in found.form.fields:
        if way := _way_back(one.id, {name: asked.when_yes for name, asked in asks.items()}):
            _at(found, one.rule).wrong(
                "when_yes", f"berputar: {' → '.join(way)}; salah satunya harus selalu ditanyakan"
            )


def _way_back(start: str, leads: Mapping[str, tuple[str, ...]]) -> list[str]:
    """A way from a name back to itself; empty where there is none."""
    ways, seen = [[start]], {start}
    while ways:
        way = ways.pop()
        for name in leads.get(way[-1], ()):
            if name == start:
                return [*way, name]
            if name not in seen:
                seen.add(name)
                ways.append([*way, name])
    return []


def _check_criteria(one: CriteriaSet, found: Competition, stages: tuple[str, ...]) -> None:
    keys = _at(found, one.part.rule)
    groups = tuple(group.id for group in found.groups)
    # Drafts name stages of which their author knew nothing more; that is a gap.
    if one.stage and one.stage not in stages and found.book.schema != DRAFT:
        keys.wrong("stage", there_is_no("tahap", stages, one.stage))
    if wrong := next((group for group in one.groups if group not in groups), ""):
        keys.wrong("groups", there_is_no("kelompok", groups, wrong))
    seen: dict[str, str] = {}
    for part in one.part.criteria():
        if part.id in seen:
            _at(found, part.rule).wrong("id", f'"{part.id}" sudah dipakai di {seen[part.id]}')
        seen[part.id] = part.rule
    for gate in (gate for part in _all(one.part) for gate in part.gates):
        if gate.criterion and gate.criterion not in seen:
            _at(found, gate.rule).wrong("criterion", there_is_no("kriteria", tuple(seen), gate.criterion))


def _check_awards(found: Competition) -> None:
    known = tuple(award.id for award in found.awards)
    above: dict[str, Award] = {award.id: award for award in found.awards}
    for place, award in enumerate(found.awards, start=1):
        keys = _at(found, f"awards[{place}]")
        if award.subset_of and award.subset_of not in above:
            keys.wrong("subset_of", there_is_no("penghargaan", known, award.subset_of))
        way = [award.id]
        while (name := above[way[-1]].subset_of) in above and name not in way:
            way.append(name)
        if name in way:
            keys.wrong("subset_of", f"berputar: {' → '.join([*way, name])}; salah satunya harus menjadi yang teratas")


def there_is_no(what: str, known: tuple[str, ...], name: str) -> str:
    """That something which the file names does not exist, with what does."""
    return f'{what} "{name}" tidak ada; yang ada: {", ".join(known) or "belum satu pun"}'


def _at(found: Competition, path: str) -> Keys:
    return Keys({}, found.book.file_name, path)


def _all(part: Part) -> Iterator[Part]:
    yield part
    for one in part.parts:
        yield from _all(one)


def gaps_of(found: Competition) -> Iterator[Gap]:
    """What the rulebook does not tell: first what its author wrote down as unknown, then what an edition needs."""
    yield from (Gap("unknown", text, False) for text in found.book.unknown)
    if found.set_when_opening or found.is_preselection:
        pass  # whoever opens it is asked for the day
    elif found.closes is None:
        yield Gap("submission.closes", "hari dan jam penutupan pengajuan belum ditetapkan", True)
    elif not isinstance(found.closes, datetime):
        yield Gap("submission.closes", "jam dan zona waktu penutupan belum ditetapkan", True)
    if not found.stages:
        yield Gap("stages", "tahap belum ditetapkan", True)
    elif not found.criteria and found.index is None and not any(one.kind.startswith("scored_") for one in found.stages):
        yield Gap("criteria", "belum satu tahap pun punya kriteria", True)
    without = [group.id for group in found.groups if not found.form.form_for(group.id).sections]
    if without:
        yield Gap("form", f"isian belum ditetapkan untuk {', '.join(without)}", True)
    yield from _gaps_of_criteria(found)
    for rule in found.rules:
        if rule.kind in NEED_A_VALUE and rule.value is None:
            yield Gap(f"{rule.key}.value", f"nilai aturan {rule.kind} belum ditetapkan", True)
    if found.index is not None:
        yield from _gaps_of_weights(found.index)
    if found.book.block("index") and found.index is None:
        yield Gap("index", "bagian dan bobot indikator indeks belum diketahui", True)


def _gaps_of_weights(part: Part) -> Iterator[Gap]:
    """Weights without which nothing can be computed."""
    if part.combine in (Combine.WEIGHTED_SUM, Combine.WEIGHTED_MEAN):
        for one in part.parts:
            if one.weight is None:
                yield Gap(f"{one.rule}.weight", f"bobot {one.label} belum diketahui", True)
        if part.parts and not any(one.weight is None or one.weight for one in part.parts):
            yield Gap(part.rule, "semua bobotnya 0, jadi tidak ada yang dihitung", True)
    for one in part.parts:
        yield from _gaps_of_weights(one)


def _gaps_of_criteria(found: Competition) -> Iterator[Gap]:
    stages = {stage.id for stage in found.stages}
    for one in found.criteria:
        if one.partial:
            yield Gap(one.part.rule, "kriteria dan bobotnya belum lengkap", True)
        if any(part.scale and part.scale.assumed for part in one.part.criteria()):
            yield Gap(one.part.rule, "skala nilai belum diketahui; dihitung atas 0–100", True)
        if not one.partial:
            yield from _gaps_of_weights(one.part)
        if one.stage and one.stage not in stages:
            yield Gap(f"{one.part.rule}.stage", f'tahap "{one.stage}" belum diuraikan', True)
    for stage in found.stages:
        yield from _gaps_of_grade(stage, found)
        missing = [group.id for group in found.groups if found.criteria_for(stage.id, group.id) is None]
        has_own = any(one.stage == stage.id for one in found.criteria)
        if missing and (stage.kind.startswith("scored_") or has_own):
            yield Gap(stage.rule, f"kriteria tahap {stage.id} belum ada untuk {', '.join(missing)}", True)
