"""Why nothing was done."""


class Refused(Exception):
    """The whole reason, in one sentence for the person at the terminal."""
