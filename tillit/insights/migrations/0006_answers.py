"""The days of satisfaction are those of all answers now; they are counted anew."""

from django.db import migrations


def rename(apps, schema_editor):
    days = apps.get_model("insights", "Day").objects.filter(measure="satisfaction")
    if days.exists():
        days.update(measure="answers", stale=True)
        apps.get_model("insights", "ClosedMonth").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("feedback", "0005_each_has_its_survey"),
        ("insights", "0005_measurement_calendar"),
    ]
    operations = [migrations.RunPython(rename, migrations.RunPython.noop)]
