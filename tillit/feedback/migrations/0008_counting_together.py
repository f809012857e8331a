"""Answers say when they count in figures: at once, or together with other anonymous ones."""

from django.conf import settings
from django.db import migrations, models


def those_before_count(apps, schema_editor):
    apps.get_model("feedback", "Response").objects.update(counts_at=models.F("at"))


class Migration(migrations.Migration):

    dependencies = [
        ('conversations', '0021_feedback_is_a_type'),
        ('feedback', '0007_acting_on_what_is_said'),
        ('people', '0011_team_hours'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
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
            model_name='invitation',
            index=models.Index(fields=['sent_at'], name='invitation_sent_at'),
        ),
        migrations.AddIndex(
            model_name='response',
            index=models.Index(fields=['counts_at'], name='response_counts_at'),
        ),
    ]
