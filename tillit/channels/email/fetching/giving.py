"""Being given a mail, or a part of it, by the server."""

from imapclient import IMAPClient


class NotGiven(Exception):
    """The server lists a mail and does not give it."""


def fetched(client: IMAPClient, uid: int, part: str, name: bytes) -> bytes:
    """One part of a mail; empty when the mail was deleted meanwhile.

    Raises:
        NotGiven: it is still there.
    """
    content = client.fetch([uid], [part]).get(uid, {}).get(name)
    if not content and client.search(["UID", str(uid)]):
        raise NotGiven("it lists it, and sends nothing")
    return content or b""
