"""Addresses of the figures."""

from django.urls import path

from tillit.insights.views import figures as views
from tillit.insights.views.section import section

app_name = "insights"
urlpatterns = [
    path("figures/", views.figures, name="figures"),
    path("board/", views.board, name="board"),
    path("figures/about/<slug:key>/", section, name="section"),
    path("figures/promises-kept/pauses/", views.pauses, name="pauses"),
    path("figures/<slug:key>/", views.measure, name="measure"),
]
