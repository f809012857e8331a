"""What conversations came to before more was measured is counted from what they tell."""

from django.db import migrations


def count_the_past(apps, schema_editor):
    if apps.get_model("conversations", "Conversation").objects.exists():
        from tillit.insights.rebuilding import rebuild

        rebuild()


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0020_outcomes"),
        ("insights", "0002_by_standard"),
    ]
    operations = [migrations.RunPython(count_the_past, migrations.RunPython.noop)]
