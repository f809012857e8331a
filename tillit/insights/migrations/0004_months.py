"""Months that are over are put together, and times are kept as histograms."""

import django.db.models.deletion
from django.db import migrations, models


TIMES = ("first-response", "next-response", "solved", "solving-times")


def count_times_anew(apps, schema_editor):
    apps.get_model("insights", "Day").objects.filter(measure__in=TIMES).update(stale=True)


class Migration(migrations.Migration):

    dependencies = [
        ('insights', '0003_more_measures'),
        ('people', '0011_team_hours'),
    ]

    operations = [
        migrations.CreateModel(
            name='ClosedMonth',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first', models.DateField(unique=True)),
            ],
        ),
        migrations.CreateModel(
            name='Month',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('measure', models.CharField(max_length=40)),
                ('summary', models.JSONField()),
            ],
        ),
        migrations.AddIndex(
            model_name='day',
            index=models.Index(fields=['day'], name='day_day'),
        ),
        migrations.AddField(
            model_name='month',
            name='closed',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='months', to='insights.closedmonth'),
        ),
        migrations.AddField(
            model_name='month',
            name='team',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.team'),
        ),
        migrations.AddConstraint(
            model_name='month',
            constraint=models.UniqueConstraint(fields=('closed', 'measure', 'team'), name='one_month_each'),
        ),
        migrations.RunPython(count_times_anew, migrations.RunPython.noop),
    ]
