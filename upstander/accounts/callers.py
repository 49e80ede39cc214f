"""Who calls, as a digest: for counting within minutes, in memory, and for nothing else."""

from ipaddress import ip_address, ip_network

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

NOWHERE = "::"


def caller_of(request: HttpRequest) -> str:
    """A keyed digest of the network that a request comes from; it is never stored.

    No header of a proxy counts unless ALLAUTH_TRUSTED_PROXY_COUNT says so.
    """
    try:
        # The library's own reading: that of our adapter is the digest itself.
        address = DefaultAccountAdapter(request).get_client_ip(request)
    except PermissionDenied:  # a socket of this machine has no address
        address = NOWHERE
    return salted_hmac("upstander.caller", _network(address)).hexdigest()[:24]


def _network(address: str) -> str:
    if ip_address(address).version == 4:
        return address
    return str(ip_network(f"{address}/64", strict=False))
