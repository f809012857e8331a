"""The mails that customers send."""

from __future__ import annotations

from base64 import encodebytes

SUPPORT, SALES = "support@desk.example", "sales@desk.example"
PICTURE = bytes(range(256)) * 24
MAILS = 3
"""Few, since a process is killed at every call that each of them causes."""


def name_of(number: int) -> str:
    """The Message-ID of a mail."""
    return f"<torture.{number}@customer.example>"


def sender_of(number: int) -> str:
    """Who writes it: each time somebody else."""
    return f"customer{number}@customer.example"


def mail(number: int, attempt: int = 0) -> bytes:
    """A mail with a file; each attempt to deliver it leaves its own trace in the header."""
    lines = [
        f"Received: from mx{attempt} by tillit; Mon, 1 Jun 2026 10:{attempt % 60:02}:00 +0000",
        f"From: Customer {number} <{sender_of(number)}>",
        f"To: {SUPPORT}",
        f"Subject: My kettle no. {number}",
        f"Message-ID: {name_of(number)}",
        "MIME-Version: 1.0",
        "Content-Type: multipart/mixed; boundary=edge",
        "",
        "--edge",
        "Content-Type: text/plain; charset=utf-8",
        "",
        f"Hello, the lid of my kettle no. {number} is cracked. What can you do?",
        "--edge",
        "Content-Type: image/x-lid",
        "Content-Transfer-Encoding: base64",
        f'Content-Disposition: attachment; filename="lid{number}.bin"',
        "",
        encodebytes(PICTURE + bytes([number])).decode().strip(),
        "--edge--",
        "",
    ]
    return "\r\n".join("\r\n".join(line.splitlines()) for line in lines).encode()
