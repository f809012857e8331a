"""What came and went before more was measured is counted from the journal."""

from django.db import migrations


def count_the_past(apps, schema_editor):
    if apps.get_model("conversations", "Conversation").objects.exists():
        from tillit.insights.rebuilding import count_flows

        count_flows()


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0020_outcomes"),
        ("insights", "0002_by_standard"),
    ]
    operations = [migrations.RunPython(count_the_past, migrations.RunPython.noop)]
