"""In which charset bytes are that name none, or the wrong one: by what makes sense as words."""

import re
from collections.abc import Callable
from itertools import pairwise

LONGEST = 4096
"""Bytes that are looked at."""

_WORD_OF_HIGH = re.compile(rb"[\x80-\xff]{3,}")
_ASCII_LETTER = re.compile(rb"[A-Za-z]")
_CYRILLIC = ("cp1251", "koi8-u", "iso8859-5", "cp866")
_COMMON_CYRILLIC = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"
_COMMON_GREEK = "αοιετσνηυρπκμλςάίόέήύώθδγ"
_CENTRAL = ("cp1250", "iso8859-2")
_COMMON_KOREAN = frozenset(
    "이다는에의가을하지고로은사한기도리대를어시자아스인정그나해일서수요만으부게있습니까안녕세문주확제"
)
_MARKS = frozenset("„”“’‘–—…«»€©®°§´·\xa0\xad")
_OF_LANGUAGES = (
    (frozenset("áéíóöőúüű"), frozenset("ő"), frozenset("áé"), 1),
    (frozenset("áéíóöőúüű"), frozenset("ű"), frozenset("áíóöúü"), 1),
    (frozenset("ąćęłńóśźż"), frozenset("ąćęłńśźż"), frozenset("ąćęłńóśźż"), 3),
    (frozenset("áčďéěíňóřšťúůýž"), frozenset("ěřůčď"), frozenset("ěřů"), 2),
)
"""The letters of Hungarian, Polish and Czech, those that give them away, some of those that must
be there too, and how many different ones of the second."""


def is_far_from_western(raw: bytes) -> bool:
    """Whether bytes that are said to be western can hardly be words of it."""
    many = sum(1 for byte in raw[:LONGEST] if byte > 0x7F) >= 12
    return many and likely_codec(raw) not in ("", *_CENTRAL)


def likely_codec(raw: bytes) -> str:
    """A codec in which the bytes are words, empty when they are most likely western ones.

    What is UTF-8 or ISO-2022 is to be recognised before.
    """
    sample = raw[:LONGEST]
    high = sum(1 for byte in sample if byte > 0x7F)
    if not high:
        return ""
    in_words = sum(len(word) for word in _WORD_OF_HIGH.findall(sample))
    foreign = in_words >= 0.6 * high and high > len(_ASCII_LETTER.findall(sample)) * 0.3
    # Some bytes are words in an alphabet and in an Asian charset: the alphabet must be sure.
    if foreign and in_words >= 4 and (codec := _best(sample, _ALPHABETS, 1.45)):
        return codec
    if high >= 4 and (codec := _best(sample, _ASIAN, 0.7)):
        return codec
    if foreign and in_words >= 6 and (codec := _best(sample, _ALPHABETS, 0.6)):
        return codec
    return _central_european(sample)


def _best(sample: bytes, codecs: dict[str, Callable[[str], float]], least: float) -> str:
    scored = [(score(_words_in(sample, codec)), codec) for codec, score in codecs.items()]
    points, codec = max(scored, key=lambda one: one[0])
    return codec if points >= least else ""


def _words_in(sample: bytes, codec: str) -> str:
    """The characters beyond ASCII, nothing when the bytes are not in this codec."""
    for end in (len(sample), len(sample) - 1) if len(sample) == LONGEST else (len(sample),):
        try:
            return "".join(one for one in sample[:end].decode(codec) if one > "\x7f")
        except UnicodeDecodeError:
            continue
    return ""


def _share(words: str, common: Callable[[str], bool]) -> float:
    return sum(1 for one in words if common(one)) / len(words) if words else 0.0


def _is_mark(one: str) -> bool:
    return "\u3000" <= one <= "\u3011" or "\uff01" <= one <= "\uff5e" or one in "…—·“”‘’"


def _japanese(words: str) -> float:
    """Kana make up much of any Japanese text; half of them wide, and none of them half wide."""
    kana = _share(words, lambda one: "\u3041" <= one <= "\u30fe")
    half = _share(words, lambda one: "\uff61" <= one <= "\uff9f")
    kanji = _share(words, lambda one: "\u4e00" <= one <= "\u9fff" or _is_mark(one))
    return kana + kanji - 2 * half if kana >= 0.15 else 0.0


def _korean(words: str) -> float:
    if _share(words, _COMMON_KOREAN.__contains__) < 0.2:
        return 0.0
    return _share(words, lambda one: "\uac00" <= one <= "\ud7a3" or _is_mark(one))


def _chinese(codec: str, last: int) -> Callable[[str], float]:
    """The frequent characters stand in the first half of the old Chinese charsets."""

    def score(words: str) -> float:
        def is_common(one: str) -> bool:
            if _is_mark(one):
                return True
            coded = one.encode(codec, "ignore")
            return len(coded) == 2 and "\u4e00" <= one <= "\u9fff" and coded[0] <= last

        return _share(words, is_common)

    return score


def _alphabet(common: str) -> Callable[[str], float]:
    """Letters of one alphabet; a capital behind a small one does not happen in words."""
    letters = set(common)

    def score(words: str) -> float:
        known = _share(words, lambda one: one.lower() in letters)
        frequent = _share(words, lambda one: one.lower() in common[:12])
        capital = _share(words, str.isupper)
        turned = sum(1 for a, b in pairwise(words) if a.islower() < b.islower())
        return known + frequent - 1.5 * turned / max(len(words), 1) - 0.1 * capital - 0.4

    return score


_ASIAN: dict[str, Callable[[str], float]] = {
    "euc_jp": _japanese,
    "cp932": _japanese,
    "cp949": _korean,
    "cp950": _chinese("big5", 0xC6),
    "gb18030": _chinese("gb2312", 0xD7),
}
_ALPHABETS: dict[str, Callable[[str], float]] = {
    **dict.fromkeys(_CYRILLIC, _alphabet(_COMMON_CYRILLIC)),
    "cp1253": _alphabet(_COMMON_GREEK),
    "iso8859-7": _alphabet(_COMMON_GREEK),
}


def _central_european(sample: bytes) -> str:
    """A language whose own letters would be other ones, or signs, in a western charset."""
    found: dict[str, int] = {}
    for codec in _CENTRAL:
        words = _words_in(sample, codec).lower()
        letters = set(words) - _MARKS
        for alphabet, telling, needed, least in _OF_LANGUAGES:
            told = letters & telling
            if letters <= alphabet and len(told) >= least and letters & needed:
                found[codec] = sum(1 for one in words if one in _MARKS)
    return min(found, key=lambda codec: found[codec]) if found else ""
