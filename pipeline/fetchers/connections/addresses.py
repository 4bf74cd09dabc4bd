"""Which IP addresses a fetcher may connect to: only those of the public internet."""

from __future__ import annotations

from functools import cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from transforms.text.packaged import read_table

_NAT64 = IPv6Network("64:ff9b::/96")


def explain_refusal(address: str) -> str | None:
    """Say what lives at an IP address that must not be connected to; None when it is public.

    Takes IPv4 in dotted form or IPv6, with or without a zone. IPv6 addresses that carry an IPv4 address (mapped,
    NAT64, 6to4) are judged by that one. What cannot be read is refused.
    """
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return "not an IP address"
    inner = _unpack(parsed) if isinstance(parsed, IPv6Address) else parsed
    return _look_up(inner)


def _unpack(address: IPv6Address) -> IPv4Address | IPv6Address:
    """Give the IPv4 address that an IPv6 address stands for, else itself."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.sixtofour or address


def _look_up(address: IPv4Address | IPv6Address) -> str | None:
    for network, name in _read_networks():
        if address.version == network.version and address in network:
            return name
    return None


@cache
def _read_networks() -> tuple[tuple[IPv4Network | IPv6Network, str], ...]:
    package = "pipeline.fetchers.connections"
    return tuple(read_table(package, "special_addresses.tsv", 2, lambda cells: (ip_network(cells[0]), cells[1])))
