"""Providers that hand over mail, each in the way that it documents."""

import base64
import hashlib
import hmac
import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from urllib.parse import urlencode

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from tillit.channels.email.tests.letters import letter
from tillit.testing.web_servers import QuietHandler, serving

SENDER = "grace@customer.example"
MAIL = letter(
    "The lid is cracked: æøå ő.\n", Message_ID="<one@customer.example>", To="Us <us@x.example>"
)
ADDRESSED = letter(
    "The lid is cracked: æøå ő.\n", Message_ID="<one@customer.example>", To="support@desk.example"
)
FILE = b"\x89PNG of a lid"
PRIVATE = rsa.generate_private_key(public_exponent=65537, key_size=2048)
PUBLIC = "".join(
    PRIVATE.public_key()
    .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    .decode()
    .splitlines()[1:-1]
)
SECRETS = {
    "mailgun": ("signing-key", ""),
    "postmark": ("tillit:secret", ""),
    "sendgrid": ("tillit:other", ""),
    "mandrill": ("mandrill-key", ""),
    "mailjet": ("tillit:jet", ""),
    "sparkpost": ("tillit:spark", ""),
    "postal": (PUBLIC, ""),
    "mailersend": ("mailersend-key", ""),
    "brevo": ("tillit:brevo", "brevo-api"),
    "resend": ("tillit:resend", "resend-api"),
    "mailtrap": ("mailtrap-key", "mailtrap-api"),
}
IN_PIECES = {"mailjet", "brevo"}
"""Those that never hand over the mail as it came."""
WITHOUT_SENDER = {"mandrill", "resend", "mailtrap"}
"""Those that do not tell who handed it to them."""
BY_HEADERS = {"mailtrap"}
"""Those that do not tell whom it was delivered to."""

Said = tuple[bytes, dict[str, str]]


