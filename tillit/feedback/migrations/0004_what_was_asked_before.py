"""What was asked and answered before there were surveys belongs to the one after a contact."""

from django.db import migrations


def to_surveys(apps, schema_editor):
    Invitation = apps.get_model("feedback", "Invitation")
    if not Invitation.objects.exists():
        return
    version = _after_contact(apps)
    for one in Invitation.objects.select_related("conversation").iterator():
        one.survey_id, one.version_id = version.survey_id, version.pk
        one.team_id = one.conversation.team_id
        one.save(update_fields=["survey", "version", "team"])
    _answers(apps)


def _after_contact(apps):
    from tillit import clock
    from tillit.feedback.delivered import CONTACT, DELIVERED

    [told] = [one for one in DELIVERED if one.purpose == CONTACT]
    survey = apps.get_model("feedback", "Survey").objects.create(
        purpose=CONTACT, quarantine_days=told.quarantine_days, created_at=clock.now()
    )
    content = told.questionnaire().written()
    versions = apps.get_model("feedback", "SurveyVersion").objects
    return versions.create(survey=survey, number=1, content=content, at=clock.now())


def _answers(apps):
    from tillit.feedback.delivered import MAIN, MORE

    Answer = apps.get_model("feedback", "Answer")
    for one in apps.get_model("feedback", "Response").objects.iterator():
        Answer.objects.create(response=one, question=MAIN, kind="csat", score=one.score)
        if one.comment:
            Answer.objects.create(response=one, question=MORE, kind="text", text=one.comment)


class Migration(migrations.Migration):
    dependencies = [("feedback", "0003_surveys")]
    operations = [migrations.RunPython(to_surveys, migrations.RunPython.noop)]
