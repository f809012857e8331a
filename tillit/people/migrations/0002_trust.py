from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='agent',
            name='mails_assigned',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='identity',
            name='bounced_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='identity',
            name='bounce_reason',
            field=models.TextField(blank=True),
        ),
    ]
