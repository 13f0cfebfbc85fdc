"""`tular assign`: who reads what, computed from a JSON file."""

from __future__ import annotations

import argparse
import gc
import json
import sys
import time
from pathlib import Path
from typing import Any, NoReturn

from django.utils.translation import gettext as _

from tular.engines.judging.assignment import Assigned, assign
from tular.engines.judging.bridges import Bridged, bridged
from tular.engines.judging.input import Input, read_input
from tular.engines.judging.task import Unfit

LARGEST_FILE = 256 * 1024 * 1024
"""Bytes; five million pairs, the most that are read, need less."""


def run(options: argparse.Namespace) -> int:
    """Assign what the file asks: 0 assigned, 1 impossible and why, 2 not understood."""
    begun = time.perf_counter()
    # Half a million small lists are made and all of them stay: looking for garbage among them doubles the time.
    gc.disable()
    try:
        asked = read_input(_read(options.file))
        groups = asked.groups
        plan = None if groups is None else bridged(asked.task, *groups)
        found = assign(asked.task) if plan is None else plan.assigned
    except Unfit as error:
        print(error, file=sys.stderr)
        return 2
    except OSError:
        text = _("%(file)s tidak dapat dibaca: periksa nama berkasnya.")
        print(text % {"file": options.file}, file=sys.stderr)
        return 2
    finally:
        gc.enable()
    told = _table(asked, found, plan, time.perf_counter() - begun)
    if options.detail:
        told |= _details(asked, found, plan)
    if options.json:
        print(json.dumps(told, ensure_ascii=False))
    else:
        _tell(told)
    return 0 if found.feasible else 1


def _read(path: Path) -> Any:
    is_stdin = str(path) == "-"
    name = _("masukan baku") if is_stdin else str(path)
    if is_stdin:
        data = sys.stdin.buffer.read(LARGEST_FILE + 1)
    else:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        text = _("%(file)s terlalu besar (paling banyak %(size)d MB). Kurangi pasangan yang kecocokannya 0.")
        raise Unfit(text % {"file": name, "size": LARGEST_FILE // 1024**2})
    try:
        return json.loads(data.decode("utf-8-sig"), object_pairs_hook=_each_key_once, parse_constant=_no_number)
    except UnicodeDecodeError:
        text = _("%(file)s bukan teks UTF-8. Simpan ulang dengan pengodean UTF-8.")
        raise Unfit(text % {"file": name}) from None
    except (ValueError, RecursionError) as error:
        text = _("%(file)s bukan JSON yang benar (%(error)s).")
        reason = _("terlalu dalam") if isinstance(error, RecursionError) else error
        raise Unfit(text % {"file": name, "error": reason}) from None


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; of a key that stands there twice, one value would be lost without a word."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        raise ValueError(_('"%(name)s" disebut dua kali') % {"name": next(n for n in names if names.count(n) > 1)})
    return found


def _no_number(name: str) -> NoReturn:
    raise ValueError(_("%(name)s bukan angka") % {"name": name})


def _table(asked: Input, found: Assigned, plan: Bridged | None, seconds: float) -> dict[str, Any]:
    sentences = [found.explanation] if plan is None else [plan.sentence, found.explanation]
    return {
        "feasible": found.feasible,
        "assignments": asked.as_came(found.pairs),
        "total": found.total,
        "worst": found.worst,
        "seconds": round(seconds, 3),
        "explanation": " ".join(sentences),
    }


def _details(asked: Input, found: Assigned, plan: Bridged | None) -> dict[str, Any]:
    """What `--detail` adds: the obstacles one by one, what could be assigned after all, the bound, the bridges."""
    told: dict[str, Any] = {
        "bound": found.bound,
        "gap": found.gap,
        "partial": asked.as_came(found.partial),
        "obstacles": [
            {
                "code": one.code.value,
                "proposals": [asked.proposals[name] for name in one.proposals],
                "evaluators": [asked.evaluators[name] for name in one.evaluators],
                "short": one.short,
                "conflicts": asked.as_came(one.conflicts),
                "sentence": one.sentence,
            }
            for one in found.obstacles
        ],
    }
    if plan is None:
        return told
    design = plan.design
    return told | {
        "bridges": [[asked.proposals[one.proposal], one.home, one.other] for one in plan.bridges],
        "missing_bridges": plan.missing,
        "design": {
            "components": [[asked.evaluators[name] for name in part] for part in design.components],
            "efficiency": design.efficiency,
            "weakest": design.weakest,
            "error": design.error,
            "joints": [[*one.groups, one.bridges, one.error] for one in design.joints],
        },
    }


def _tell(told: dict[str, Any]) -> None:
    if told["feasible"]:
        readers: dict[str, list[str]] = {}
        for proposal, evaluator in told["assignments"]:
            readers.setdefault(str(proposal), []).append(str(evaluator))
        for name, people in readers.items():
            print(f"{name}: {', '.join(people)}")
        figures = {"total": f"{told['total']:.6g}", "worst": f"{told['worst']:.6g}"}
        print(_("Jumlah kecocokan %(total)s; yang paling sedikit terlayani mendapat %(worst)s.") % figures)
    else:
        print(_("Tidak dapat ditugaskan."))
    print(told["explanation"])
