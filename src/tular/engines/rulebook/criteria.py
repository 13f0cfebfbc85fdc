"""From the tables `criteria`, `index` and `bands` of a rulebook to trees of parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from tular.engines.rulebook.exact import exact
from tular.engines.rulebook.keys import Keys
from tular.engines.rulebook.model import Rulebook, Value
from tular.engines.rulebook.parts import Combine, Gate, Level, Otherwise, Over, Part, Points, Scale

HUNDRED = Scale(Fraction(0), Fraction(100), assumed=True)
"""What marks are read on where the rules do not tell: as in every edition whose marks are known."""


@dataclass(frozen=True, slots=True)
class CriteriaSet:
    """What is marked in a stage, for some groups (none named: all). `partial` when the file says so."""

    name: str
    stage: str
    groups: tuple[str, ...]
    part: Part
    partial: bool


@dataclass(frozen=True, slots=True)
class Band:
    """A named stretch of totals. Ends belong to it unless they are open; `None` is no end."""

    label: str
    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False

    def holds(self, value: Fraction) -> bool:
        """Whether a total lies in it."""
        above = self.low is None or (value > self.low if self.low_open else value >= self.low)
        below = self.high is None or (value < self.high if self.high_open else value <= self.high)
        return above and below


def _labels_of_form(book: Rulebook) -> dict[str, str]:
    """The names of the form's sections, by id."""
    found: dict[str, str] = {}
    for item in book.block("form"):
        form = Keys(item, book.file_name, "form")
        inner = [form, *(form.inner(key) for key, value in item.items() if isinstance(value, Mapping))]
        for sections in inner:
            for one in sections.each("sections"):
                found[one.text("id")] = one.text("label", one.text("id"))
    return found


def _with_labels(part: Part, labels: Mapping[str, str]) -> Part:
    """The tree in which criteria without a name of their own are called like the section of the form they are about."""
    label = labels.get(part.id, part.label) if part.label == part.id else part.label
    return replace(part, label=label, parts=tuple(_with_labels(one, labels) for one in part.parts))


def criteria_sets(book: Rulebook, group_ids: tuple[str, ...], scales: Mapping[str, Scale]) -> Iterator[CriteriaSet]:
    """Every set of criteria. `scales` are those that stages state, by the stage's id."""
    block = next((block for block in book.blocks if block.key == "criteria"), None)
    if block is None:
        return
    root = scale_of(Keys(book.block("scale")[0], book.file_name, "scale")) if book.block("scale") else None
    if block.is_list:
        yield from _by_aspect(book, root or HUNDRED)
        return
    all_keys = Keys(block.items[0], book.file_name, "criteria")
    named = {"criteria": all_keys}
    if "items" not in all_keys:
        named = {name: all_keys.inner(name) for name, value in block.items[0].items() if isinstance(value, Mapping)}
    labels = _labels_of_form(book)
    for name, keys in named.items():
        found = _one_set(keys, name, group_ids, scales, root)
        part = found.part if "label" in keys else replace(found.part, label="Nilai")
        yield replace(found, part=_with_labels(part, labels))


def _one_set(
    keys: Keys, name: str, group_ids: tuple[str, ...], scales: Mapping[str, Scale], root: Scale | None
) -> CriteriaSet:
    stage = keys.text("stage", "")
    scale = scale_of(keys) or scales.get(stage) or root or HUNDRED
    groups = keys.texts("groups") or ((name,) if name in group_ids else ())
    part = part_of(keys, name, scale)
    return CriteriaSet(name, stage, groups, part, keys.flag("partial"))


