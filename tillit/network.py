"""What belongs to the public network and what to one of our own, and the way to one number."""

import http.client
import ipaddress
import socket
import ssl

_TRANSLATED = ipaddress.ip_network("64:ff9b::/32")
"""A network may translate these into any other number, also into a private one."""


def is_public(number: str) -> bool:
    """Whether a machine with this number is one of the world's, and none that trusts us."""
    address = ipaddress.ip_address(number.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inside = address.ipv4_mapped or address.sixtofour
        if address in _TRANSLATED or (inside is not None and not inside.is_global):
            return False
    return address.is_global and not address.is_multicast


def numbers_of(host: str, port: int) -> list[str]:
    """Every number that a name stands for.

    Raises:
        OSError: nobody knows the name.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(one[4][0]) for one in found]


def connected(
    scheme: str, host: str, number: str, port: int, *, timeout: float
) -> http.client.HTTPConnection:
    """A connection to this very number; over https it must prove that it is the host.

    Raises:
        OSError: nobody answers there, or somebody else does.
    """
    connection = http.client.HTTPConnection(host, port, timeout=timeout)
    opened = socket.create_connection((number, port), timeout=timeout)
    if scheme == "https":
        opened = ssl.create_default_context().wrap_socket(opened, server_hostname=host)
    connection.sock = opened
    return connection
