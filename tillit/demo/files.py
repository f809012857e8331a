"""The files that customers of the demo world send along."""

from tillit.conversations.envelope import Enclosure
from tillit.demo import pictures
from tillit.demo.plays import Play


def files_of(play: Play) -> tuple[Enclosure, ...]:
    """What comes with the first mail of a play."""
    name = play.script.attachment
    if name.endswith(".pdf"):
        return (Enclosure(name, "application/pdf", pictures.receipt(f"Fjordkaffe {name}")),)
    if name:
        plain = name.rpartition(".")[0] + ".png"
        return (Enclosure(plain, "image/png", pictures.picture(play.number % 7)),)
    return ()
