"""The days of answers are those of single aspects, too: they are counted for the first time."""

from django.db import migrations


def mark(apps, schema_editor):
    day = apps.get_model("insights", "Day")
    those = day.objects.filter(measure="answers").values_list("team_id", "day")
    for_aspects = [day(measure="aspects", team_id=team, day=on, stale=True) for team, on in those]
    day.objects.bulk_create(for_aspects, batch_size=500, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("insights", "0008_explanations")]
    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
