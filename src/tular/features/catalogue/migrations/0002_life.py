from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def refuse_changes_of_versions(apps: Any, schema_editor: Any) -> None:
    """A version is what somebody submitted; nobody may change it afterwards, whatever door they come through."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            """
            CREATE FUNCTION refuse_version_change() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'versions of a record never change'; END $$
            """
        )
        schema_editor.execute(
            "CREATE TRIGGER innovation_version_never_changes BEFORE UPDATE ON catalogue_innovationversion"
            " FOR EACH ROW EXECUTE FUNCTION refuse_version_change()"
        )
    else:
        schema_editor.execute(
            "CREATE TRIGGER innovation_version_never_changes BEFORE UPDATE ON catalogue_innovationversion"
            " BEGIN SELECT RAISE(ABORT, 'versions of a record never change'); END"
        )


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0002_people"),
        ("catalogue", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BulkChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("action", models.CharField(max_length=60)),
                ("reason", models.TextField(blank=True)),
                ("innovations", models.JSONField(help_text="Ids of the records it was done to.")),
                (
                    "refused",
                    models.JSONField(default=list, help_text="Pairs of code and sentence of those it was not done to."),
                ),
                ("at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-at"],
            },
        ),
        migrations.CreateModel(
            name="InnovationDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draf", "Draf"),
                            ("diajukan", "Diajukan"),
                            ("disetujui", "Disetujui instansi"),
                            ("dikembalikan", "Dikembalikan"),
                            ("ditolak", "Ditolak"),
                        ],
                        max_length=12,
                    ),
                ),
                ("state_reason", models.TextField(blank=True)),
                ("state_at", models.DateTimeField()),
                ("content", models.JSONField(default=dict)),
                ("versions", models.JSONField(default=dict)),
                (
                    "base_version",
                    models.PositiveIntegerField(help_text="Number of the version it began with; 0: an empty record."),
                ),
                ("opened_at", models.DateTimeField()),
                ("edited_at", models.DateTimeField()),
                (
                    "edited_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "innovation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="draft", to="catalogue.innovation"
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["state", "state_at"], name="drafts_by_state")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("draf", "diajukan", "disetujui", "dikembalikan", "ditolak"))),
                        name="draft_has_a_known_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["dikembalikan", "ditolak"]), _negated=True),
                            models.Q(("state_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="draft_sent_back_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InnovationVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("content", models.JSONField()),
                ("at", models.DateTimeField()),
                ("moved", models.CharField(max_length=60)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "innovation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="catalogue.innovation"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [models.UniqueConstraint(fields=("innovation", "number"), name="version_once")],
            },
        ),
        migrations.CreateModel(
            name="SectionRevision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("section", models.CharField(max_length=40)),
                ("version", models.PositiveIntegerField(help_text="Number of the section after the last save.")),
                ("before", models.JSONField()),
                ("after", models.JSONField()),
                ("began_at", models.DateTimeField()),
                ("at", models.DateTimeField()),
                ("saves", models.PositiveIntegerField(default=1)),
                ("kept", models.BooleanField(default=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "innovation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="revisions", to="catalogue.innovation"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
                "indexes": [models.Index(fields=["innovation", "section", "at"], name="revisions_of_a_section")],
            },
        ),
        migrations.CreateModel(
            name="SustainabilityDeclaration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("berlanjut", "Berlanjut"),
                            ("berkembang", "Berlanjut dengan pengembangan"),
                            ("berhenti", "Berhenti atau vakum"),
                            ("tidak-diketahui", "Belum diketahui"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("pimpinan", "Pergantian pimpinan"),
                            ("anggaran", "Anggaran"),
                            ("pegawai", "Pegawai"),
                            ("teknologi", "Teknologi"),
                            ("kebijakan", "Digabung karena kebijakan"),
                            ("kebutuhan", "Kebutuhannya sudah tidak ada"),
                            ("lainnya", "Lainnya"),
                        ],
                        max_length=12,
                    ),
                ),
                ("text", models.TextField(blank=True)),
                ("evidence", models.TextField(blank=True, help_text="What shows it: a letter, a report, an address.")),
                ("evidence_file", models.UUIDField(help_text="Id of the stored file.", null=True)),
                ("on", models.DateField(help_text="Day for which it holds.")),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "innovation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="declarations",
                        to="catalogue.innovation",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["berlanjut", "berkembang", "berhenti", "tidak-diketahui"])),
                        name="declaration_of_a_known_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "reason__in",
                                    [
                                        "pimpinan",
                                        "anggaran",
                                        "pegawai",
                                        "teknologi",
                                        "kebijakan",
                                        "kebutuhan",
                                        "lainnya",
                                    ],
                                ),
                                ("status", "berhenti"),
                            ),
                            models.Q(models.Q(("status", "berhenti"), _negated=True), ("reason", "")),
                            _connector="OR",
                        ),
                        name="declaration_of_a_stop_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UpdateRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "step",
                    models.CharField(
                        choices=[("upp", "UPP"), ("instansi", "Admin instansi"), ("hub", "Hub")], max_length=10
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                ("due", models.DateTimeField(help_text="After this the next in the chain is asked.")),
                ("closed_at", models.DateTimeField(help_text="When it was answered, or taken back.", null=True)),
                (
                    "by",
                    models.ForeignKey(
                        help_text="Empty: the calendar.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "innovation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="update_requests",
                        to="catalogue.innovation",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("closed_at__isnull", True)),
                        fields=["step", "due"],
                        name="open_update_requests",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at__isnull", True)),
                        fields=("innovation", "step"),
                        name="update_asked_once_per_step",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="innovation",
            name="fresh_on",
            field=models.DateField(help_text="Day on which the owner last updated or confirmed the record.", null=True),
        ),
        migrations.AddField(
            model_name="innovation",
            name="published_at",
            field=models.DateTimeField(help_text="When the text that is public was published here.", null=True),
        ),
        migrations.AddField(
            model_name="innovation",
            name="service_unit",
            field=models.ForeignKey(
                help_text="Whose people may edit it besides the agency's; empty while only the name in `unit` is known.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="innovations",
                to="agencies.serviceunit",
            ),
        ),
        migrations.AddField(
            model_name="innovation",
            name="state",
            field=models.CharField(
                choices=[
                    ("draf", "Draf"),
                    ("diajukan", "Diajukan"),
                    ("disetujui", "Disetujui instansi"),
                    ("dikembalikan", "Dikembalikan"),
                    ("ditolak", "Ditolak"),
                    ("terbit", "Terbit"),
                    ("ditarik", "Ditarik"),
                ],
                default="terbit",
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="innovation",
            name="state_at",
            field=models.DateTimeField(help_text="When it came into its state; empty for rows of sources.", null=True),
        ),
        migrations.AddField(
            model_name="innovation",
            name="state_reason",
            field=models.TextField(blank=True, help_text="Why it was returned, rejected or withdrawn."),
        ),
        migrations.AddIndex(
            model_name="innovation",
            index=models.Index(fields=["state", "title", "code"], name="innovations_by_state"),
        ),
        migrations.AddIndex(
            model_name="innovation",
            index=models.Index(fields=["agency", "state"], name="innovations_of_an_agency"),
        ),
        migrations.AddIndex(
            model_name="innovation",
            index=models.Index(fields=["service_unit", "state"], name="innovations_of_a_unit"),
        ),
        migrations.AddIndex(
            model_name="innovation",
            index=models.Index(fields=["state", "fresh_on"], name="innovations_by_freshness"),
        ),
        migrations.AddConstraint(
            model_name="innovation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["draf", "diajukan", "disetujui", "dikembalikan", "ditolak", "terbit", "ditarik"])
                ),
                name="innovation_has_a_known_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="innovation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["dikembalikan", "ditolak", "ditarik"]), _negated=True),
                    models.Q(("state_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="innovation_sent_back_says_why",
            ),
        ),
        migrations.RunPython(refuse_changes_of_versions, migrations.RunPython.noop),
    ]
