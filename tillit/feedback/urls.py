"""Pages for customers who were asked."""

from django.urls import path

from tillit.feedback.views import answering, refusing

app_name = "feedback"
urlpatterns = [
    path("feedback/refusing/<str:sealed>/", refusing.refusing, name="refusing"),
    path("feedback/<str:token>/", answering.answer, name="answer"),
]
