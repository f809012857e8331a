"""Whether customers help themselves.

That nobody asked afterwards is only an upper bound: leaving is not an answer.
"""

from __future__ import annotations

from dataclasses import dataclass

from tillit.measures.statistics import Rate, rate, ratio


@dataclass(frozen=True, slots=True)
class Asked:
    """Of those who saw an article, how many said whether it helped; and of those, how many yes."""

    helped: Rate
    response: Rate


def without_question(sessions: int, asked_afterwards: int) -> Rate:
    """The share of help sessions after which nobody asked us within 24 hours: an upper bound.

    The same holds of the sessions in which an article was read.

    Raises:
        ValueError: counts that are negative or contradict each other.
    """
    return rate(sessions - asked_afterwards, sessions)


def users_per_question(help_users: int, questions: int) -> float | None:
    """The self-service ratio: different users of the help centre for each question to us.

    Raises:
        ValueError: a negative count.
    """
    if help_users < 0 or questions < 0:
        raise ValueError("A number of people or questions cannot be negative.")
    return ratio(help_users, questions)


def did_it_help(shown: int, yes: int, no: int) -> Asked:
    """What was answered to "Did this solve it?", and by what share of those who were asked.

    Raises:
        ValueError: counts that are negative or contradict each other.
    """
    if min(yes, no) < 0:
        raise ValueError("A number of answers cannot be negative.")
    return Asked(rate(yes, yes + no), rate(yes + no, shown))
