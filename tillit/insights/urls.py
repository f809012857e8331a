"""Addresses of the figures."""

from django.urls import path

from tillit.insights.exporting import pages as exporting_pages
from tillit.insights.exporting import views as exporting
from tillit.insights.papers.mails import mail_ending, mail_trial, mails
from tillit.insights.papers.views import paper
from tillit.insights.views import dashboard as own
from tillit.insights.views import figures as views
from tillit.insights.views.agenda import agenda, agenda_removal
from tillit.insights.views.benchmarks import benchmark_removal, benchmarks
from tillit.insights.views.explaining import explanation_removal, explanations
from tillit.insights.views.help_pages import help_month_removal, help_pages, help_pages_table
from tillit.insights.views.meeting import (
    held_meeting,
    meeting,
    meeting_closing,
    meeting_decision,
    meeting_decision_removal,
)
from tillit.insights.views.people import area, mine, of
from tillit.insights.views.screens import screen, screen_withdrawal, screens
from tillit.insights.views.section import section
from tillit.insights.views.staying import staying
from tillit.insights.views.talks import talk_removal, talk_step, talk_steps, talks
from tillit.insights.views.targets import target_withdrawal, targets
from tillit.insights.views.teams import teams

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
    path("figures/about/help-pages/", help_pages, name="help_pages"),
    path("figures/about/help-pages/months.<slug:form>", help_pages_table, name="help_pages_table"),
    path(
        "figures/about/help-pages/<int:number>/removal/",
        help_month_removal,
        name="help_month_removal",
    ),
    path("figures/about/staying/", staying, name="staying"),
    path(
        "figures/about/staying/<slug:name>.<slug:form>",
        exporting_pages.staying_table,
        name="staying_table",
    ),
    path("figures/about/<slug:key>/", section, name="section"),
    path("figures/about/<slug:key>/page.pdf", paper, name="paper"),
    path("figures/mails/", mails, name="mails"),
    path("figures/mails/<int:number>/trial/", mail_trial, name="mail_trial"),
    path("figures/mails/<int:number>/ending/", mail_ending, name="mail_ending"),
    path("figures/table.<slug:form>", exporting.table, name="table"),
    path(
        "figures/about/<slug:key>/table.<slug:form>", exporting.section_table, name="section_table"
    ),
    path(
        "figures/about/<slug:key>/parts.<slug:form>", exporting.section_parts, name="section_parts"
    ),
    path(
        "figures/about/<slug:key>/aspects.<slug:form>",
        exporting.section_aspects,
        name="section_aspects",
    ),
    path(
        "figures/about/<slug:key>/own-questions.<slug:form>",
        exporting.section_own_questions,
        name="section_own_questions",
    ),
    path("figures/<slug:key>/cases.<slug:form>", exporting.cases, name="cases"),
    path("figures/teams/", teams, name="teams"),
    path("figures/teams/table.<slug:form>", exporting_pages.teams_table, name="teams_table"),
    path("figures/targets/", targets, name="targets"),
    path("figures/targets/<int:number>/withdrawal/", target_withdrawal, name="target_withdrawal"),
    path("figures/mine/", mine, name="mine"),
    path("figures/of/<int:number>/", of, name="of"),
    path(
        "figures/of/<int:number>/table.<slug:form>",
        exporting_pages.person_table,
        name="person_table",
    ),
    path("figures/of/<int:number>/talks/", talks, name="talks"),
    path("figures/of/<int:number>/<slug:key>/", area, name="area"),
    path("figures/talks/<int:number>/removal/", talk_removal, name="talk_removal"),
    path("figures/talks/<int:number>/steps/", talk_steps, name="talk_steps"),
    path("figures/talks/steps/<int:number>/", talk_step, name="talk_step"),
    path("figures/meeting/", meeting, name="meeting"),
    path("figures/meeting/closing/", meeting_closing, name="meeting_closing"),
    path("figures/meeting/<int:number>/", held_meeting, name="held_meeting"),
    path("figures/meeting/agenda/", agenda, name="agenda"),
    path("figures/meeting/agenda/<int:number>/removal/", agenda_removal, name="agenda_removal"),
    path("figures/meeting/decisions/<int:number>/", meeting_decision, name="meeting_decision"),
    path(
        "figures/meeting/decisions/<int:number>/removal/",
        meeting_decision_removal,
        name="meeting_decision_removal",
    ),
    path("figures/promises-kept/pauses/", views.pauses, name="pauses"),
    path("figures/<slug:key>/explanations/", explanations, name="explanations"),
    path(
        "figures/<slug:key>/explanations/<int:explanation>/removal/",
        explanation_removal,
        name="explanation_removal",
    ),
    path("figures/<slug:key>/", views.measure, name="measure"),
]
