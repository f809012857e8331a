"""Addresses of rules."""

from django.urls import path

from tillit.automation.views import passing, rules, workplaces

app_name = "automation"
urlpatterns = [
    path("settings/rules/", rules.rules, name="rules"),
    path("settings/rules/new/", rules.new_rule, name="new_rule"),
    path("settings/rules/parts/<slug:part>/", rules.rule_part, name="rule_part"),
    path("settings/rules/<int:number>/", rules.rule, name="rule"),
    path("settings/rules/<int:number>/switching/", rules.rule_switching, name="rule_switching"),
    path("settings/rules/<int:number>/moving/", rules.rule_moving, name="rule_moving"),
    path(
        "settings/rules/<int:number>/putting-away/",
        rules.rule_putting_away,
        name="rule_putting_away",
    ),
    path("settings/rules/<int:number>/activity/", rules.rule_activity, name="rule_activity"),
    path("settings/rules/firings/<int:number>/trying/", rules.firing_trying, name="firing_trying"),
    path("settings/people/<int:number>/work/", workplaces.workplace, name="workplace"),
    path("conversations/<int:number>/passing-on/", passing.passing_on, name="passing_on"),
]
