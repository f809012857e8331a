import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('feedback', '0001_initial'),
        ('people', '0003_signature'),
    ]

    operations = [
        migrations.CreateModel(
            name='Refusal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('contact', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='survey_refusal', to='people.contact')),
            ],
        ),
    ]
