"""Mails made to keep a reader busy, or to break it; small recipes for large mails."""

HEAD = b"From: a@customer.example\r\nSubject: x\r\n"
SIZE = 100_000


def plain(text: str) -> bytes:
    """A mail of plain text that repeats this one."""
    return HEAD + b"\r\n" + (text * (SIZE // len(text))).encode()


def page(text: str) -> bytes:
    """A mail of HTML that repeats this one."""
    return HEAD + b"Content-Type: text/html\r\n\r\n" + (text * (SIZE // len(text))).encode()


def with_header(name: str, text: bytes) -> bytes:
    """A mail with one header that repeats this text."""
    return HEAD + name.encode() + b": " + text * (SIZE // len(text)) + b"\r\n\r\nx"


def report(block: bytes) -> bytes:
    """A report of a mail server that repeats this block."""
    head = b"Content-Type: multipart/report; boundary=a\r\n\r\n--a\r\n"
    return HEAD + head + b"Content-Type: message/delivery-status\r\n\r\n" + block * 5000


def nested(depth: int) -> bytes:
    """Containers inside of each other."""
    level = b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n"
    return HEAD + b"".join(level % (number, number) for number in range(depth))


MAILS = {
    "an introduction without end": plain("On "),
    "introductions": plain("On 1 wrote x <a@b> x:\n"),
    "introductions of many verbs": plain("On 1 wrote " + "wrote " * 50 + ":\n"),
    "marks": plain("\n> a"),
    "deep marks": plain("\n" + ">" * 200),
    "headers of Outlook": plain("From: a\nSent: 10:10\n"),
    "rules": plain("____________\n"),
    "spaces": plain(" "),
    "signatures": plain("-- \n"),
    "phones": plain("sent " * 20 + "\n"),
    "deep page": page("<div>"),
    "deep quotes": page("<blockquote>x"),
    "deep lists": page("<ul><li>x"),
    "deep tables": page("<table><tr><td>"),
    "many links": page("<a href='http://a'>x"),
    "many ampersands": page("&"),
    "open attributes": page('<a href="'),
    "open comments": page("<!--"),
    "encoded words": with_header("Subject", b"=?utf-8?q?a?= "),
    "quotation marks in addresses": with_header("To", b'"\\'),
    "brackets in addresses": with_header("To", b"(\\"),
    "angles in addresses": with_header("To", b"<a"),
    "many addresses": with_header("To", b"a@b,"),
    "semicolons": with_header("Content-Type", b";"),
    "brackets in results": with_header("Authentication-Results", b"("),
    "many headers": HEAD + b"X: y\r\n" * 40_000 + b"\r\nx",
    "too many parts": HEAD
    + b"Content-Type: multipart/mixed; boundary=a\r\n\r\n"
    + b"--a\r\n\n" * 9999,
    "too deep": nested(5000),
    "blank report": report(b"\n"),
    "long report": report(b"Action: failed\nFinal-Recipient: rfc822;a@b\n\n"),
    "uuencoded files": plain("begin 644 a\n"),
    "uuencoded files that end": plain("begin 644 a\nM\nend\n"),
    "uuencoded files that are cut": plain("begin 644 a\n#86)C\n"),
    "files in yEnc": plain("=ybegin line=9 size=9 name=a\n*+,\n"),
    "parts in yEnc": plain("=ybegin part=1 line=9 size=9 name=a\n=ypart begin=1 end=2\n=\n=yend\n"),
    "files in base64": plain("begin-base64 644 a\nQUJD\n"),
    "closed containers": HEAD
    + b"Content-Type: multipart/mixed; boundary=a\r\n\r\n"
    + b"--a--\r\n" * 15_000,
    "comments in comments": with_header("To", b"(a(b"),
    "angles without commas": with_header("To", b"<a@b>"),
    "brackets in Message-IDs": with_header("References", b"<a @"),
    "lines of other desks": plain("## reply above \n"),
    "words of telephones": plain("von mail gesendet von \n"),
    "lines of spaces among headers": HEAD + b" \r\n" * 30_000,
    "base64 with spaces": HEAD
    + b"Content-Transfer-Encoding: base64\r\n\r\n"
    + b"QUJD\n\n a" * 9999,
    "broken base64": HEAD + b"Content-Transfer-Encoding: base64\r\n\r\n" + b"a=b=!" * 40_000,
    "every byte": HEAD + b"\r\n" + bytes(range(256)) * 800,
    "nothing but zeros": b"\x00" * SIZE,
    "no line feeds": b"From: a@b.example\r\rx" * 9999,
}
