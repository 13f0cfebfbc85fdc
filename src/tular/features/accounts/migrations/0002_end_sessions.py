from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="session_round",
            field=models.PositiveIntegerField(default=0, help_text="Counted up to end all sessions of the person."),
        ),
    ]
