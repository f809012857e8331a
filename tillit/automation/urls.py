"""Addresses of rules."""

from django.urls import path

from tillit.automation.views import passing, rules, workplaces

app_name = "automation"
urlpatterns = [
    path("settings/rules/", rules.rules, name="rules"),
    path("settings/rules/new/", rules.new_rule, name="new_rule"),
    path("settings/rules/trigger/", rules.rule_trigger, name="rule_trigger"),
    path("settings/rules/conditions/", rules.rule_conditions, name="rule_conditions"),
    path("settings/rules/steps/", rules.rule_steps, name="rule_steps"),
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
    path("settings/people/<int:number>/workplace/", workplaces.workplace, name="workplace"),
    path("conversations/<int:number>/passing-on/", passing.passing_on, name="passing_on"),
]
