"""Publishing an edition, having its files built, and beginning the next one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tular.features.modelbooks.actions.moving import move, refuse_unless_in
from tular.features.modelbooks.actions.telling import tell, writers_of
from tular.features.modelbooks.choices import Form
from tular.features.modelbooks.models import Edition, EditionFile, ModelBook
from tular.features.modelbooks.queries.edition_files import EDITION, KINDS, name_of
from tular.features.modelbooks.queries.faults import must_mend
from tular.features.modelbooks.queries.manuscript import canonical_of, digest_of, text_of
from tular.features.modelbooks.queries.printing import built
from tular.foundation.actions import Reason, Refused, action, together
from tular.foundation.files.actions.storing import store_made
from tular.foundation.jobs.actions import start
from tular.foundation.jobs.models import JobRun

type Progress = Callable[[int, int, str], None]


@action("modelbooks.publish", gettext_lazy("Menerbitkan edisi"))
def publish(book: ModelBook, *, by: Any, now: datetime, reason: str = "") -> Edition:
    """Freeze the approved text as an edition that never changes, and have its four forms built."""
    refuse_unless_in(book, "modelbooks.publish")
    faults = must_mend(book)
    if faults:
        raise Refused(*(Reason(one.sentence) for one in faults))
    move(book, "modelbooks.publish", now)
    told = canonical_of(book)
    edition = Edition.objects.create(
        book=book, number=told["number"], identifier=told["identifier"], title=book.title, canonical=text_of(told),
        sha256=digest_of(told), licence=book.licence, changes=book.changes, published_at=now, by=by,
    )  # fmt: skip
    _start(edition, by=by, now=now)
    tell("modelbooks.published", writers_of(book), book, by=by, path=book.path, now=now, number=edition.number)
    return edition


@action("modelbooks.build", gettext_lazy("Membangun berkas edisi"))
def build(edition: Edition, *, by: Any, now: datetime, reason: str = "") -> JobRun:
    """Have the forms built that are still missing, such as after a failure; those that exist stay as they are."""
    if edition.files.count() == len(Form.values):
        raise Refused(_("Keempat berkas edisi ini sudah ada. Tidak ada yang perlu dibangun lagi."))
    return _start(edition, by=by, now=now)


@action("modelbooks.renew", gettext_lazy("Memulai edisi baru"))
def renew(book: ModelBook, *, by: Any, now: datetime, reason: str = "") -> ModelBook:
    """Write on; readers keep the last edition until the next one is published with a list of what changed."""
    book.changes = ""
    move(book, "modelbooks.renew", now)
    return book


def build_all(edition: Edition, *, now: datetime, progress: Progress) -> list[EditionFile]:
    """Build and keep what is missing, each form in a transaction of its own. Returns all files of the edition."""
    have = set(edition.files.values_list("form", flat=True))
    forms = [form for form in Form if form.value not in have]
    for done, form in enumerate(forms):
        progress(done, len(forms), _("Membangun %(form)s") % {"form": form.label})
        _keep(edition, form, built(edition, form), now)
    return list(edition.files.select_related("file"))


def _keep(edition: Edition, form: Form, content: bytes, now: datetime) -> None:
    """Bytes first, then the row that names them. Of two builders at once one keeps its file; the other's is swept."""
    file = store_made(content, KINDS[form], name_of(edition, form), EDITION, now=now)
    with together():
        Edition.objects.select_for_update().get(pk=edition.pk)
        if not edition.files.filter(form=form).exists():
            EditionFile.objects.create(edition=edition, form=form, file=file, at=now)


def _start(edition: Edition, *, by: Any, now: datetime) -> JobRun:
    title = _("Membangun berkas: %(book)s, edisi %(n)d") % {"book": edition.title, "n": edition.number}
    return start("modelbooks.build", by=by, title=title, arguments={"edition": edition.pk}, now=now)
