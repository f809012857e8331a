"""A real IMAP server for one run of the tests: on loopback, without rights, without a trace."""

import datetime
import grp
import ipaddress
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from imapclient import IMAPClient

LOOPBACK = "127.0.0.1"
FROM_OUTSIDE = "127.0.0.2"
"""An address under which the server takes us for somebody from another machine."""
PASSWORD = "gåsevin&pálinka"
TOKEN_INFO = "/tokeninfo?access_token="

_CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = {loopback}
default_internal_user = {user}
default_login_user = {user}
default_internal_group = {group}
first_valid_uid = 1
ssl = yes
ssl_cert = <{folder}/certificate.pem
ssl_key = <{folder}/key.pem
auth_mechanisms = plain login xoauth2
auth_failure_delay = 0
mail_location = maildir:{folder}/mail/%u
mail_fsync = never
passdb {{
  driver = static
  args = password={password}
  mechanisms = plain login
}}
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {folder}/oauth2.conf
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/home/%u
}}
namespace inbox {{
  inbox = yes
}}
service imap-login {{
  chroot =
  service_count = 0
  inet_listener imap {{
    address = {loopback} {outside}
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
  }}
}}
service imap {{
  service_count = 1000
}}
service anvil {{
  chroot =
  # Nobody waits after a wrong password.
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service auth {{
  client_limit = 4000
}}
service stats {{
  chroot =
}}
"""
_OAUTH2 = """
tokeninfo_url = http://{loopback}:{provider_port}{path}
username_attribute = email
tls_ca_cert_file = {folder}/certificate.pem
"""


@dataclass(frozen=True)
class Dovecot:
    """A running server; every user that anybody signs in as exists and has a mailbox."""

    folder: Path
    port: int
    tls_port: int
    provider_port: int

    @property
    def certificate(self) -> Path:
        """The certificate that it shows; nobody trusts it by itself."""
        return self.folder / "certificate.pem"

    @contextmanager
    def opened(self, user: str, folder: str = "INBOX") -> Iterator[IMAPClient]:
        """A connection of the owner of a mailbox."""
        with IMAPClient(LOOPBACK, self.port, ssl=False, timeout=10) as client:
            client.normalise_times = False
            client.plain_login(user, PASSWORD)
            if not client.folder_exists(folder):
                client.create_folder(folder)
            client.select_folder(folder)
            yield client

    def deliver(
        self,
        user: str,
        *mails: bytes,
        folder: str = "INBOX",
        at: datetime.datetime | None = None,
    ) -> None:
        """Put mails into a mailbox, as if they had arrived at that time."""
        with self.opened(user, folder) as client:
            for mail in mails:
                client.append(folder, mail, msg_time=at)


@contextmanager
def dovecot(program: str) -> Iterator[Dovecot]:
    """Run a server; the mailboxes are gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="tillit-dovecot-"))
    server = Dovecot(folder, *free_ports(3))
    account = _account()
    try:
        _write_files(server, account)
        command = [program, "-F", "-c", str(folder / "dovecot.conf")]
        process = subprocess.Popen(command, cwd="/", **_identity(account, folder))
        try:
            _wait_for(server, process)
            yield server
        finally:
            process.terminate()
            process.wait(10)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def free_ports(count: int) -> list[int]:
    """Ports on which nothing listens at the moment."""
    sockets = [socket.create_server((LOOPBACK, 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def _account() -> pwd.struct_passwd:
    """Mail is never read as root."""
    return pwd.getpwnam("dovecot") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())


def _identity(account: pwd.struct_passwd, folder: Path) -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    for path in [folder, *folder.rglob("*")]:
        os.chown(path, account.pw_uid, account.pw_gid)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _write_files(server: Dovecot, account: pwd.struct_passwd) -> None:
    places = {
        "folder": server.folder,
        "loopback": LOOPBACK,
        "outside": FROM_OUTSIDE,
        "user": account.pw_name,
        "group": grp.getgrgid(account.pw_gid).gr_name,
        "password": PASSWORD,
        "port": server.port,
        "tls_port": server.tls_port,
        "provider_port": server.provider_port,
        "path": TOKEN_INFO,
    }
    for name in ("home", "mail", "run", "state"):
        (server.folder / name).mkdir()
    (server.folder / "dovecot.conf").write_text(_CONFIG.format(**places))
    (server.folder / "oauth2.conf").write_text(_OAUTH2.format(**places))
    _certify(server.folder)


def _certify(folder: Path) -> None:
    """Make a certificate that nobody but its own maker vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mail")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(LOOPBACK))]),
            critical=False,
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / "certificate.pem").write_bytes(certificate.public_bytes(pem))
    form, sealing = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "key.pem").write_bytes(key.private_bytes(pem, form, sealing))


def _wait_for(server: Dovecot, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        if process.poll() is not None:
            raise RuntimeError((server.folder / "log").read_text())
        try:
            with IMAPClient(LOOPBACK, server.port, ssl=False, timeout=5):
                return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the mail server did not start")
