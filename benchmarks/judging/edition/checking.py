"""The replay, and what it says once a mark was altered in a copy of the database."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from benchmarks.judging.edition.opening import DESK, SLUG
from benchmarks.judging.edition.telling import timed

TULAR = Path(sys.executable).parent / "tular"
DATABASE = "tular.sqlite3"


def command(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """`tular …` on the installation in a folder."""
    told = os.environ | {"TULAR_VAR": str(folder)}
    return subprocess.run([str(TULAR), *words], env=told, capture_output=True, text=True, check=False)


def check(folder: Path) -> bool:
    """Whether the replay is equal in all its steps, and differs after a mark was altered."""
    with timed(f"tular replay {SLUG}") as told:
        found = command(folder, "replay", SLUG)
        told += [found.stdout.strip().rpartition("\n")[2] or found.stderr]
    print(_indented(found.stdout))
    copy = folder / "salinan"
    with timed("one mark altered in a copy of the database, tular replay again") as told:
        told += [alter(folder, copy)]
        again = command(copy, "replay", SLUG)
    print(_indented("\n".join(line for line in again.stdout.splitlines() if not line.startswith("sama"))))
    return found.returncode == 0 and again.returncode == 1


def alter(folder: Path, copy: Path) -> str:
    """Copy the database and raise one mark of it past all guards, as somebody with the file could; which one."""
    copy.mkdir(exist_ok=True)
    for one in folder.iterdir():
        if one.suffix == ".sqlite3":
            with closing(sqlite3.connect(one)) as source, closing(sqlite3.connect(copy / one.name)) as target:
                source.backup(target)
        elif one.is_file() and ".sqlite3" not in one.name:
            shutil.copy(one, copy)
    with closing(sqlite3.connect(copy / DATABASE)) as target, target:
        guards = target.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in guards:
            target.execute(f'DROP TRIGGER "{name}"')
        pk, content = target.execute(
            "SELECT s.id, s.content FROM judging_scoresheet s JOIN judging_assignment a ON a.id = s.assignment_id "
            "JOIN judging_entry e ON e.id = a.entry_id JOIN judging_review r ON r.id = e.review_id "
            "WHERE r.stage = ? AND s.total <> '' ORDER BY s.id LIMIT 1",
            (DESK,),
        ).fetchone()
        told = json.loads(content)
        criterion = min(told)
        before = told[criterion]["mark"]
        told[criterion]["mark"] = str(int(re.sub(r"\D.*", "", before)) - 1)
        target.execute("UPDATE judging_scoresheet SET content = ? WHERE id = ?", (json.dumps(told), pk))
        return f"sheet {pk}, {criterion}: {before} → {told[criterion]['mark']}"


def _indented(text: str) -> str:
    return "\n".join(f"            {line}" for line in text.strip().splitlines())
