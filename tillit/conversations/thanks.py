"""Whether a message is likely to be no more than a thank-you, by a rule that everybody can read."""

import re

MOST_WORDS = 25
_THANKS = (
    "thank you", "thanks", "many thanks", "cheers", "much appreciated",
    "tusen takk", "takk", "mange takk", "takker",
    "bedankt", "dank je", "dank u", "dankjewel", "hartelijk dank", "dank",
    "köszönöm", "köszönjük", "köszi", "hálás köszönet", "köszönettel",
)  # fmt: skip
_MORE = (
    "but", "however", "still", "not", "unfortunately",
    "men", "fortsatt", "ikke", "dessverre",
    "maar", "nog", "niet", "helaas",
    "de", "még", "nem", "sajnos",
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")


def words_of_thanks(text: str) -> list[str]:
    """The words by which a message looks like a thank-you; none when it may ask for more.

    It is short, has words of thanks in one of four languages, no question mark, and none of the
    words with which people take back what they said before.
    """
    words = _WORD.findall(text.lower())
    if not words or len(words) > MOST_WORDS or "?" in text:
        return []
    line = f" {' '.join(words)} "
    if any(f" {word} " in line for word in _MORE if not _is_hungarian_article(word, line)):
        return []
    found = [words for words in _THANKS if f" {words} " in line]
    return [one for one in found if not any(one != other and one in other for other in found)]


def _is_hungarian_article(word: str, line: str) -> bool:
    """The Hungarian "but" is the Dutch "the", which takes nothing back."""
    return word == "de" and any(f" {dutch} " in line for dutch in ("bedankt", "dank", "dankjewel"))
