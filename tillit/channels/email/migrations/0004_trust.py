from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('email', '0003_connecting'),
    ]

    operations = [
        migrations.AddField(
            model_name='mailbox',
            name='trusted_authserv',
            field=models.CharField(blank=True, max_length=255),
        ),
    ]
