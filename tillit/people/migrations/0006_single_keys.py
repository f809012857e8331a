"""Keys without Ctrl can be switched off."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0005_first_steps"),
    ]

    operations = [
        migrations.AddField(
            model_name="agent",
            name="single_keys",
            field=models.BooleanField(default=True),
        ),
    ]
