from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('conversations', '0005_trial'),
    ]

    operations = [
        migrations.AddField(
            model_name='delivery',
            name='external_id',
            field=models.CharField(blank=True, max_length=250),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('external_id', ''), _negated=True), fields=['external_id'], name='delivery_external_id'),
        ),
        migrations.AlterField(
            model_name='parcel',
            name='state',
            field=models.CharField(choices=[('waiting', 'Waiting to be read'), ('conversation', 'New conversation'), ('reply', 'Reply'), ('auto_reply', 'Automatic reply'), ('bounce', 'Bounce'), ('loop', 'Our own, come back'), ('trial', 'Test mail'), ('duplicate', 'Duplicate'), ('held', 'Held'), ('deleted', 'Deleted by a person')], default='waiting', max_length=15),
        ),
    ]
