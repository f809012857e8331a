"""People: customers, the organisations they belong to, agents and their teams."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Holds our own user model, the agent."""

    name = "tillit.people"
