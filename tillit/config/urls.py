"""All addresses."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path

from tillit.config import installing
from tillit.config.pages import alive, health
from tillit.config.starting import first_standard, first_steps, first_steps_dismissal

urlpatterns = [
    path("", include("tillit.people.sign_in_urls")),
    path("alive/", login_not_required(alive)),
    path("app.webmanifest", login_not_required(installing.manifest), name="manifest"),
    path("service-worker.js", login_not_required(installing.service_worker), name="service_worker"),
    path("offline/<slug:language>/", login_not_required(installing.offline), name="offline"),
    path("health/", health, name="health"),
    path("settings/first-steps/", first_steps, name="first_steps"),
    path("settings/first-steps/dismissal/", first_steps_dismissal, name="first_steps_dismissal"),
    path("settings/first-steps/standard/", first_standard, name="first_standard"),
    path("mail/", include("tillit.channels.email.hooks.urls")),
    path("settings/mail/", include("tillit.channels.email.setup.urls")),
    path("", include("tillit.conversations.urls")),
    path("", include("tillit.people.urls")),
    path("", include("tillit.automation.urls")),
    path("", include("tillit.notices.urls")),
    path("", include("tillit.standards.urls")),
    path("handbook/", include("tillit.standards.handbook.urls")),
    path("", include("tillit.feedback.urls")),
    path("", include("tillit.insights.urls")),
    path("year/", include("tillit.insights.year.urls")),
    path("", include("tillit.demo.urls")),
]
