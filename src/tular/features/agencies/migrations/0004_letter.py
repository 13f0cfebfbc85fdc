import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0003_invitations"),
        ("files", "0001_stored_files"),
    ]

    operations = [
        migrations.AddField(
            model_name="joinrequest",
            name="letter",
            # No request can have come in before: there was no form for it yet.
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
            ),
        ),
    ]
