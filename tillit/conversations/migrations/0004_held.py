from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('conversations', '0003_recipients'),
    ]

    operations = [
        migrations.AddField(
            model_name='message',
            name='leaves_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='message',
            name='scheduled',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='delivery',
            name='attempts',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='delivery',
            name='next_try_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
