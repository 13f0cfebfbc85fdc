"""Proposals: what is being written, what was submitted, and who writes."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from tular.features.agencies.models import Agency, ServiceUnit
from tular.features.catalogue.models import Innovation
from tular.features.competitions.models import Category, Competition
from tular.features.proposals.choices import ProposalState
from tular.foundation.files.models import StoredFile
from tular.foundation.rulebooks.models import RulebookVersion


class Proposal(models.Model):
    """An entry of an agency in a competition, as it stands now.

    `content` maps section → field → value. The section "_umum" holds what every entry has (title, category, group,
    start of implementation, …), the others are those of the rulebook's form; `versions` maps section → how often it
    was saved, so that two people at once do not undo each other. Columns beside it repeat what lists and rules need.
    What was submitted lies in `ProposalVersion`.
    """

    code = models.CharField(max_length=60, unique=True, help_text="Registration number, given when it is begun.")
    competition = models.ForeignKey(Competition, on_delete=models.PROTECT, related_name="proposals")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="proposals")
    unit = models.ForeignKey(ServiceUnit, null=True, on_delete=models.PROTECT, related_name="proposals")
    innovation = models.ForeignKey(
        Innovation, null=True, on_delete=models.PROTECT, related_name="proposals",
        help_text="The innovation it is about, through all its years and titles; empty: in no catalogue yet.",
    )  # fmt: skip
    replicates = models.ForeignKey(Innovation, null=True, on_delete=models.PROTECT, related_name="+")
    promoted_from = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="promotions")
    title = models.CharField(max_length=300)
    group = models.CharField(max_length=40, blank=True, help_text="Id of the group in the rulebook.")
    category = models.ForeignKey(Category, null=True, on_delete=models.PROTECT, related_name="+")
    started_on = models.DateField(null=True, help_text="First day of implementation.")
    content = models.JSONField(default=dict)
    versions = models.JSONField(default=dict)
    state = models.CharField(max_length=14, choices=ProposalState, default=ProposalState.DRAFT)
    state_at = models.DateTimeField()
    state_reason = models.TextField(blank=True)
    obstacles = models.PositiveSmallIntegerField(
        null=True, help_text="How many things kept it from being submitted when last counted; empty: to be counted."
    )
    fix_until = models.DateTimeField(null=True, help_text="Until when what was asked for may be mended.")
    submitted_at = models.DateTimeField(null=True, help_text="When it was last submitted.")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    edited_at = models.DateTimeField()
    is_demo = models.BooleanField(default=False, help_text="Made up for the demo, and marked so on every page.")

    class Meta:
        ordering = ["code"]
        indexes = [
            # All that lists of thousands ask for: a proposal itself is long, and walking over it takes the time.
            models.Index(
                fields=["competition", "state", "code", "agency", "group", "category"], name="proposals_by_state"
            ),
            models.Index(fields=["competition", "state", "title"], name="proposals_by_title"),
            models.Index(fields=["competition", "agency", "state"], name="proposals_of_an_agency"),
            models.Index(fields=["unit", "state"], name="proposals_of_a_unit"),
            models.Index(
                fields=["competition"],
                name="proposals_to_count",
                condition=Q(
                    obstacles__isnull=True,
                    state__in=[ProposalState.DRAFT, ProposalState.RETURNED, ProposalState.WITH_ADMIN],
                ),
            ),
        ]
        constraints = [
            models.CheckConstraint(name="proposal_has_title", condition=~Q(title="")),
            models.CheckConstraint(name="proposal_has_a_known_state", condition=Q(state__in=ProposalState.values)),
            models.CheckConstraint(
                name="proposal_sent_back_says_why",
                condition=~Q(state__in=[ProposalState.RETURNED, ProposalState.FIXING, ProposalState.WITHDRAWN])
                | ~Q(state_reason=""),
            ),
            models.CheckConstraint(
                name="proposal_submitted_knows_when",
                condition=~Q(state__in=[ProposalState.SUBMITTED, ProposalState.FIXING]) | Q(submitted_at__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["competition", "innovation"],
                condition=Q(innovation__isnull=False) & ~Q(state=ProposalState.WITHDRAWN),
                name="innovation_once_per_competition",
            ),
            models.UniqueConstraint(
                fields=["competition", "promoted_from"],
                condition=Q(promoted_from__isnull=False),
                name="promoted_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ProposalFile(models.Model):
    """A file in the place that the rulebook asks it for (`attachment` is the id there); the latest one holds."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="files")
    attachment = models.CharField(max_length=80)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, help_text="When it was replaced or taken away; empty while it holds.")

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "attachment"], condition=Q(removed_at__isnull=True), name="one_file_per_attachment"
            )
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.attachment}"


class ProposalVersion(models.Model):
    """Exactly what was submitted. Never changed: a trigger refuses it.

    `sha256` is that of `canonical` (content, files with their hashes, rulebook, moment) as UTF-8, so that a receipt
    can be checked years later.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="submissions")
    number = models.PositiveIntegerField()
    receipt = models.CharField(max_length=40, unique=True, help_text="What the address of the receipt ends with.")
    canonical = models.TextField(help_text="JSON with sorted keys: all that was submitted.")
    sha256 = models.CharField(max_length=64)
    rulebook = models.ForeignKey(RulebookVersion, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        # Moments without walking over the text before them.
        indexes = [models.Index(fields=["proposal", "at"], name="submissions_by_moment")]
        constraints = [models.UniqueConstraint(fields=["proposal", "number"], name="submission_once")]

    def __str__(self) -> str:
        return f"{self.proposal_id} v{self.number}"


class SectionSave(models.Model):
    """What one person wrote in one section of a proposal: one save, or a sitting of `saves` once it is some time ago.

    `kept` is False for a text that lost against that of somebody who saved first: it is never thrown away.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="saves")
    section = models.CharField(max_length=80)
    version = models.PositiveIntegerField(help_text="Number of the section after the last save.")
    before = models.JSONField()
    after = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    began_at = models.DateTimeField()
    at = models.DateTimeField()
    saves = models.PositiveIntegerField(default=1)
    kept = models.BooleanField(default=True)
    page = models.CharField(
        max_length=40, blank=True, help_text="Of which opened page it came; a page disputes nothing with itself."
    )

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["proposal", "section", "at"], name="saves_of_a_section")]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.section} {self.version}"


class TeamMember(models.Model):
    """Somebody who may write a proposal besides the people of its unit. Never deleted."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="team")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="proposal_teams")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, help_text="When they left; empty while they belong to it.")

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "person"], condition=Q(until__isnull=True), name="team_member_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.person_id}"


class SectionComment(models.Model):
    """A remark on one section, mostly of the local admin; open until somebody says that it is done."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="comments")
    section = models.CharField(max_length=80)
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.CheckConstraint(name="section_comment_has_text", condition=~Q(text=""))]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.section}"


class Reminder(models.Model):
    """People were reminded that a proposal, or an agency without one, has not moved; so that nobody is told twice."""

    competition = models.ForeignKey(Competition, on_delete=models.CASCADE, related_name="reminders")
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="+")
    proposal = models.ForeignKey(Proposal, null=True, on_delete=models.CASCADE, related_name="reminders")
    days_left = models.PositiveSmallIntegerField(help_text="Which of the reminders before the close it was.")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "days_left"], condition=Q(proposal__isnull=False), name="reminded_once_per_step"
            ),
            models.UniqueConstraint(
                fields=["competition", "agency", "days_left"],
                condition=Q(proposal__isnull=True),
                name="agency_reminded_once_per_step",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.days_left}"
