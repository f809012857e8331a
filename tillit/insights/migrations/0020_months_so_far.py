"""What is put together knows its last day, so the month so far can be put together, too."""

from datetime import timedelta

from django.db import migrations, models

from tillit.measures.dates import MONTHS, add_months, last_of_month


def last_of(grain, first):
    if grain == "week":
        return first + timedelta(days=6)
    if grain == "month":
        return last_of_month(first)
    return add_months(first, MONTHS) - timedelta(days=1)


def know_the_last_day(apps, schema_editor):
    spans = apps.get_model("insights", "Span").objects
    for grain, first in spans.values_list("grain", "first").order_by("grain", "first").distinct():
        spans.filter(grain=grain, first=first).update(last=last_of(grain, first))


class Migration(migrations.Migration):
    dependencies = [("insights", "0019_years")]
    operations = [
        migrations.AddField(
            model_name="span",
            name="last",
            field=models.DateField(default="1970-01-01"),
            preserve_default=False,
        ),
        migrations.RunPython(know_the_last_day, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="span",
            name="grain",
            field=models.CharField(
                choices=[
                    ("week", "Week"),
                    ("month", "Month"),
                    ("sofar", "Month so far"),
                    ("year", "Twelve months"),
                ],
                max_length=5,
            ),
        ),
    ]