def _by_aspect(book: Rulebook, scale: Scale) -> Iterator[CriteriaSet]:
    """Criteria in a list, each naming its aspect, each aspect its group: an assessment. Weighs equally unless told."""
    told = [Keys(item, book.file_name, f"criteria[{place}]") for place, item in enumerate(book.block("criteria"), 1)]
    aspects = [Keys(item, book.file_name, f"aspects[{place}]") for place, item in enumerate(book.block("aspects"), 1)]
    known = {aspect.text("id") for aspect in aspects}
    for one in told:
        if one.text("aspect", "") not in known:
            one.wrong("aspect", f"aspek tidak ada; yang ada: {', '.join(sorted(known)) or 'belum satu pun'}")
    for group in dict.fromkeys(aspect.text("group", "") for aspect in aspects):
        parts = []
        for aspect in aspects:
            inner = [_item(one, scale) for one in told if one.text("aspect") == aspect.text("id")]
            if aspect.text("group", "") == group and inner:
                label = aspect.text("name_id", aspect.text("id"))
                parts.append(Part(aspect.text("id"), label, aspect.path, aspect.number("weight"), parts=tuple(inner),
                                  combine=_default_combine(inner, scale)))  # fmt: skip
        part = Part(group or "criteria", group or "criteria", "criteria", parts=tuple(parts),
                    combine=_default_combine(parts, scale))  # fmt: skip
        yield CriteriaSet(group or "criteria", "", (group,) if group else (), part, False)


def part_of(keys: Keys, name: str, scale: Scale) -> Part:
    """A part with the parts or criteria below it."""
    over = Over(keys.choice("over", [one.value for one in Over], Over.ENTRY.value))
    parts = tuple(_item(one, scale) for one in keys.each("items")) + tuple(
        part_of(one, one.text("id"), scale_of(one) or scale) for one in keys.each("parts")
    )
    if not parts and over is not Over.COUNT:
        keys.wrong("items", "harus berisi paling sedikit satu kriteria")
    cap, floor = keys.number("cap"), keys.number("floor")
    if cap is not None and floor is not None and cap < floor:
        keys.wrong("cap", "harus tidak kurang dari floor")
    if "combine" in keys:
        combine = Combine(keys.choice("combine", [one.value for one in Combine]))
    else:
        combine = _default_combine(parts, scale)
    points = tuple(
        Points(one.count("at_least", 1) or one.wrong("at_least", "harus ada"), _needed(one, "points"))
        for one in keys.each("points")
    )
    if over is Over.COUNT and not points:
        keys.wrong("points", "harus ada: daftar { at_least = banyaknya inovasi, points = nilainya }")
    return Part(
        id=keys.text("id", name),
        label=keys.text("label", keys.text("id", name)),
        rule=keys.path,
        weight=_weight(keys),
        parts=parts,
        combine=combine,
        over=over,
        jury=keys.text("jury", ""),
        divisor_floor=keys.count("divisor_floor", 1) or 1,
        points=points,
        cap=cap,
        floor=floor,
        maximum=keys.number("maximum"),
        scale_to=keys.number("scale_to"),
        gates=gates_of(keys),
    )


def _item(keys: Keys, scale: Scale) -> Part:
    """A criterion, or a part when it has items of its own."""
    own = scale_of(keys) or scale
    if "items" in keys or "parts" in keys:
        return part_of(keys, keys.text("id"), own)
    return Part(
        id=keys.text("id"),
        label=keys.text("label", keys.text("name_id", keys.text("question_id", keys.text("id")))),
        rule=keys.path,
        weight=_weight(keys),
        scale=own,
        jury=keys.text("jury", ""),
        gates=gates_of(keys),
    )


def _weight(keys: Keys) -> Fraction | None:
    weight = keys.number("weight")
    if weight is not None and weight < 0:
        keys.wrong("weight", "tidak boleh kurang dari 0")
    return weight


def gates_of(keys: Keys) -> tuple[Gate, ...]:
    """The conditions of a part."""
    return tuple(_gate(one) for one in keys.each("gates"))


def _gate(keys: Keys) -> Gate:
    criterion, fact = keys.text("criterion", ""), keys.text("fact", "")
    if bool(criterion) == bool(fact):
        keys.wrong("criterion", 'tulis salah satu: criterion = "…" (nilainya) atau fact = "…" (yang diketahui)')
    otherwise = Otherwise(keys.choice("otherwise", [one.value for one in Otherwise]))
    return Gate(
        id=keys.text("id", criterion or fact),
        label=keys.text("label", criterion or fact),
        rule=keys.path,
        at_least=_needed(keys, "at_least"),
        criterion=criterion,
        fact=fact,
        otherwise=otherwise,
        cap=_needed(keys, "cap") if otherwise is Otherwise.CAP else Fraction(0),
    )


