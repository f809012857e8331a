import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('conversations', '0001_initial'),
        ('email', '0004_trust'),
    ]

    operations = [
        migrations.CreateModel(
            name='UnfetchedMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(max_length=900)),
                ('uid_validity', models.BigIntegerField()),
                ('uid', models.BigIntegerField()),
                ('asked_at', models.DateTimeField(blank=True, null=True)),
                ('stumbles', models.PositiveIntegerField(default=0)),
                ('parcel', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='unfetched', to='conversations.parcel')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='unfetched', to='email.imapsource')),
            ],
        ),
    ]
