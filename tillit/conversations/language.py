"""Which language a text is in, among those that Tillit speaks.

The small words of a language betray it: who writes "ikke" writes Norwegian. For four languages that
tells as well as the libraries do, which bring the statistics of a hundred languages and would take
a third of the memory of the whole installation.
"""

import re
import unicodedata
from collections import Counter

ENOUGH = 800
"""The first characters decide; more only cost time."""
SHORTEST = 12
"""A text with fewer letters than this is too short to tell."""
FEWEST = 2
"""So many small words must speak for a language."""
CLEARLY = 2.0
"""And so many times as much as for any other."""

_SMALL_WORDS = {
    "en": """a about after all an and any are as at be because been but by can could did do does
        don't for from get had has have he hello her here him his how i i'm if in into is it it's
        its just like me my no not now of on one or our out please she should so some still than
        thank thanks that the their them then there they this to up was we were what when where
        which who why will with would yes you your""",
    "nb": """alle at av bare ble blir da de den der dere dette du eller en er et etter for fra får
        før ha han hadde har hei hun hva hvis hvor hvordan hvorfor i igjen ikke jeg kan kom men meg
        min mitt mye må mvh noe noen nå når og også om opp oss på seg selv siden skal skulle slik
        som så takk til ut var ved vi vil ville være å""",
    "nl": """aan al als bent bij da dan dank dat de deze die dit door een en er geen graag groet
        had hallo heb hebben heeft het hij hoe iets ik in is ja je jij jullie kan kunnen maar me
        mee meer mij mijn moet naar niet nog nu of om omdat ook op over te toch tot uit uw van veel
        voor waar waarom wanneer want was wat we weer wel werd wij wil worden zal ze zich zijn zo
        zou""",
    "hu": """a ahogy aki akkor ami amit az azt be csak de egy ehhez el előre előtt én és ez ezt
        fel ha hogy hogyan igen így is itt jó kell kérem köszönöm közben ki le lehet lesz már me
        meg mert mi miért most még nagyon ne nekem nem nincs ön önök pedig se semmi sem szeretném
        szép üdvözlettel után vagy vagyok van vannak volt volna""",
}
_TELLING_LETTERS = {
    "hu": re.compile("[őűáíúóé]"),
    "nb": re.compile("[æøå]"),
}
_WORD = re.compile(r"[^\W\d_]+(?:'[a-z]+)?")


def _weights() -> dict[str, dict[str, float]]:
    """Each small word with the languages that it speaks for; a shared one speaks more softly."""
    lists = {language: set(words.split()) for language, words in _SMALL_WORDS.items()}
    shared = Counter(word for words in lists.values() for word in words)
    return {
        word: {
            language: 1 / shared[word] ** 2 for language, words in lists.items() if word in words
        }
        for word in shared
    }


_SPEAKS_FOR = _weights()


def language_of(text: str) -> str:
    """The language of a text as its code, empty when uncertain."""
    text = unicodedata.normalize("NFC", text[:ENOUGH]).lower().replace("’", "'")
    if sum(map(str.isalpha, text)) < SHORTEST:
        return ""
    scores = dict.fromkeys(_SMALL_WORDS, 0.0)
    for word in _WORD.findall(text):
        for language, weight in _SPEAKS_FOR.get(word, {}).items():
            scores[language] += weight
        if word.isascii():
            continue
        for language, letters in _TELLING_LETTERS.items():
            if letters.search(word):
                scores[language] += 0.5
    best, second = sorted(scores, key=lambda language: scores[language], reverse=True)[:2]
    clearly = scores[best] >= FEWEST and scores[best] >= CLEARLY * scores[second]
    return best if clearly else ""
