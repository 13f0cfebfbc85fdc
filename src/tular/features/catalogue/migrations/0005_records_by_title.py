from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0002_people"),
        ("catalogue", "0004_files_of_a_record"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="innovation",
            index=models.Index(fields=["title", "code", "agency", "state"], name="innovations_by_title"),
        ),
    ]
