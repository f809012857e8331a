"""The parts of a person's name, as far as they can be told without guessing."""

from __future__ import annotations

from dataclasses import dataclass

_HUNGARIAN_GIVEN = frozenset(
    [
        "ádám",
        "ágnes",
        "ákos",
        "alexandra",
        "andrás",
        "andrea",
        "anikó",
        "anita",
        "anna",
        "annamária",
        "antal",
        "aranka",
        "áron",
        "attila",
        "balázs",
        "bálint",
        "barbara",
        "barnabás",
        "beáta",
        "béla",
        "bence",
        "benedek",
        "bernadett",
        "bianka",
        "blanka",
        "boglárka",
        "borbála",
        "botond",
        "brigitta",
        "csaba",
        "csenge",
        "csilla",
        "dániel",
        "dávid",
        "dénes",
        "diána",
        "dominik",
        "dóra",
        "dorina",
        "dorka",
        "dorottya",
        "edina",
        "edit",
        "elemér",
        "emese",
        "emma",
        "endre",
        "enikő",
        "erika",
        "ernő",
        "erzsébet",
        "eszter",
        "etelka",
        "éva",
        "evelin",
        "fanni",
        "ferenc",
        "flóra",
        "frigyes",
        "fruzsina",
        "gábor",
        "gabriella",
        "gellért",
        "gergely",
        "gergő",
        "géza",
        "gizella",
        "györgy",
        "györgyi",
        "gyöngyi",
        "gyula",
        "hajnalka",
        "hanna",
        "hedvig",
        "henrietta",
        "henrik",
        "hunor",
        "ibolya",
        "ildikó",
        "ilona",
        "imre",
        "irén",
        "istván",
        "iván",
        "izabella",
        "jános",
        "janka",
        "jázmin",
        "jenő",
        "johanna",
        "józsef",
        "jolán",
        "judit",
        "júlia",
        "julianna",
        "kálmán",
        "karina",
        "károly",
        "kata",
        "katalin",
        "kinga",
        "kitti",
        "klára",
        "klaudia",
        "kornél",
        "kornélia",
        "kristóf",
        "krisztián",
        "krisztina",
        "lajos",
        "lászló",
        "laura",
        "lehel",
        "lénárd",
        "levente",
        "lili",
        "liliána",
        "lilla",
        "lóránt",
        "luca",
        "magdolna",
        "marcell",
        "margit",
        "mária",
        "mariann",
        "márk",
        "márta",
        "márton",
        "máté",
        "mátyás",
        "melinda",
        "mihály",
        "miklós",
        "milán",
        "mónika",
        "nándor",
        "natália",
        "nikolett",
        "nóra",
        "noémi",
        "norbert",
        "orsolya",
        "ottó",
        "pál",
        "panna",
        "patrícia",
        "péter",
        "petra",
        "piroska",
        "ramóna",
        "regina",
        "réka",
        "renáta",
        "richárd",
        "róbert",
        "roland",
        "rita",
        "rozália",
        "sándor",
        "sára",
        "sarolta",
        "soma",
        "szabina",
        "szabolcs",
        "szilárd",
        "szilvia",
        "szófia",
        "tamara",
        "tamás",
        "teréz",
        "tibor",
        "tímea",
        "tivadar",
        "tünde",
        "vanda",
        "veronika",
        "viktor",
        "viktória",
        "vilmos",
        "vince",
        "virág",
        "vivien",
        "zita",
        "zoé",
        "zoltán",
        "zoltánné",
        "zsanett",
        "zsigmond",
        "zsófia",
        "zsolt",
        "zsombor",
        "zsuzsanna",
    ]
)
"""Given names that seldom are family names: they tell when a name was turned round abroad."""

_TITLES = {
    "en": frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "dame"}),
    "nl": frozenset({"dhr", "mevr", "mw", "dr", "drs", "ir", "mr", "prof"}),
    "nb": frozenset({"dr", "prof"}),
    "hu": frozenset({"dr", "prof", "ifj", "id", "özv"}),
}


@dataclass(frozen=True)
class Name:
    """A name in the order of its language, with the title that its bearer uses."""

    given: str = ""
    family: str = ""
    whole: str = ""
    title: str = ""


def read(name: str, language: str) -> Name:
    """The parts of a name; nothing of what is no name of a person."""
    turned = [part.strip() for part in name.split(",")]
    if len(turned) == 2 and all(turned):
        name = f"{turned[0]} {turned[1]}" if language == "hu" else f"{turned[1]} {turned[0]}"
    words = [_cased(word) for word in name.replace('"', " ").split()]
    title = _title(words, language)
    words = words[1:] if title else words
    if not words or "@" in name or any(character.isdigit() for character in name):
        return Name()
    if len(words) == 1:
        return _single(words[0], title, language)
    return _hungarian(words, title) if language == "hu" else _western(words, title)


def _single(word: str, title: str, language: str) -> Name:
    """Behind a title stands the family name, else it is what everybody calls the person."""
    if title and language != "hu":
        return Name(f"{title} {word}", word, word, title)
    return Name(given=word, whole=word, title=title)


def _western(words: list[str], title: str) -> Name:
    return Name(words[0], " ".join(words[1:]), " ".join(words), title)


def _hungarian(words: list[str], title: str) -> Name:
    """The family name stands first, unless a mail program has turned it round."""
    first, last = words[0].casefold(), words[-1].casefold()
    if first in _HUNGARIAN_GIVEN and last not in _HUNGARIAN_GIVEN:
        words = [words[-1], *words[:-1]]
    return Name(" ".join(words[1:]), words[0], " ".join(words), title)


def _title(words: list[str], language: str) -> str:
    known = _TITLES.get(language, frozenset())
    first = words[0].rstrip(".").casefold() if len(words) > 1 else ""
    return words[0] if first in known else ""


def _cased(word: str) -> str:
    """A word as names are written, when somebody wrote it in large or small letters only."""
    if len(word) > 1 and (word.isupper() or word.islower()) and word not in _PARTICLES:
        return word.title() if "'" not in word else word.capitalize()
    return word


_PARTICLES = frozenset({"de", "den", "der", "van", "von", "ten", "ter", "te", "da", "di", "'t"})
