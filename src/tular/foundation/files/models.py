"""Files that people sent."""

from __future__ import annotations

import uuid
from urllib.parse import quote

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tular.foundation.files.kinds import Kind, kind_of_content_type
from tular.foundation.files.naming import LONGEST_NAME, with_ending
from tular.foundation.files.purposes import Purpose, purpose_called


class State(models.TextChoices):
    """`READY` is said only when the bytes are on disk and their hash is known."""

    UPLOADING = "uploading", _("sedang diunggah")
    READY = "ready", _("tersimpan")
    REFUSED = "refused", _("ditolak")


class StoredFile(models.Model):
    """A file with its purpose. Its bytes never change once it is ready; another content is another file.

    Point to it with `ForeignKey(StoredFile, on_delete=PROTECT)`: a file that something points to is never removed.
    What a picture shows in words (alt text) belongs to the feature that shows it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    purpose = models.CharField(max_length=40)
    name = models.CharField(max_length=LONGEST_NAME, help_text="As its sender calls it, without folders.")
    size = models.BigIntegerField(help_text="Bytes as stored; while uploading, bytes as announced.")
    sha256 = models.CharField(max_length=64, blank=True)
    content_type = models.CharField(max_length=100, blank=True, help_text="By the content, not by the name.")
    state = models.CharField(max_length=10, choices=State, default=State.UPLOADING)
    refusal = models.TextField(blank=True, help_text="The sentence that told its sender why.")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    width = models.PositiveIntegerField(null=True, blank=True, help_text="Pixels, of images.")
    height = models.PositiveIntegerField(null=True, blank=True, help_text="Pixels, of images.")
    stored_as = models.CharField(max_length=80, blank=True, help_text="Random name in the storage.")

    class Meta:
        indexes = [
            models.Index(fields=["uploaded_by", "created_at"], name="files_of_a_person"),
            models.Index(fields=["state", "created_at"], name="files_by_state"),
        ]
        constraints = [
            models.CheckConstraint(name="file_has_a_known_state", condition=Q(state__in=State.values)),
            models.CheckConstraint(name="file_has_name", condition=~Q(name="")),
            models.CheckConstraint(name="file_has_size", condition=Q(size__gte=1)),
            models.CheckConstraint(
                name="file_ready_is_whole",
                condition=~Q(state=State.READY)
                | (~Q(sha256="") & ~Q(content_type="") & ~Q(stored_as="") & Q(finished_at__isnull=False)),
            ),
            models.CheckConstraint(name="file_refused_says_why", condition=~Q(state=State.REFUSED) | ~Q(refusal="")),
            models.UniqueConstraint(fields=["stored_as"], condition=~Q(stored_as=""), name="file_stored_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def defined_purpose(self) -> Purpose:
        """What it is for. Raises KeyError when the feature that defined it is gone."""
        return purpose_called(self.purpose)

    @property
    def kind(self) -> Kind | None:
        """What it is; None until it is ready."""
        return kind_of_content_type(self.content_type)

    @property
    def is_image(self) -> bool:
        """Whether it has smaller copies that pages can show."""
        return self.kind is not None and self.kind.is_image

    @property
    def is_ready(self) -> bool:
        """Whether it can be read."""
        return self.state == State.READY

    @property
    def download_name(self) -> str:
        """The name given, with an ending that fits what it is."""
        return with_ending(self.name, self.kind.endings) if self.kind else self.name

    @property
    def path(self) -> str:
        """Address of the file itself."""
        return f"/berkas/{self.pk}/{quote(self.download_name, safe='')}"

    def image_path(self, width: int) -> str:
        """Address of a copy at most `width` pixels wide; a width its purpose does not offer is not found."""
        return f"/berkas/{self.pk}/lebar/{width}"

    @property
    def preview(self) -> str:
        """Address of its smallest copy; empty when it has none."""
        widths = self.defined_purpose.images if self.is_image else ()
        return self.image_path(min(widths)) if widths else ""

    @property
    def srcset(self) -> str:
        """For `<img srcset>`: the widths its purpose offers, up to the first that shows it whole."""
        own = self.width or 0
        offered = sorted(self.defined_purpose.images)
        useful = [width for index, width in enumerate(offered) if index == 0 or offered[index - 1] < own]
        return ", ".join(f"{self.image_path(width)} {min(width, own)}w" for width in useful)
