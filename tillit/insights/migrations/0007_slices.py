"""Days are kept in slices too, and weeks and months are closed."""

import django.db.models.deletion
from django.db import migrations, models

import tillit.insights.models.summary_field


class Migration(migrations.Migration):

    dependencies = [
        ('feedback', '0005_each_has_its_survey'),
        ('insights', '0006_answers'),
        ('people', '0011_team_hours'),
    ]

    operations = [
        migrations.AlterField(
            model_name="day",
            name="summary",
            field=tillit.insights.models.summary_field.SummaryField(default=dict),
        ),
        migrations.CreateModel(
            name='DaySlice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dimension', models.CharField(max_length=12)),
                ('value', models.CharField(blank=True, max_length=40)),
                ('summary', tillit.insights.models.summary_field.SummaryField()),
                ('day', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='slices', to='insights.day')),
            ],
        ),
        migrations.CreateModel(
            name='Span',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('grain', models.CharField(choices=[('week', 'Week'), ('month', 'Month')], max_length=5)),
                ('first', models.DateField()),
                ('measure', models.CharField(max_length=40)),
                ('summary', tillit.insights.models.summary_field.SummaryField()),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.team')),
            ],
        ),
        migrations.CreateModel(
            name='SpanSlice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dimension', models.CharField(max_length=12)),
                ('value', models.CharField(blank=True, max_length=40)),
                ('summary', tillit.insights.models.summary_field.SummaryField()),
                ('span', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='slices', to='insights.span')),
            ],
        ),
        migrations.DeleteModel(
            name='ClosedMonth',
        ),
        migrations.DeleteModel(
            name='Month',
        ),
        migrations.AddConstraint(
            model_name='dayslice',
            constraint=models.UniqueConstraint(fields=('day', 'dimension', 'value'), name='one_day_slice_each'),
        ),
        migrations.AddConstraint(
            model_name='span',
            constraint=models.UniqueConstraint(fields=('grain', 'measure', 'team', 'first'), name='one_span_each'),
        ),
        migrations.AddConstraint(
            model_name='spanslice',
            constraint=models.UniqueConstraint(fields=('span', 'dimension', 'value'), name='one_span_slice_each'),
        ),
    ]
