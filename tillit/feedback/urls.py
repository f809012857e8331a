"""Pages for customers who were asked, and the settings of what is asked."""

from django.urls import path

from tillit.feedback import urls_talks
from tillit.feedback.views import answering, counter, linking, previewing, refusing, surveys
from tillit.feedback.views.said import acting, agreement, board, improvements, topics

app_name = "feedback"
_ROW = "said/<int:number>/"
_IMPROVEMENT = "said/improvements/<int:number>/"
urlpatterns = [
    path("said/", board.said, name="said"),
    path("said/topics/", topics.topics, name="said_topics"),
    path("said/improvements/", improvements.improvements, name="improvements"),
    path("said/improvements/new/", improvements.new_improvement, name="new_improvement"),
    path(_IMPROVEMENT, improvements.improvement, name="improvement"),
    path(f"{_IMPROVEMENT}approval/", improvements.approval, name="improvement_approval"),
    path(f"{_IMPROVEMENT}taking-back/", improvements.taking_back, name="improvement_taking_back"),
    path("said/agreement/", agreement.agreement, name="agreement"),
    path("said/agreement/draws/", agreement.draws, name="draws"),
    path("said/agreement/<int:number>/", agreement.labelling, name="labelling"),
    *urls_talks.urlpatterns,
    path(_ROW, board.row, name="said_row"),
    path(f"{_ROW}assignment/", acting.assignment, name="said_assignment"),
    path(f"{_ROW}answer/", acting.answer, name="said_answer"),
    path(f"{_ROW}labels/", acting.labels, name="said_labels"),
    path(f"{_ROW}telling/", acting.telling, name="said_telling"),
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
