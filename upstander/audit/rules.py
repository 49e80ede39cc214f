"""How an entry is written down and how the chain is computed."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

GENESIS = "0" * 64


def canonical(body: Mapping[str, Any]) -> str:
    """Canonical JSON: sorted keys, no spaces, no escapes that are not needed (after RFC 8785)."""
    return json.dumps(
        body, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def digest(previous: str, body: str) -> str:
    """SHA-256 over the digest of the entry before and this entry's canonical JSON, in hex."""
    return sha256(f"{previous}\n{body}".encode()).hexdigest()


def commitment(salt: str, content: str) -> str:
    """What stands in the log instead of personal content: SHA-256 of salt and content, in hex."""
    return sha256(f"{salt}\n{content}".encode()).hexdigest()
