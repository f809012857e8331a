"""What belongs to the public network, and what to one of our own."""

import ipaddress

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
