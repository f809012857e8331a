"""Days of promises say how many there were of each standard: they are rolled up again."""

from django.db import migrations


def roll_up_again(apps, schema_editor):
    apps.get_model("insights", "Day").objects.filter(measure="promises-kept").update(stale=True)


class Migration(migrations.Migration):
    dependencies = [("insights", "0001_initial")]
    operations = [migrations.RunPython(roll_up_again, migrations.RunPython.noop)]
