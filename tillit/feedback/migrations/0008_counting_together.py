"""Answers say when they count in figures: at once, or together with other anonymous ones."""

from django.db import migrations, models


def those_before_count(apps, schema_editor):
    apps.get_model("feedback", "Response").objects.update(counts_at=models.F("at"))


class Migration(migrations.Migration):

    dependencies = [
        ('feedback', '0007_acting_on_what_is_said'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='response',
            name='response_at',
        ),
        migrations.AddField(
            model_name='response',
            name='counts_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RunPython(those_before_count, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name='response',
            index=models.Index(fields=['counts_at'], name='response_counts_at'),
        ),
    ]
