"""`tillit comments measure`: how well labels that people gave are found, a table for each file.

"Guessed" is what comes of always guessing the commonest label. `tillit comments relabel` reads all
comments with the words and rules of this version; what a person has corrected stays.
"""

import argparse
from typing import TYPE_CHECKING

from tillit.config.commands.setup import ready
from tillit.config.words import gettext as _

if TYPE_CHECKING:
    from tillit.feedback.understanding.measuring import Measured, Score

WIDTH = 24


def main(arguments: argparse.Namespace) -> int:
    """Print what was measured in each file, or label anew."""
    if arguments.action == "relabel":
        return relabel()
    # No database is needed, so the apps are not loaded.
    from tillit.feedback.understanding.measuring import measured

    for path in arguments.files:
        print("\n".join([str(path), *table(measured(path)), ""]))
    return 0


def relabel() -> int:
    """Label what another version has labelled, or none."""
    ready()
    from tillit.feedback.said.relabelling import relabel_all

    print(_("%(count)d comments were read anew.") % {"count": relabel_all()})
    return 0


def table(measured: "Measured") -> list[str]:
    """The lines of one table."""
    from tillit.feedback.understanding.measuring import macro, micro

    moods, topics = measured.moods, measured.topics
    guess, other = measured.commonest_mood, measured.commonest_topic
    return [
        line(_("comments"), str(measured.comments)),
        line("", "F1", _("guessed"), _("precision"), _("recall"), _("comments")),
        line(_("mood, macro"), share(macro(moods)), share(macro(guess))),
        *rows(moods),
        line(_("topics, macro"), share(macro(topics)), share(macro(other))),
        line(_("topics, micro"), share(micro(topics)), share(micro(other))),
        *rows(topics),
        line(_("moods that are right")),
        *sureness(measured),
    ]


def rows(scores: "dict[str, Score]") -> list[str]:
    """A line for each label."""
    return [
        line(
            f"  {label}",
            share(score.f1),
            "",
            share(score.precision),
            share(score.recall),
            str(score.right + score.missed),
        )
        for label, score in scores.items()
    ]


def sureness(measured: "Measured") -> list[str]:
    """How many moods were right at each confidence."""
    return [
        line(f"  {level.value}", f"{right}/{number}")
        for level, (right, number) in measured.sureness.items()
    ]


def line(name: str, *cells: str) -> str:
    """One line, its cells below each other."""
    return (name.ljust(WIDTH) + "".join(cell.rjust(11) for cell in cells)).rstrip()


def share(number: float) -> str:
    """A number from 0 to 1."""
    return f"{number:.2f}"
