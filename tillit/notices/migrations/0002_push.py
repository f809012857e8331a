"""Devices that show notices, and by which key their makers know us."""

import django.db.models.deletion
import tillit.clock
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notices', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PushIdentity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_key', models.CharField(max_length=100)),
                ('sealed_key', models.TextField()),
            ],
        ),
        migrations.AddField(
            model_name='choice',
            name='in_push',
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name='PushDevice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('endpoint', models.CharField(max_length=1000, unique=True)),
                ('public_key', models.CharField(max_length=100)),
                ('secret', models.CharField(max_length=40)),
                ('name', models.CharField(max_length=80)),
                ('icon', models.CharField(max_length=20)),
                ('created_at', models.DateTimeField(default=tillit.clock.now)),
                ('reached_at', models.DateTimeField(blank=True, null=True)),
                ('agent', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
    ]
