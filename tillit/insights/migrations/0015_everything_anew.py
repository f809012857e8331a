"""More is measured, and in slices: all days are rolled up anew."""

from django.db import migrations


def roll_up_anew(apps, schema_editor):
    if apps.get_model("conversations", "Conversation").objects.exists():
        from tillit.insights.rebuilding import mark_everything

        mark_everything()


class Migration(migrations.Migration):
    dependencies = [
        ("feedback", "0009_talks_and_advocates"),
        ("insights", "0014_screens"),
    ]
    operations = [migrations.RunPython(roll_up_anew, migrations.RunPython.noop)]
