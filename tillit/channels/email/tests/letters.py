"""Mails as they come over the wire, written by hand."""

GRACE = "Grace Whitfield <grace@customer.example>"


def letter(body: str | bytes = "Hello.\n", *, charset: str = "utf-8", **headers: str) -> bytes:
    """A mail from Grace; `In_Reply_To="<a@b>"` adds a header, an empty value takes one away."""
    chosen = {
        "From": GRACE,
        "To": "support@desk.example",
        "Subject": "The kettle",
        "Content_Type": f"text/plain; charset={charset}",
        **headers,
    }
    head = "".join(
        f"{name.replace('_', '-')}: {value}\r\n" for name, value in chosen.items() if value
    )
    content = body if isinstance(body, bytes) else body.replace("\n", "\r\n").encode(charset)
    return head.encode() + b"\r\n" + content


def bundle(*parts: str | bytes, subtype: str = "mixed", **headers: str) -> bytes:
    """A mail of several parts, each with its own headers and body."""
    body = container(*parts).replace(b"\n", b"\r\n")
    return letter(body, Content_Type=f"multipart/{subtype}; boundary=edge", **headers)


def container(*parts: str | bytes, edge: str = "edge") -> bytes:
    """The inside of a multipart."""
    line = b"--" + edge.encode()
    made = (part if isinstance(part, bytes) else part.encode() for part in parts)
    return b"".join(line + b"\n" + part + b"\n" for part in made) + line + b"--\n"


WORDS = "Content-Type: text/plain; charset=utf-8\n\nHello, look."
"""A part of a bundle that a person typed."""
