"""Pages for customers who were asked."""

from django.urls import path

from tillit.feedback import views

app_name = "feedback"
urlpatterns = [path("feedback/<str:token>/", views.answer, name="answer")]
