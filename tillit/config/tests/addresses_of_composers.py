"""The addresses of composers, for the walk over every address."""

from tillit.conversations import kept_files
from tillit.conversations.envelope import Enclosure
from tillit.conversations.models import Conversation
from tillit.conversations.spine import keep_enclosures

_ACTS = ("draft", "uploads", "pasted")
OF_SOME_COMPOSER = {
    *(f"conversations/<int:number>/{act}/" for act in _ACTS),
    "conversations/<int:number>/kept/<str:value>/",
    "conversations/<int:number>/insertions/",
}


def addresses_of_composers(conversation: Conversation, canary: str) -> dict[str, list[str]]:
    """What helps to write here, and a picture that waits; it bears the canary in its name."""
    here = f"/conversations/{conversation.pk}"
    enclosure = Enclosure(f"{canary}.png", "image/png", canary.encode(), "one@tillit", inline=True)
    waiting = kept_files.offered(conversation, keep_enclosures([enclosure]))[0]
    return {
        **{f"conversations/<int:number>/{act}/": [f"{here}/{act}/"] for act in _ACTS},
        "conversations/<int:number>/kept/<str:value>/": [waiting.url],
        "conversations/<int:number>/insertions/": [f"{here}/insertions/?sign=/&q=name"],
    }
