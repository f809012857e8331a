"""Telephone numbers, written in one way."""

from __future__ import annotations

SHORTEST = 5


def normal_phone(text: str, country: str = "") -> str:
    """The number as the whole world dials it: `+4722334455`; "" when it is no number.

    `country` is where numbers without a country code belong to, such as `NO`.
    """
    # Loaded when it is needed: the tables of all countries are large.
    import phonenumbers

    try:
        number = phonenumbers.parse(text, country.upper() or None)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def looks_like_phone(text: str) -> bool:
    """Whether somebody who types this may mean a telephone number."""
    digits = sum(sign.isdigit() for sign in text)
    return digits >= SHORTEST and all(sign.isdigit() or sign in " +()-./" for sign in text)
