"""What tests of the measurement calendar share."""

from datetime import date

from tillit.insights.models import Method
from tillit.insights.year.keeping import Plan, Result, add
from tillit.measures.methods import Frequency, Rhythm
from tillit.people.models import Agent, Team

MONTHLY = Frequency(Rhythm.MONTHS, 1)
QUARTERLY = Frequency(Rhythm.MONTHS, 3)
HALF_YEARLY = Frequency(Rhythm.MONTHS, 6)


def a_method(
    owner: Agent,
    due_on: date,
    frequency: Frequency = QUARTERLY,
    *,
    title: str = "Tea with customers",
    team: Team | None = None,
) -> Method:
    """A method of one's own, due on a day."""
    plan = Plan(frequency, due_on, owner, title, "To hear what no figure tells.", team)
    return add(plan=plan, by=owner)


def came_of_it(day: date, words: str = "They like the tea.", link: str = "") -> Result:
    """A result on a day."""
    return Result(words, day, link)
