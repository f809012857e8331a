"""Pages for customers who were asked."""

from django.urls import path

from tillit.feedback import refusal_views, views

app_name = "feedback"
urlpatterns = [
    path("feedback/refusing/<str:sealed>/", refusal_views.refusing, name="refusing"),
    path("feedback/<str:token>/", views.answer, name="answer"),
]
