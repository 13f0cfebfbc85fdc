"""Building the search index."""

from __future__ import annotations

import fcntl
import hashlib
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import numpy as np
from django.conf import settings
from django.db import connection

from tular.engines.matching import index as engine
from tular.engines.matching.encoders import Encoder
from tular.features.catalogue.models import IndexOutbox
from tular.features.catalogue.queries import MODEL
from tular.features.finder.queries.opened import is_on_disk, the_encoders
from tular.features.finder.queries.records import index_records
from tular.features.finder.vectors import VectorCache
from tular.foundation.jobs.actions.statistics import refresh_statistics
from tular.foundation.rulebooks.registry import rulebook

_BATCH = 64
_building = threading.Lock()


def reindex(progress: Callable[[str], None] = lambda _: None) -> None:
    """Build a new generation from the database and switch to it.

    1. waits for another build of this installation to end; 2. reads the outbox, then the records; 3. writes the
    generation aside; 4. switches with one rename; 5. clears what it read of the outbox and deletes older generations.
    Killed at any point, the old index stays and the outbox still tells what is to be done.
    """
    with _only_one():
        last = IndexOutbox.objects.order_by("-id").values_list("id", flat=True).first()
        signature = index_signature()
        records, facts = index_records()
        name = f"gen-{time.time_ns():x}"
        folder = settings.INDEX_DIR / name
        folder.mkdir(parents=True)
        try:
            facts.save(folder / "facts.npz")
            with VectorCache(settings.VECTOR_CACHE, settings.SHIPPED_VECTORS) as cache:
                encode = _encode_with(cache, progress)
                engine.build(folder, records, the_encoders(), encode, progress)
            (folder / "signature").write_text(signature)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        pointer = settings.INDEX_DIR / "CURRENT.new"
        pointer.write_text(name)
        pointer.replace(settings.INDEX_DIR / "CURRENT")
        refresh_statistics()  # much has changed when there was reason to build
        if last is not None:
            IndexOutbox.objects.filter(id__lte=last).delete()
        for old in settings.INDEX_DIR.glob("gen-*"):
            if old.name != name:
                shutil.rmtree(old, ignore_errors=True)
        progress(f"Indeks siap: {len(records)} inovasi")


def catalogue_changed() -> bool:
    """Whether the index is behind the catalogue, or missing; cheap enough to be asked all the time."""
    return not is_on_disk() or IndexOutbox.objects.exists()


def needs_reindex() -> bool:
    """Whether the index is missing, of another making, or behind the catalogue."""
    if catalogue_changed():
        return True
    current = settings.INDEX_DIR / (settings.INDEX_DIR / "CURRENT").read_text().strip()
    try:
        return (current / "signature").read_text() != index_signature()
    except OSError:
        return True


def index_signature() -> str:
    """What an index was made with, besides the catalogue: layout, encoders and the completeness rulebook."""
    making = [str(engine.FORMAT), rulebook(MODEL).digest, *(encoder.name for encoder in the_encoders())]
    return hashlib.sha256("|".join(making).encode()).hexdigest()


def reindex_aside() -> None:
    """Start a build in the background of this process unless one runs; used when the index vanished while serving."""
    if _building.acquire(blocking=False):
        threading.Thread(target=_reindex_and_release, name="reindex", daemon=True).start()


def _reindex_and_release() -> None:
    try:
        reindex()
    finally:
        _building.release()
        connection.close()


def _encode_with(cache: VectorCache, progress: Callable[[str], None]) -> engine.Encode:
    def encode(encoder: Encoder, kind: str, texts: Sequence[str]) -> np.ndarray:
        result, missing = cache.read(encoder, kind, texts)
        places: dict[str, list[int]] = {}
        for place in missing:
            places.setdefault(texts[place], []).append(place)
        new = list(places)
        for start in range(0, len(new), _BATCH):
            batch = new[start : start + _BATCH]
            vectors = (encoder.needs if kind == "need" else encoder.records)(batch)
            cache.write(encoder, kind, batch, vectors)
            for text, vector in zip(batch, vectors, strict=True):
                result[places[text]] = vector
            if len(new) > _BATCH:
                progress(f"Menghitung makna ({encoder.name}): {start + len(batch)} dari {len(new)}")
        return result

    return encode


@contextmanager
def _only_one() -> Iterator[None]:
    settings.INDEX_DIR.mkdir(parents=True, exist_ok=True)
    with (settings.INDEX_DIR / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
