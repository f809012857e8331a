"""Addresses of an agent's own choices."""

from django.urls import path

from tillit.people import views

app_name = "people"
urlpatterns = [
    path("me/theme/", views.theme, name="theme"),
    path("me/language/", views.language, name="language"),
]
