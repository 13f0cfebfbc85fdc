"""What a team writes and photographs on the spot."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from tular.features.visits.models.planning import Visit
from tular.foundation.files.models import StoredFile


class FieldRecord(models.Model):
    """What a team found in a visit; one for all of them, as the lead signs one text.

    `items` is the checklist as it stood when the visit was planned or announced: [{"id", "question", "kind",
    "evidence", "help", "levels", "claim"}]. `content` maps item → {"finding", "value", "note"}; "_hadir" holds who was
    there in numbers, "_umum" the summary and the recommendation. `versions` maps section → how often it was saved.
    """

    visit = models.OneToOneField(Visit, on_delete=models.PROTECT, related_name="record")
    items = models.JSONField(default=list)
    from_rulebook = models.BooleanField(default=False, help_text="Else made from the criteria and the proposal.")
    content = models.JSONField(default=dict)
    versions = models.JSONField(default=dict)
    saved_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.visit_id}"


class RecordSave(models.Model):
    """What somebody wrote in one section of a record; see `foundation.once.sittings`.

    `kept` is False for what came second, from another verifier or device: it is never thrown away.
    """

    record = models.ForeignKey(FieldRecord, on_delete=models.PROTECT, related_name="history")
    section = models.CharField(max_length=80)
    version = models.PositiveIntegerField(help_text="Number of the section after the last save.")
    before = models.JSONField()
    after = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    began_at = models.DateTimeField()
    at = models.DateTimeField()
    saves = models.PositiveIntegerField(default=1)
    kept = models.BooleanField(default=True)
    page = models.CharField(max_length=40, blank=True, help_text="Of which opened page it came.")

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["record", "section", "at"], name="saves_of_a_record")]

    def __str__(self) -> str:
        return f"{self.record_id} {self.section} {self.version}"


class VisitPhoto(models.Model):
    """A photo for one item of the checklist, with every place and time that is known of it, each by its own source.

    The picture itself is kept without them. `device_…` is what the browser told with consent, `exif_…` what the file
    said when it came, `at` when it reached the server; nothing here is judged.
    """

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="photos")
    item = models.CharField(max_length=80, help_text="Id of the item in the checklist.")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    sent_as = models.CharField(max_length=40, help_text="Name that the device gave it, so that it comes once.")
    sent_sha256 = models.CharField(max_length=64, help_text="Of the bytes as they came, before they were made anew.")
    caption = models.CharField(max_length=300, help_text="What it shows; read out where it cannot be seen.")
    place = models.CharField(max_length=300, blank=True, help_text="As the photographer typed it.")
    device_at = models.DateTimeField(null=True, help_text="By the clock of the device.")
    device_latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True)
    device_longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True)
    device_accuracy = models.PositiveIntegerField(null=True, help_text="Metres, as the device tells.")
    exif_at = models.CharField(max_length=40, blank=True, help_text="As in the file, without a zone unless it says.")
    exif_latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True)
    exif_longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(help_text="By the clock of the server.")
    dropped_at = models.DateTimeField(null=True, help_text="Empty while it counts; the file stays.")
    dropped_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    dropped_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["item", "at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "by", "sent_as"], name="visit_photo_comes_once"),
            models.CheckConstraint(name="visit_photo_says_what_it_shows", condition=~Q(caption="")),
            models.CheckConstraint(
                name="visit_photo_dropped_says_why", condition=Q(dropped_at__isnull=True) | ~Q(dropped_reason="")
            ),
            models.CheckConstraint(
                name="visit_photo_has_whole_device_place",
                condition=Q(device_latitude__isnull=True, device_longitude__isnull=True)
                | Q(device_latitude__isnull=False, device_longitude__isnull=False),
            ),
            models.CheckConstraint(
                name="visit_photo_has_whole_file_place",
                condition=Q(exif_latitude__isnull=True, exif_longitude__isnull=True)
                | Q(exif_latitude__isnull=False, exif_longitude__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.item}"
