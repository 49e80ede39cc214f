"""Whether a web address answers. Only hosts of the public internet are ever asked.

Who writes an address must not make this server ask its own network. So the name is looked up
first, every address found for it must be public, and the connection goes to just that address:
a name that answers otherwise a moment later changes nothing. Each redirection is treated so.
"""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Callable
from threading import Timer
from urllib.parse import quote, urljoin, urlsplit

KEPT = "%/:@!$&'()*+,;=~?"  # of a path or query: what stays as it is written
LONGEST = 15.0  # seconds for one step, however slowly the other side speaks
MOST_STEPS = 4
PORTS = {"http": 80, "https": 443}
REFUSED_HEAD = (403, 405, 501)  # some servers answer only who asks for all of it

# Where a host is asked: its addresses with the port. Raises Unreachable where it must not be.
Resolve = Callable[[str, int], tuple[str, int]]


class Unreachable(Exception):
    """Nothing answers there, or it must not be asked. The message is one of REASONS."""


REASONS = ("address", "unknown", "private", "silent", "gone", "error", "circle")


def public_address(host: str, port: int) -> tuple[str, int]:
    """Where a public host is; raises Unreachable where any of its addresses is not public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable("unknown") from error
    places = [str(row[4][0]) for row in found]
    if not places or not all(_is_public(place) for place in places):
        raise Unreachable("private")
    return places[0], port


def _is_public(place: str) -> bool:
    address = ipaddress.ip_address(place.partition("%")[0])
    mapped = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    address = mapped or address
    is_local = (
        address.is_multicast or address.is_reserved or getattr(address, "is_site_local", False)
    )
    return address.is_global and not is_local


def reach(address: str, *, resolve: Resolve = public_address) -> None:
    """Ask whether `address` answers; raises Unreachable with a reason where it does not."""
    for _ in range(MOST_STEPS):
        status, target = _ask(address, resolve)
        if target:
            address = _next(address, target)
            continue
        if status in (404, 410):
            raise Unreachable("gone")
        if status >= 400 and status not in (401, 403, 429):  # it is there, for others
            raise Unreachable("error")
        return
    raise Unreachable("circle")


def _next(address: str, target: str) -> str:
    try:
        return urljoin(address, target)
    except ValueError as error:
        raise Unreachable("address") from error


def _ask(address: str, resolve: Resolve) -> tuple[int, str]:
    """The status, and where it sends one on to; what it says is not read."""
    scheme, host, port, path = _parts(address)
    place = resolve(host, port)
    status, target = _spoken("HEAD", scheme, host, place, path)
    if status in REFUSED_HEAD:
        status, target = _spoken("GET", scheme, host, place, path)
    return status, target if 300 <= status < 400 else ""


def _parts(address: str) -> tuple[str, str, int, str]:
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = parts.port or PORTS[parts.scheme]
    except (ValueError, KeyError) as error:
        raise Unreachable("address") from error
    if not host or port != PORTS[parts.scheme] or parts.username is not None:
        raise Unreachable("address")
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    return parts.scheme, host, port, quote(path, safe=KEPT)


def _spoken(way: str, scheme: str, host: str, place: tuple[str, int], path: str) -> tuple[int, str]:
    line = http.client.HTTPConnection(host, place[1], timeout=LONGEST)
    clock = Timer(LONGEST, lambda: _hang_up(line))
    clock.start()
    try:
        line.sock = socket.create_connection(place, timeout=LONGEST)
        if clock.finished.is_set():  # it found nothing to hang up yet
            raise TimeoutError
        if scheme == "https":
            secure = ssl.create_default_context().wrap_socket(
                line.sock, server_hostname=host, do_handshake_on_connect=False
            )
            line.sock = secure  # before the handshake, so that the clock can end that too
            secure.do_handshake()
        line.request(way, path, headers={"User-Agent": "link check", "Accept": "*/*"})
        answer = line.getresponse()
        return answer.status, answer.getheader("Location") or ""
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Unreachable("silent") from error
    finally:
        clock.cancel()
        line.close()


def _hang_up(line: http.client.HTTPConnection) -> None:
    if line.sock is not None:
        try:
            line.sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            return
