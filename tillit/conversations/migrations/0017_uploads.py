"""Files that came through a browser are looked at again: what nobody sent is cleared away."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("conversations", "0016_rich_drafts")]

    operations = [
        migrations.CreateModel(
            name="Upload",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("due_at", models.DateTimeField(db_index=True)),
            ],
        ),
    ]
