"""The ranking rulebook and the thesaurus, as the engine wants them; read again only when a file changes."""

from __future__ import annotations

import logging
import tomllib
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from tular.engines.matching import thesaurus
from tular.engines.matching.resources import ResourceReader
from tular.engines.matching.rules import RankingRules, rules_from
from tular.engines.matching.thesaurus import Thesaurus

logger = logging.getLogger(__name__)

RULEBOOK = "finder-1"
"""The rulebook that ranks; its public page says what each number means."""


def ranking_rules() -> RankingRules:
    """The ranking rulebook. Raises RankingRulesError when the file cannot rank."""
    path = settings.RULEBOOKS_DIR / "ranking" / f"{RULEBOOK}.toml"
    return _rules(path, path.stat().st_mtime_ns)


def resource_reader() -> ResourceReader:
    """Finds resources that needs lack and descriptions mention."""
    return _reader(ranking_rules().id)


def the_thesaurus() -> Thesaurus:
    """The shipped concept groups joined with those that the administrator put into `var/thesaurus/`."""
    paths = [*settings.DATA_DIR.glob("thesaurus/*.toml"), *settings.VAR_DIR.glob("thesaurus/*.toml")]
    return _thesaurus(tuple(sorted((path, path.stat().st_mtime_ns) for path in paths)))


@lru_cache(maxsize=2)
def _rules(path: Path, changed: int) -> RankingRules:
    return rules_from(tomllib.loads(path.read_text(encoding="utf-8")))


@lru_cache(maxsize=2)
def _reader(rulebook: str) -> ResourceReader:
    return ranking_rules().resource_reader()


@lru_cache(maxsize=2)
def _thesaurus(files: tuple[tuple[Path, int], ...]) -> Thesaurus:
    shipped = [path for path, _ in files if not path.is_relative_to(settings.VAR_DIR)]
    added = [path for path, _ in files if path.is_relative_to(settings.VAR_DIR)]
    concepts = [concept for path in shipped for concept in thesaurus.parse(path.read_bytes(), path.name)]
    for path in added:
        try:
            joined = [*concepts, *thesaurus.parse(path.read_bytes(), path.name)]
            thesaurus.build(joined)
        except thesaurus.ThesaurusError as error:  # search goes on with what is right
            logger.error("Berkas tesaurus %s dilewati: %s", path, error)
        else:
            concepts = joined
    return thesaurus.build(concepts)
