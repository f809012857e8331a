"""The addresses of targets, people's figures and team meetings, for the walk over every address."""

from __future__ import annotations

from datetime import date

from tillit import clock
from tillit.conversations.models import Conversation
from tillit.insights.meeting.holding import Resolved, close, decide, put_on_agenda
from tillit.insights.models import AgendaCase
from tillit.insights.people.talking import NextStep, note
from tillit.insights.targets.setting import Wanted, set_target
from tillit.people.models import Agent, Role
from tillit.testing.cast import Desk

OWN = {"figures/about/teams/", "figures/mine/", "figures/targets/"}
"""What everybody reads, each with what he or she may see."""

_PERSON, _TALK = "figures/of/<int:number>/", "figures/talks/<int:number>/"
_MEETING = "figures/meeting/"
