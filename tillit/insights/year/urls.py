"""Addresses of the measurement calendar."""

from django.urls import path

from tillit.insights.year.views import calendar, methods, subscription, writing

app_name = "year"
urlpatterns = [
    path("", calendar.year, name="year"),
    path("layout/", writing.layout, name="layout"),
    path("new/", writing.new, name="new"),
    path("subscription/", subscription.subscription, name="subscription"),
    path("feed/<str:token>.ics", subscription.feed, name="feed"),
    path("methods/<int:number>/", methods.method, name="method"),
    path("methods/<int:number>/occasions/", methods.occasions, name="occasions"),
    path("methods/<int:number>/skips/", methods.skips, name="skips"),
    path("methods/<int:number>/editing/", writing.editing, name="editing"),
    path("methods/<int:number>/putting-away/", writing.putting_away, name="putting_away"),
    path("methods/<int:number>/return/", writing.taking_up, name="taking_up"),
]
