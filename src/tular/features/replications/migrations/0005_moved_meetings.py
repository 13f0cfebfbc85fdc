from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("replications", "0004_taker_news")]

    operations = [
        migrations.AlterField(
            model_name="meeting",
            name="state",
            field=models.CharField(
                choices=[
                    ("diajukan", "menunggu jawaban tuan rumah"),
                    ("digeser", "menunggu jawaban penerima"),
                    ("disetujui", "disetujui"),
                    ("ditolak", "tidak dapat"),
                    ("terlaksana", "terlaksana"),
                    ("dibatalkan", "dibatalkan"),
                ],
                default="diajukan",
                max_length=12,
            ),
        ),
    ]
