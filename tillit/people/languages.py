"""The languages that Tillit speaks, with their own names."""

LANGUAGES = [
    ("en", "English"),
    ("nb", "Norsk bokmål"),
    ("nl", "Nederlands"),
    ("hu", "Magyar"),
]
CODES = frozenset(code for code, _name in LANGUAGES)
