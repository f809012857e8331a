"""Addresses of promises."""

from django.urls import path

from tillit.standards import views

app_name = "standards"
urlpatterns = [path("promises/<int:number>/", views.promise, name="promise")]
