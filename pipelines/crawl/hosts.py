"""Which machine a host name may lead us to. The crawler connects to no address but these.

A name is resolved once a run and the connection goes to exactly the address that was checked, so a
name server that changes its mind between check and connection (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.crawl.addresses import WEB_SCHEMES, split_target
from pipelines.crawl.reasons import Reason, Stopped

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

PORTS = frozenset({80, 443, 8080, 8443})
# Public by their numbers, yet clouds answer there with secrets of the machine (Azure's host agent;
# Oracle within the block for protocol assignments).
_METADATA = (ipaddress.ip_network("168.63.129.16/32"), ipaddress.ip_network("192.0.0.0/24"))
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Route:
    """A host name that is served from this machine for a run: `host` leads to address:port.

    Requests for it, http or https, go there as plain http; records keep the real host name.
    """

    host: str
    address: str
    port: int


@dataclass(frozen=True, slots=True)
class Target:
    """Where to connect for an address: checked IP addresses, and the name to ask for."""

    host: str
    host_header: str
    secure: bool
    addresses: tuple[str, ...]
    port: int
    routed: bool = False


class Targets:
    """Finds and remembers the target of each host for one run. Thread-safe."""

    def __init__(self, routes: Mapping[str, Route], allow_private: frozenset[str]) -> None:
        self._routes = routes
        self._allow_private = allow_private
        self._resolved: dict[tuple[str, int], tuple[str, ...] | Stopped] = {}

    def find(self, url: str) -> Target:
        """The target of an address. Raises Stopped with the reason where it may not be fetched."""
        try:
            scheme, host, port = split_target(url)
        except ValueError:
            raise Stopped(Reason.INVALID_URL, f"`{url[:200]}` is no web address") from None
        if scheme not in WEB_SCHEMES:
            raise Stopped(Reason.SCHEME, f"{scheme} is neither http nor https")
        header = _host_header(scheme, host, port)
        if route := self._routes.get(host):
            return Target(host, header, False, (route.address,), route.port, routed=True)
        if port not in PORTS and host not in self._allow_private:
            raise Stopped(Reason.PORT, f"port {port} is not one of {sorted(PORTS)}")
        return Target(host, header, scheme == "https", self._addresses(host, port), port)

    def _addresses(self, host: str, port: int) -> tuple[str, ...]:
        found = self._resolved.get((host, port))
        if found is None:
            # The first answer stays, also when two threads ask at once.
            found = self._resolved.setdefault((host, port), self._resolve(host, port))
        if isinstance(found, Stopped):
            raise Stopped(found.reason, found.detail)
        return found

    def _resolve(self, host: str, port: int) -> tuple[str, ...] | Stopped:
        try:
            answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            return Stopped(Reason.DNS, f"{host} could not be resolved ({error})")
        found = list(dict.fromkeys(str(answer[4][0]) for answer in answers))
        allowed = found if host in self._allow_private else [a for a in found if is_public(a)]
        if not allowed:
            return Stopped(Reason.PRIVATE_ADDRESS, f"{host} leads to {', '.join(found[:3])}")
        return tuple(allowed)


def is_public(address: str) -> bool:
    """Whether an IP address is an ordinary one on the public internet.

    Addresses that only wrap an IPv4 one (IPv4-mapped, NAT64) are judged by what they wrap; the
    tunnels 6to4 and Teredo are refused, since no site lives there.
    """
    try:
        ip = _unwrapped(ipaddress.ip_address(address.partition("%")[0]))
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address) and (ip.sixtofour or ip.teredo):
        return False
    closed = ip.is_multicast or ip.is_reserved or ip.is_link_local
    return ip.is_global and not closed and not any(ip in network for network in _METADATA)


def _unwrapped(ip: IPAddress) -> IPAddress:
    if isinstance(ip, ipaddress.IPv4Address):
        return ip
    if ip in _NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip


def _host_header(scheme: str, host: str, port: int) -> str:
    name = f"[{host}]" if ":" in host else host
    return name if port == (443 if scheme == "https" else 80) else f"{name}:{port}"
