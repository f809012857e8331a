"""Drafts keep what the editor made of them, and the files that wait with them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("conversations", "0015_quick_ties")]

    operations = [
        migrations.AlterField(
            model_name="keptdraft", name="text", field=models.TextField(blank=True)
        ),
        migrations.AddField(
            model_name="keptdraft", name="html", field=models.TextField(blank=True, default="")
        ),
        migrations.AddField(
            model_name="keptdraft", name="kept", field=models.JSONField(blank=True, default=list)
        ),
    ]
