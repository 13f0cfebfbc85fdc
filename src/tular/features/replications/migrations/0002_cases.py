import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("agencies", "0004_letter"),
        ("catalogue", "0009_withdrawn_recognitions"),
        ("files", "0001_stored_files"),
        ("replications", "0001_initial"),
        ("rulebooks", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="replication",
            name="began_on",
            field=models.DateField(help_text="First day on which it served somebody.", null=True),
        ),
        migrations.AddField(
            model_name="replication",
            name="ended_on",
            field=models.DateField(help_text="Day on which it stopped.", null=True),
        ),
        migrations.AddField(
            model_name="replication",
            name="is_demo",
            field=models.BooleanField(default=False, help_text="Made up for the demo, and marked so on every page."),
        ),
        migrations.AddField(
            model_name="replication",
            name="parent",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="children",
                to="replications.replication",
            ),
        ),
        migrations.AddField(
            model_name="replication",
            name="proven_months",
            field=models.PositiveSmallIntegerField(
                help_text="Months after the beginning of the last measurement that shows it works.", null=True
            ),
        ),
        migrations.AddField(
            model_name="replication",
            name="seen_on",
            field=models.DateField(help_text="Last day on which it was known to run.", null=True),
        ),
        migrations.AddField(
            model_name="replication",
            name="stop_reason",
            field=models.CharField(
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
        migrations.AlterField(
            model_name="replication",
            name="source_url",
            field=models.CharField(blank=True, help_text="Empty for what a case tells.", max_length=500),
        ),
        migrations.AddIndex(
            model_name="replication",
            index=models.Index(fields=["innovation", "state"], name="replications_of_innovation"),
        ),
        migrations.AddConstraint(
            model_name="replication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("parent__isnull", True), models.Q(("parent", models.F("pk")), _negated=True), _connector="OR"
                ),
                name="replication_not_of_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="replication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("began_on__isnull", True),
                    ("ended_on__isnull", True),
                    ("ended_on__gte", models.F("began_on")),
                    _connector="OR",
                ),
                name="replication_ends_after_it_began",
            ),
        ),
        migrations.AddConstraint(
            model_name="replication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "stop_reason__in",
                        ["", "pimpinan", "anggaran", "pegawai", "teknologi", "kebijakan", "kebutuhan", "lainnya"],
                    )
                ),
                name="replication_stop_reason_known",
            ),
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "innovation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cases", to="catalogue.innovation"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cases_given", to="agencies.agency"
                    ),
                ),
                (
                    "taker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cases_taken", to="agencies.agency"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="agencies.serviceunit",
                    ),
                ),
                (
                    "facilitator",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases_facilitated",
                        to="agencies.agency",
                    ),
                ),
                (
                    "learned_from",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="replications.replication",
                    ),
                ),
                (
                    "rulebook",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replication_cases",
                        to="rulebooks.rulebookversion",
                    ),
                ),
                (
                    "replication",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="case",
                        to="replications.replication",
                    ),
                ),
                ("name", models.CharField(help_text="What it is called at the taker.", max_length=300)),
                (
                    "model",
                    models.CharField(
                        choices=[("mandiri", "mandiri"), ("kerja-sama", "kerja sama"), ("fasilitasi", "fasilitasi")],
                        max_length=12,
                    ),
                ),
                ("model_reason", models.TextField(blank=True, help_text="Why this way of working.")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("adopsi", "adopsi: diambil hampir tanpa perubahan"),
                            ("adaptasi", "adaptasi: disesuaikan"),
                            ("perluasan", "perluasan: pemilik memperluas di instansinya sendiri"),
                        ],
                        max_length=12,
                    ),
                ),
                ("need", models.TextField(help_text="The problem, with its figures.")),
                ("affected", models.TextField(blank=True, help_text="Who is hit, and how many.")),
                ("wish", models.TextField(blank=True, help_text="The result that is wished for.")),
                (
                    "sponsor",
                    models.CharField(
                        blank=True, help_text="Office that backs it; never a person's number.", max_length=200
                    ),
                ),
                ("takes", models.TextField(blank=True, help_text="Which parts are taken over.")),
                ("changes", models.TextField(blank=True, help_text="What will be different.")),
                ("wished_start", models.DateField(null=True)),
                (
                    "contact",
                    models.ForeignKey(
                        help_text="Who answers for it at the taker.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("persiapan", "persiapan"),
                            ("minat", "minat dikirim"),
                            ("dikembalikan", "minat dikembalikan"),
                            ("terverifikasi", "menunggu jawaban pemilik"),
                            ("ditolak", "ditolak pemilik"),
                            ("kesepakatan", "menyusun kesepakatan"),
                            ("disepakati", "disepakati"),
                            ("implementasi", "dijalankan"),
                            ("penutupan", "menunggu konfirmasi penutupan"),
                            ("selesai", "selesai"),
                            ("berhenti", "berhenti"),
                            ("dibatalkan", "dibatalkan"),
                        ],
                        default="persiapan",
                        max_length=14,
                    ),
                ),
                ("state_at", models.DateTimeField()),
                ("state_reason", models.TextField(blank=True)),
                (
                    "stop_reason",
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
                ("step", models.CharField(help_text="Id of the step in the rulebook.", max_length=40)),
                ("paused_at", models.DateTimeField(null=True)),
                ("paused_reason", models.TextField(blank=True)),
                ("asked_at", models.DateTimeField(help_text="When interest was first sent.", null=True)),
                ("owner_told_at", models.DateTimeField(help_text="From then on the owner sees the case.", null=True)),
                (
                    "due_at",
                    models.DateTimeField(help_text="Until when the side whose turn it is should answer.", null=True),
                ),
                (
                    "escalated_at",
                    models.DateTimeField(help_text="When a late answer was told to the side above.", null=True),
                ),
                (
                    "reminded_at",
                    models.DateTimeField(help_text="When the side whose turn it is was last reminded.", null=True),
                ),
                ("answered_at", models.DateTimeField(help_text="When the owner first answered.", null=True)),
                ("agreed_on", models.DateField(help_text="Day on which the working agreement was signed.", null=True)),
                ("began_on", models.DateField(help_text="First day on which it served somebody.", null=True)),
                ("ended_on", models.DateField(help_text="Day on which it stopped.", null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("lessons", models.TextField(blank=True, help_text="What others should know, failures among it.")),
                ("help_until", models.DateField(help_text="Day on which the owner's help ends.", null=True)),
                ("recorded", models.BooleanField(default=False)),
                (
                    "is_demo",
                    models.BooleanField(default=False, help_text="Made up for the demo, and marked so on every page."),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-created_at", "-id"],
                "indexes": [
                    models.Index(fields=["state", "due_at"], name="cases_by_due"),
                    models.Index(fields=["taker", "state"], name="cases_of_a_taker"),
                    models.Index(fields=["owner", "state"], name="cases_of_an_owner"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "persiapan",
                                    "minat",
                                    "dikembalikan",
                                    "terverifikasi",
                                    "ditolak",
                                    "kesepakatan",
                                    "disepakati",
                                    "implementasi",
                                    "penutupan",
                                    "selesai",
                                    "berhenti",
                                    "dibatalkan",
                                ],
                            )
                        ),
                        name="case_has_a_known_state",
                    ),
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="case_has_a_name"),
                    models.CheckConstraint(condition=models.Q(("need", ""), _negated=True), name="case_has_a_need"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["dikembalikan", "ditolak", "berhenti", "dibatalkan"]), _negated=True
                            ),
                            models.Q(("state_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="case_sent_back_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "berhenti"), _negated=True),
                            (
                                "stop_reason__in",
                                ["pimpinan", "anggaran", "pegawai", "teknologi", "kebijakan", "kebutuhan", "lainnya"],
                            ),
                            _connector="OR",
                        ),
                        name="case_stop_has_a_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("paused_at__isnull", True), models.Q(("paused_reason", ""), _negated=True), _connector="OR"
                        ),
                        name="case_paused_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("began_on__isnull", True),
                            ("ended_on__isnull", True),
                            ("ended_on__gte", models.F("began_on")),
                            _connector="OR",
                        ),
                        name="case_ends_after_it_began",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("owner", models.F("taker")), _negated=True),
                            models.Q(("kind", "perluasan"), ("model", "mandiri")),
                            _connector="OR",
                        ),
                        name="case_of_itself_is_scaling",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("model", "fasilitasi"), _negated=True),
                            ("facilitator__isnull", False),
                            _connector="OR",
                        ),
                        name="case_facilitated_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Agreement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="agreements", to="replications.case"
                    ),
                ),
                (
                    "paper",
                    models.CharField(
                        choices=[("nota", "nota kesepakatan"), ("pks", "perjanjian kerja sama")], max_length=8
                    ),
                ),
                ("edition", models.PositiveSmallIntegerField(default=1, help_text="Grows with every extension.")),
                ("values", models.JSONField(default=dict)),
                (
                    "first_party",
                    models.TextField(blank=True, help_text="Name, office and address of the owner's signer."),
                ),
                (
                    "second_party",
                    models.TextField(blank=True, help_text="Name, office and address of the taker's signer."),
                ),
                ("place", models.CharField(blank=True, max_length=120)),
                ("first_number", models.CharField(blank=True, max_length=80)),
                ("second_number", models.CharField(blank=True, max_length=80)),
                ("signed_on", models.DateField(null=True)),
                ("valid_until", models.DateField(null=True)),
                (
                    "signed_file",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                (
                    "signed_text",
                    models.TextField(blank=True, help_text="The text as it stood when the signed copy was brought."),
                ),
                (
                    "ending_told_at",
                    models.DateTimeField(help_text="When both sides were told that it ends soon.", null=True),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["case", "paper", "edition"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("signed_on__isnull", True),
                            ("valid_until__isnull", True),
                            ("valid_until__gte", models.F("signed_on")),
                            _connector="OR",
                        ),
                        name="agreement_ends_after_it_was_signed",
                    ),
                    models.UniqueConstraint(fields=("case", "paper", "edition"), name="agreement_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("signed_file__isnull", True), ("signed_on__isnull", True)),
                            models.Q(("signed_file__isnull", False), ("signed_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="agreement_signed_has_a_copy",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgreementClause",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="clauses", to="replications.agreement"
                    ),
                ),
                (
                    "clause",
                    models.CharField(
                        help_text='Id in the rulebook; of an own clause "lain-1", "lain-2", …', max_length=40
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("text", models.TextField(blank=True)),
                ("included", models.BooleanField(default=True)),
                ("place", models.PositiveSmallIntegerField()),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=0, help_text="How often it was saved: whoever saves says on which."
                    ),
                ),
                (
                    "edited_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("edited_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["agreement", "place"],
                "constraints": [
                    models.UniqueConstraint(fields=("agreement", "clause"), name="agreement_clause_once"),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="agreement_clause_has_a_title"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="replications.case"
                    ),
                ),
                ("step", models.CharField(blank=True, help_text="Id of the step in the rulebook.", max_length=40)),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("bahan-kerja", "bahan kerja"),
                            ("bukti", "bukti"),
                            ("keputusan", "keputusan"),
                            ("surat", "surat"),
                            ("kesepakatan", "kesepakatan bertanda tangan"),
                            ("laporan-belajar", "laporan belajar"),
                            ("laporan", "laporan hasil"),
                        ],
                        max_length=16,
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(null=True)),
                (
                    "removed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="case_file_has_a_title"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseIndicator",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="indicators", to="replications.case"
                    ),
                ),
                (
                    "origin",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="catalogue.indicator",
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        help_text="What makes indicators of several places the same: name and unit, folded.",
                        max_length=80,
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("unit", models.CharField(max_length=60)),
                (
                    "scale",
                    models.CharField(
                        choices=[
                            ("bagian", "bagian dari seluruhnya (persen)"),
                            ("banyaknya", "banyaknya kejadian"),
                            ("rata-rata", "rata-rata"),
                            ("lainnya", "ukuran lain"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "better",
                    models.CharField(
                        choices=[("naik", "Makin tinggi makin baik"), ("turun", "Makin rendah makin baik")],
                        max_length=8,
                    ),
                ),
                ("scope", models.CharField(blank=True, help_text="Of whom or where it is measured.", max_length=300)),
                ("method", models.CharField(blank=True, help_text="Who measures, and how.", max_length=400)),
                ("baseline", models.DecimalField(decimal_places=4, max_digits=20, null=True)),
                ("baseline_events", models.DecimalField(decimal_places=4, max_digits=20, null=True)),
                ("baseline_total", models.DecimalField(decimal_places=4, max_digits=20, null=True)),
                ("baseline_sd", models.DecimalField(decimal_places=4, max_digits=20, null=True)),
                ("baseline_on", models.DateField(null=True)),
                (
                    "baseline_file",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                ("baseline_source", models.CharField(blank=True, max_length=400)),
                ("target", models.DecimalField(decimal_places=4, max_digits=20, null=True)),
                ("target_on", models.DateField(null=True)),
                ("main", models.BooleanField(default=False, help_text="The one by which the replication is judged.")),
                ("dropped_at", models.DateTimeField(null=True)),
                ("dropped_reason", models.TextField(blank=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-main", "id"],
                "indexes": [models.Index(fields=["key"], name="case_indicators_by_key")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("dropped_at__isnull", True), ("main", True)),
                        fields=("case",),
                        name="one_main_indicator",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="case_indicator_has_a_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("unit", ""), _negated=True), name="case_indicator_has_a_unit"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("better__in", ["naik", "turun"])), name="case_indicator_better_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("baseline__isnull", True), ("baseline_on__isnull", False), _connector="OR"),
                        name="case_indicator_baseline_has_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("scale", "bagian"), _negated=True),
                            ("baseline_events__isnull", True),
                            ("baseline_total__isnull", True),
                            ("baseline_events__lte", models.F("baseline_total")),
                            _connector="OR",
                        ),
                        name="case_indicator_counts_within_the_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("baseline_total__isnull", True), ("baseline_total__gt", 0), _connector="OR"
                        ),
                        name="case_indicator_total_is_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("scale", "bagian"), _negated=True),
                            ("baseline__isnull", True),
                            models.Q(("baseline__gte", 0), ("baseline__lte", 100)),
                            _connector="OR",
                        ),
                        name="case_indicator_percent_within_100",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("dropped_at__isnull", True),
                            models.Q(("dropped_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="case_indicator_dropped_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CasePart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="replications.case"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("dijaga", "dijaga"),
                            ("diubah", "diubah"),
                            ("ditinggalkan", "ditinggalkan"),
                            ("ditambah", "ditambah"),
                        ],
                        max_length=14,
                    ),
                ),
                (
                    "core",
                    models.BooleanField(
                        default=False, help_text="The owner counts it among what must not be left out."
                    ),
                ),
                ("name", models.CharField(max_length=300)),
                ("there", models.TextField(blank=True, help_text="How it is at the origin.")),
                ("here", models.TextField(blank=True, help_text="How it is at the taker.")),
                ("reason", models.TextField(blank=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-core", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="case_part_has_a_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind", "dijaga"), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="case_part_changed_says_why",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at__isnull", True)), fields=("case", "name"), name="case_part_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseRisk",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="risks", to="replications.case"
                    ),
                ),
                ("failure", models.CharField(max_length=40)),
                (
                    "state",
                    models.CharField(
                        choices=[("diwaspadai", "diwaspadai"), ("terjadi", "terjadi"), ("teratasi", "teratasi")],
                        default="diwaspadai",
                        max_length=12,
                    ),
                ),
                ("plan", models.TextField(blank=True, help_text="What is done against it.")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["case", "failure"],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "failure"), name="case_risk_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "diwaspadai"), models.Q(("plan", ""), _negated=True), _connector="OR"
                        ),
                        name="case_risk_that_happened_says_what_is_done",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="replications.case"
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[("lanjut", "lanjut"), ("siapkan", "siapkan dulu"), ("berhenti", "berhenti")],
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField()),
                ("decided_on", models.DateField()),
                ("decided_by", models.CharField(help_text="Office that decided.", max_length=200)),
                (
                    "file",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="case_decision_says_why"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("decided_by", ""), _negated=True), name="case_decision_by_an_office"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Measurement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measurements",
                        to="replications.caseindicator",
                    ),
                ),
                ("on", models.DateField()),
                ("value", models.DecimalField(decimal_places=4, max_digits=20)),
                ("events", models.DecimalField(decimal_places=4, max_digits=20, null=True)),
                ("total", models.DecimalField(decimal_places=4, max_digits=20, null=True)),
                ("sd", models.DecimalField(decimal_places=4, max_digits=20, null=True)),
                ("method", models.CharField(max_length=400)),
                (
                    "source",
                    models.CharField(blank=True, help_text="What shows it, in words or as an address.", max_length=400),
                ),
                (
                    "file",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                ("note", models.TextField(blank=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["on", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("total__isnull", True), ("total__gt", 0), _connector="OR"),
                        name="measurement_total_is_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("method", ""), _negated=True), name="measurement_says_how"
                    ),
                    models.UniqueConstraint(fields=("indicator", "on"), name="measured_once_a_day"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="meetings", to="replications.case"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("kunjungan", "kunjungan belajar"),
                            ("pendampingan", "pendampingan"),
                            ("koordinasi", "koordinasi berkala"),
                        ],
                        max_length=14,
                    ),
                ),
                (
                    "host",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replication_meetings",
                        to="agencies.agency",
                    ),
                ),
                ("mode", models.CharField(choices=[("langsung", "di tempat"), ("daring", "daring")], max_length=10)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                (
                    "zone",
                    models.CharField(
                        choices=[("Asia/Jakarta", "WIB"), ("Asia/Makassar", "WITA"), ("Asia/Jayapura", "WIT")],
                        default="Asia/Jakarta",
                        max_length=40,
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=300)),
                ("link", models.URLField(blank=True, max_length=500)),
                ("agenda", models.TextField(blank=True, help_text="What the taker wants to learn.")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("diajukan", "menunggu jawaban"),
                            ("disetujui", "disetujui"),
                            ("ditolak", "tidak dapat"),
                            ("terlaksana", "terlaksana"),
                            ("dibatalkan", "dibatalkan"),
                        ],
                        default="diajukan",
                        max_length=12,
                    ),
                ),
                ("state_reason", models.TextField(blank=True)),
                ("report", models.TextField(blank=True, help_text="What was learnt, failures among it.")),
                ("attended", models.TextField(blank=True, help_text="Who took part, by office.")),
                (
                    "revision",
                    models.PositiveIntegerField(
                        default=0, help_text="Grows with every change that calendars take over."
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["starts_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="meeting_ends_after_it_began"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["ditolak", "dibatalkan"]), _negated=True),
                            models.Q(("state_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="meeting_called_off_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "terlaksana"), _negated=True),
                            models.Q(("report", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="meeting_held_says_what_was_learnt",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Member",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="members", to="replications.case"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replicating",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[
                            ("penerima", "penerima"),
                            ("asal", "pemilik"),
                            ("fasilitator", "fasilitator"),
                            ("pembina", "hub atau pusat"),
                        ],
                        max_length=12,
                    ),
                ),
                ("since", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("left_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["since", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("left_at__isnull", True)),
                        fields=("case", "person"),
                        name="case_member_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="replies", to="replications.case"
                    ),
                ),
                ("question", models.CharField(help_text="Id in the rulebook.", max_length=40)),
                (
                    "side",
                    models.CharField(
                        choices=[
                            ("penerima", "penerima"),
                            ("asal", "pemilik"),
                            ("fasilitator", "fasilitator"),
                            ("pembina", "hub atau pusat"),
                        ],
                        max_length=12,
                    ),
                ),
                ("level", models.PositiveSmallIntegerField(help_text="From 0, the lowest.")),
                ("evidence", models.TextField(blank=True, help_text="What shows it, in words or as an address.")),
                (
                    "file",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                (
                    "taken_from",
                    models.ForeignKey(
                        help_text="The owner's answer in an earlier case, where it was carried over.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="replications.reply",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["case", "question", "side"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["penerima", "asal"])), name="reply_of_a_party"
                    ),
                    models.UniqueConstraint(fields=("case", "question", "side"), name="reply_once_per_side"),
                ],
            },
        ),
        migrations.CreateModel(
            name="StepDone",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps_done", to="replications.case"
                    ),
                ),
                ("step", models.CharField(help_text="Id of the step in the rulebook.", max_length=40)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "undone_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("undone_reason", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("undone_at__isnull", True), models.Q(("undone_reason", ""), _negated=True), _connector="OR"
                        ),
                        name="step_undone_says_why",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at__isnull", True)), fields=("case", "step"), name="step_done_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TakerWarning",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "innovation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taker_warnings",
                        to="catalogue.innovation",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        help_text="Where it was found.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="replications.case",
                    ),
                ),
                ("text", models.TextField(help_text="What is wrong, and what takers should do.")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(help_text="When it was mended.", null=True)),
                ("settled_text", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["-at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="taker_warning_says_what"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("settled_at__isnull", True), models.Q(("settled_text", ""), _negated=True), _connector="OR"
                        ),
                        name="taker_warning_settled_says_how",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tasks", to="replications.case"
                    ),
                ),
                ("step", models.CharField(help_text="Id of the step in the rulebook.", max_length=40)),
                ("title", models.CharField(max_length=300)),
                (
                    "side",
                    models.CharField(
                        choices=[
                            ("penerima", "penerima"),
                            ("asal", "pemilik"),
                            ("fasilitator", "fasilitator"),
                            ("pembina", "hub atau pusat"),
                        ],
                        default="penerima",
                        max_length=12,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("question", models.CharField(blank=True, max_length=40)),
                ("due_on", models.DateField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "done_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("dropped_at", models.DateTimeField(help_text="When it was found not to be needed.", null=True)),
                ("reminded_on", models.DateField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": [models.OrderBy(models.F("due_on"), nulls_last=True), "id"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("title", ""), _negated=True), name="task_has_a_title"),
                    models.UniqueConstraint(
                        condition=models.Q(models.Q(("question", ""), _negated=True), ("dropped_at__isnull", True)),
                        fields=("case", "question"),
                        name="task_once_per_question",
                    ),
                ],
                "indexes": [models.Index(fields=["person", "done_at", "due_on"], name="tasks_of_a_person")],
            },
        ),
        migrations.CreateModel(
            name="Tick",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ticks", to="replications.case"
                    ),
                ),
                ("item", models.CharField(help_text="Id in the rulebook.", max_length=40)),
                ("note", models.CharField(blank=True, max_length=500)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["at", "id"],
                "constraints": [models.UniqueConstraint(fields=("case", "item"), name="tick_once")],
            },
        ),
    ]