def _needed(keys: Keys, key: str) -> Fraction:
    value = keys.number(key)
    if value is None:
        keys.wrong(key, "harus angka")
    return value


def _default_combine(parts: object, scale: Scale) -> Combine:
    """Without `combine`: a mean where nothing is weighted, a weighted mean on 0–100, weighted levels otherwise."""
    found = [one for one in parts if isinstance(one, Part)] if isinstance(parts, tuple | list) else []
    if all(one.weight is None for one in found):
        return Combine.MEAN
    scales = [one.scale for one in found if one.scale] or [scale]
    in_percent = all(one.low == 0 and one.high == 100 for one in scales)
    return Combine.WEIGHTED_MEAN if in_percent else Combine.WEIGHTED_SUM


def scale_of(keys: Keys) -> Scale | None:
    """The scale that a table states: `scale = [0, 100]`, `levels`, or `min` and `max`; None when it states none."""
    step = keys.number("step")
    if "levels" in keys:
        levels = tuple(_levels(keys))
        values = [level.value for level in levels]
        if not levels or len(set(values)) != len(values):
            keys.wrong("levels", "harus berisi tingkat yang berbeda-beda")
        return Scale(min(values), max(values), levels)
    if "scale" in keys:
        ends = keys.table["scale"]
        try:
            low, high = (exact(end) for end in ends) if isinstance(ends, tuple) else (Fraction(0), Fraction(0))
        except ValueError:
            low = high = Fraction(0)
        if low >= high:
            keys.wrong("scale", "harus dua angka, terendah lalu tertinggi, misalnya [0, 100]")
        return Scale(low, high, step=step)
    low_end, high_end = keys.number("min"), keys.number("max")
    if keys.path == "scale" and low_end is not None and high_end is not None and low_end < high_end:
        return Scale(low_end, high_end, step=step)
    return None


def _levels(keys: Keys) -> Iterator[Level]:
    told: Value = keys.table["levels"]
    for place, one in enumerate(told if isinstance(told, tuple) else (), start=1):
        if isinstance(one, Mapping):
            inner = Keys(one, keys.file, f"{keys.path}.levels[{place}]")
            label = inner.text("label", inner.text("label_id", ""))
            yield Level(_needed(inner, "value"), label, inner.text("meaning", ""))
        else:
            try:
                yield Level(exact(one))
            except ValueError:
                keys.wrong("levels", "harus daftar angka atau daftar { value, label, meaning }")


def index_of(book: Rulebook) -> Part | None:
    """The index of a government, when the rulebook computes one and tells its parts."""
    if not book.block("index"):
        return None
    keys = Keys(book.block("index")[0], book.file_name, "index")
    if not any(keys.each("parts")):
        return None
    part = part_of(keys, "index", scale_of(keys) or HUNDRED)
    # What is known of a government in several ways adds up; nothing else was ever seen.
    return part if "combine" in keys else replace(part, combine=Combine.SUM)


def bands_of(book: Rulebook) -> dict[str, tuple[Band, ...]]:
    """Bands by what they are of: a stage's id, or "" for the only total there is. Refuses bands that overlap."""
    found: dict[str, list[Band]] = {}
    for place, item in enumerate(book.block("bands"), start=1):
        keys = Keys(item, book.file_name, f"bands[{place}]")
        for one in keys.each("items") if "items" in keys else [keys]:
            band = Band(
                one.text("label"), one.number("min"), one.number("max"), one.flag("min_open"), one.flag("max_open")
            )
            if band.low is not None and band.high is not None and band.low > band.high:
                one.wrong("max", "harus tidak kurang dari min")
            of = found.setdefault(keys.text("stage", ""), [])
            if other := next((other for other in of if _meet(band, other)), None):
                one.wrong("min", f'bertumpang tindih dengan "{other.label}"; nyatakan min_open atau max_open')
            of.append(band)
    return {of: tuple(bands) for of, bands in found.items()}


def _meet(one: Band, other: Band) -> bool:
    first, second = sorted((one, other), key=lambda band: (band.low is not None, band.low or 0, band.low_open))
    if first.high is None or second.low is None:
        return True
    return first.high > second.low or (first.high == second.low and not first.high_open and not second.low_open)
