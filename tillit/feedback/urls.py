"""Pages for customers who were asked, and the settings of what is asked."""

from django.urls import path

from tillit.feedback.views import answering, counter, linking, previewing, refusing, surveys

app_name = "feedback"
urlpatterns = [
    path("settings/surveys/", surveys.surveys, name="surveys"),
    path("settings/surveys/new/", surveys.new_survey, name="new_survey"),
    path("settings/surveys/<int:number>/", surveys.survey, name="survey"),
    path(
        "settings/surveys/<int:number>/preview/", previewing.survey_preview, name="survey_preview"
    ),
    path("settings/surveys/<int:number>/preview/mail/", previewing.survey_mail, name="survey_mail"),
    path("settings/surveys/<int:number>/askings/", surveys.survey_askings, name="survey_askings"),
    path(
        "settings/surveys/<int:number>/putting-away/",
        surveys.survey_putting_away,
        name="survey_putting_away",
    ),
    path("settings/surveys/<int:number>/poster/", counter.survey_poster, name="survey_poster"),
    path("settings/surveys/<int:number>/link/", counter.survey_link, name="survey_link"),
    path("feedback/open/<str:link>/", linking.open_survey, name="open_survey"),
    path("feedback/refusing/<str:sealed>/", refusing.refusing, name="refusing"),
    path("feedback/<str:token>/", answering.answer, name="answer"),
]