class Peer:
    """A provider that hands over a mail."""

    def __init__(self, name: str, *, secret: str = "", to: str = "support@desk.example") -> None:
        self.name, self.to = name, to
        self.forged = bool(secret)
        self.secret = secret or SECRETS[name][0]

    def request(self, site: str, raw: bytes = MAIL) -> urllib.request.Request:
        """What it sends."""
        self.url = f"{site}/mail/mime/{self.name}/"
        body, headers = getattr(self, f"_{self.name}")(raw)
        return urllib.request.Request(self.url, body, headers)

    def hands_over(self, site: str, raw: bytes = MAIL) -> int:
        """The answer to it."""
        try:
            with urllib.request.urlopen(self.request(site, raw), timeout=10) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code

    def _basic(self) -> dict[str, str]:
        word = base64.b64encode(self.secret.encode()).decode()
        return {"Authorization": f"Basic {word}"}

    def _json(self, said: object) -> Said:
        headers = {"Content-Type": "application/json", **self._basic()}
        return json.dumps(said).encode(), headers

    def _form(self, fields: dict[str, str], headers: dict[str, str] | None = None) -> Said:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return urlencode(fields).encode(), kind | (headers or {})

    def _signed(self, said: object, header: str) -> Said:
        body = json.dumps(said).encode()
        digest = hmac.new(self.secret.encode(), body, hashlib.sha256).hexdigest()
        return body, {"Content-Type": "application/json", header: digest}

    def _mailgun(self, raw: bytes) -> Said:
        signed = hmac.new(self.secret.encode(), b"1780000000token", hashlib.sha256).hexdigest()
        fields = {"timestamp": "1780000000", "token": "token", "signature": signed}
        return self._form(
            {**fields, "recipient": self.to, "sender": SENDER, "body-mime": raw.decode()}
        )

    def _postmark(self, raw: bytes) -> Said:
        path = {"Name": "Return-Path", "Value": f"<{SENDER}>"}
        return self._json(
            {"OriginalRecipient": self.to, "RawEmail": raw.decode(), "Headers": [path]}
        )

    def _sendgrid(self, raw: bytes) -> Said:
        envelope = json.dumps({"from": SENDER, "to": self.to.split(",")})
        return self._form({"email": raw.decode(), "envelope": envelope}, self._basic())

    def _mandrill(self, raw: bytes) -> Said:
        event = {"event": "inbound", "ts": 1780000000}
        event["msg"] = {"raw_msg": raw.decode(), "email": self.to}
        fields = {"mandrill_events": json.dumps([event])}
        told = self.url + "".join(name + fields[name] for name in sorted(fields))
        signed = hmac.new(self.secret.encode(), told.encode(), hashlib.sha1).digest()
        return self._form(fields, {"X-Mandrill-Signature": base64.b64encode(signed).decode()})

    def _mailjet(self, raw: bytes) -> Said:
        mail = message_from_bytes(raw, policy=policy.default)
        said = {
            "Sender": SENDER,
            "Recipient": self.to,
            "Headers": {**dict(mail.items()), "Received": ["from a", "from b"]},
            "Text-part": mail.get_content(),
            "Parts": [
                {
                    "Headers": {"Content-Type": "image/png; name=lid.png"},
                    "ContentRef": "Attachment1",
                }
            ],
            "Attachment1": base64.b64encode(FILE).decode(),
        }
        return self._json(said)

    def _sparkpost(self, raw: bytes) -> Said:
        content = {
            "email_rfc822": base64.b64encode(raw).decode(),
            "email_rfc822_is_base64": True,
        }
        message = {"content": content, "msg_from": SENDER, "rcpt_to": self.to, "protocol": "smtp"}
        return self._json([{"msys": {"relay_message": message}}, {"msys": {}}])

    def _postal(self, raw: bytes) -> Said:
        said = {"mail_from": SENDER, "rcpt_to": self.to, "base64": True}
        body = json.dumps({**said, "message": base64.b64encode(raw).decode()}).encode()
        signed = base64.b64encode(PRIVATE.sign(body, padding.PKCS1v15(), hashes.SHA1()))
        signature = self.secret if self.forged else signed.decode()
        head = {"X-Postal-Signature": signature.encode().decode("latin-1")}
        return body, {"Content-Type": "application/json", **head}

    def _mailersend(self, raw: bytes) -> Said:
        recipients = {"rcptTo": [{"email": one} for one in self.to.split(",")]}
        data = {"raw": raw.decode(), "sender": {"email": SENDER}, "recipients": recipients}
        return self._signed({"type": "inbound.message", "data": data}, "Signature")

    def _brevo(self, raw: bytes) -> Said:
        mail = message_from_bytes(raw, policy=policy.default)
        headers = {
            **dict(mail.items()),
            "Return-Path": f"<{SENDER}>",
            "Delivered-To": self.to,
        }
        file = {"Name": "lid.png", "ContentType": "image/png", "DownloadToken": "a-token"}
        item = {"Headers": headers, "RawTextBody": mail.get_content(), "Attachments": [file]}
        return self._json({"items": [item]})

    def _resend(self, raw: bytes) -> Said:
        data = {"email_id": "one", "to": self.to.split(","), "from": SENDER}
        return self._json({"type": "email.received", "data": data})

    def _mailtrap(self, raw: bytes) -> Said:
        event = {"event": "inbound.message_received", "inbox_id": 7, "message_id": "one"}
        return self._signed({"events": [event]}, "Mailtrap-Signature")


class Store:
    """Where providers keep what they only announce: asked for with a key, else not given."""

    def __init__(self) -> None:
        self.mail = ADDRESSED
        self.keys: list[str] = []
        self.status = 200
        self.address = ""

    @contextmanager
    def listening(self) -> Iterator[str]:
        """Its address while it listens."""
        store = self

        class Handler(QuietHandler):
            def do_GET(self) -> None:
                kind, content = store.answer(self.path)
                key = self.headers.get("Authorization") or self.headers.get("api-key") or ""
                store.keys.append(key)
                self.send_response(store.status)
                if store.status == 302:
                    self.send_header("Location", f"{store.address}raw")
                self.send_header("Content-Type", kind)
                self.end_headers()
                self.wfile.write(content)

        with serving(Handler) as address:
            self.address = f"{address}/"
            yield self.address

    def answer(self, path: str) -> tuple[str, bytes]:
        """What stands there."""
        raw = f"{self.address}raw"
        if path == "/emails/receiving/one":
            return "application/json", json.dumps({"raw": {"download_url": raw}}).encode()
        if path == "/inbound/inboxes/7/messages/one":
            return "application/json", json.dumps({"raw_message_url": raw}).encode()
        if path == "/inbound/attachments/a-token":
            return "image/png", FILE
        return "message/rfc822", self.mail
