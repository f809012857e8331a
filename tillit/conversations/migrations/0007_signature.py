from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('conversations', '0006_trust'),
    ]

    operations = [
        migrations.AddField(
            model_name='inbox',
            name='history',
            field=models.CharField(
                choices=[('none', 'Nothing'), ('last', "The customer's last message")],
                default='none',
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name='inbox',
            name='signature',
            field=models.TextField(blank=True),
        ),
    ]
