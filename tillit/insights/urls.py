"""Addresses of the figures."""

from django.urls import path

from tillit.insights.views import dashboard as own
from tillit.insights.views import figures as views
from tillit.insights.views.benchmarks import benchmark_removal, benchmarks
from tillit.insights.views.explaining import explanation_removal, explanations
from tillit.insights.views.screens import screen, screen_withdrawal, screens
from tillit.insights.views.section import section
from tillit.insights.views.staying import staying

app_name = "insights"
urlpatterns = [
    path("figures/", views.figures, name="figures"),
    path("board/", views.board, name="board"),
    path("figures/dashboard/", own.dashboard, name="dashboard"),
    path("figures/dashboard/cards/", own.dashboard_cards, name="dashboard_cards"),
    path("figures/dashboard/first-set/", own.dashboard_first_set, name="dashboard_first_set"),
    path("figures/dashboard/cards/<int:number>/", own.dashboard_card, name="dashboard_card"),
    path(
        "figures/dashboard/cards/<int:number>/removal/",
        own.dashboard_card_removal,
        name="dashboard_card_removal",
    ),
    path("figures/screens/", screens, name="screens"),
    path("figures/screens/<int:number>/withdrawal/", screen_withdrawal, name="screen_withdrawal"),
    path("screen/<str:token>/", screen, name="screen"),
    path("figures/about/benchmarks/", benchmarks, name="benchmarks"),
    path(
        "figures/about/benchmarks/<int:number>/removal/",
        benchmark_removal,
        name="benchmark_removal",
    ),
    path("figures/about/staying/", staying, name="staying"),
    path("figures/about/<slug:key>/", section, name="section"),
    path("figures/promises-kept/pauses/", views.pauses, name="pauses"),
    path("figures/<slug:key>/explanations/", explanations, name="explanations"),
    path(
        "figures/<slug:key>/explanations/<int:explanation>/removal/",
        explanation_removal,
        name="explanation_removal",
    ),
    path("figures/<slug:key>/", views.measure, name="measure"),
]
