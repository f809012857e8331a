"""Addresses of promises, and of the settings that decide about them."""

from django.urls import path

from tillit.standards import views
from tillit.standards.views import charter, following, hours, new_times, standards, starting

app_name = "standards"
urlpatterns = [
    path("promises/<int:number>/", views.promise, name="promise"),
    path("promises/<int:number>/new-time/", new_times.new_time, name="new_time"),
    path("promised/<str:sealed>/", views.account, name="account"),
    path("settings/hours/", hours.calendars, name="calendars"),
    path("settings/hours/new/", hours.new_calendar, name="new_calendar"),
    path("settings/hours/preview/", hours.calendar_preview, name="calendar_preview"),
    path("settings/hours/<int:number>/", hours.calendar, name="calendar"),
    path("settings/hours/<int:number>/undoing/", hours.calendar_undoing, name="calendar_undoing"),
    path(
        "settings/hours/<int:number>/putting-away/",
        hours.calendar_putting_away,
        name="calendar_putting_away",
    ),
    path("charter/", charter.charter, name="charter"),
    path("charter/charter.json", charter.charter_data, name="charter_data"),
    path("charter/badge.svg", charter.charter_badge, name="charter_badge"),
    path("settings/charter/", charter.charter_settings, name="charter_settings"),
    path("settings/standards/", standards.standards, name="standards"),
    path("settings/standards/sets/", starting.starter_sets, name="starter_sets"),
    path("settings/standards/new/", standards.new_standard, name="new_standard"),
    path("settings/standards/<int:number>/", standards.standard, name="standard"),
    path(
        "settings/standards/<int:number>/retargeting/",
        following.standard_retargeting,
        name="standard_retargeting",
    ),
    path(
        "settings/standards/<int:number>/ending/", standards.standard_ending, name="standard_ending"
    ),
]
