"""Each open page says by itself what is done there, and its words are numbered."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0008_customers")]

    operations = [
        migrations.RemoveConstraint(model_name="presence", name="one_presence_at_a_place"),
        migrations.AddField(
            model_name="presence",
            name="page",
            field=models.CharField(blank=True, default="", max_length=40),
        ),
        migrations.AddField(
            model_name="presence", name="step", field=models.BigIntegerField(default=0)
        ),
        migrations.AlterField(
            model_name="presence",
            name="doing",
            field=models.CharField(
                choices=[
                    ("typing", "Typing"),
                    ("viewing", "Viewing"),
                    ("idle", "Idle"),
                    ("gone", "Gone"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="presence",
            constraint=models.UniqueConstraint(
                fields=("place", "agent", "page"), name="one_presence_of_each_page"
            ),
        ),
        migrations.AddIndex(
            model_name="presence",
            index=models.Index(fields=["seen_at"], name="presence_seen"),
        ),
    ]
