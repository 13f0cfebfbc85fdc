"""Who gets the first ten places: share of each island group, asked by everybody and asked from Eastern Indonesia.

    .venv/bin/python benchmarks/islands.py

Small or remote owners must not be buried by the ranking. The share among the first ten places is printed beside the
share in the catalogue and the share of text fit alone, so that what the ranking adds or takes away is seen.
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path

from measuring import machine, set_up

set_up()

from tular.features.catalogue.models import Innovation
from tular.features.finder.actions import needs_reindex, reindex
from tular.features.finder.queries.rules import ranking_rules
from tular.features.finder.queries.search import Question, answer

TODAY = date(2026, 11, 22)
ELSEWHERE = "tanpa provinsi"


def main() -> None:
    """Print the table."""
    if needs_reindex():
        reindex(print)
    lines = (Path(__file__).parent / "judged" / "needs.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["query"] for line in lines if line]
    groups = dict(Innovation.objects.values_list("code", "province__island_group"))
    rest = tuple(reason for part in ranking_rules().parts if part.id != "text" for reason in part.reasons)
    columns = {
        "catalogue": Counter(group or ELSEWHERE for group in groups.values()),
        "text only": _first_ten(texts, groups, without=rest),
        "ranking": _first_ten(texts, groups),
        "asked from NTT": _first_ten(texts, groups, asker="Kabupaten di Nusa Tenggara Timur"),
        "asked from Papua": _first_ten(texts, groups, asker="Kabupaten di Papua"),
    }
    print(machine())
    print(f"{len(texts)} needs, share of the first ten places in percent")
    print(f"{'island group':22}" + "".join(f"{name:>18}" for name in columns))
    for group, _ in columns["catalogue"].most_common():
        print(
            f"{group:22}" + "".join(f"{100 * row[group] / max(sum(row.values()), 1):18.1f}" for row in columns.values())
        )


def _first_ten(
    texts: list[str], groups: dict[str, str | None], asker: str = "", without: tuple[str, ...] = ()
) -> Counter[str]:
    return Counter(
        groups[hit.code] or ELSEWHERE
        for text in texts
        for hit in answer(Question(text=text, asker=asker, without=without, page_size=10), TODAY).hits
    )


if __name__ == "__main__":
    main()
