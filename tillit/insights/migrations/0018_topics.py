"""Answers can be told apart by topic: their days are rolled up anew."""

from django.db import migrations

BASES = ("answers", "aspects")


def roll_up_anew(apps, schema_editor):
    apps.get_model("insights", "Day").objects.filter(measure__in=BASES).update(stale=True)


class Migration(migrations.Migration):
    dependencies = [("insights", "0017_page_mails")]
    operations = [migrations.RunPython(roll_up_anew, migrations.RunPython.noop)]
