"""How a customer's mail program quotes the mail that it answers."""

from datetime import datetime
from email.message import Message
from zoneinfo import ZoneInfo

from tillit.channels.email.bodies import parts_of, words_of
from tillit.channels.email.headers import address_in
from tillit.demo.cast import ZONE

_WROTE = {
    "en": "On {date} at {time}, {name} <{address}> wrote:",
    "nb": "Den {date} kl. {time} skrev {name} <{address}>:",
    "nl": "Op {date} om {time} schreef {name} <{address}>:",
    "hu": "{name} <{address}> ezt írta ({date}, {time}):",
}


def quoted(mail: Message, language: str, at: datetime) -> str:
    """Two empty lines to write in, and the mail below, as programs do it in that language."""
    name, address = address_in(mail, "From")
    local = at.astimezone(ZoneInfo(ZONE))
    intro = _WROTE[language].format(
        date=f"{local:%d.%m.%Y}", time=f"{local:%H:%M}", name=name, address=address
    )
    lines = (f"> {line}".rstrip() for line in words_of(parts_of(mail)).strip().split("\n"))
    return "\n\n\n" + intro + "\n" + "\n".join(lines)
