from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0002_trust'),
    ]

    operations = [
        migrations.AddField(
            model_name='agent',
            name='signature',
            field=models.TextField(blank=True),
        ),
    ]
