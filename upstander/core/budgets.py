"""How much comes at once. Kept in memory for minutes, under digests that die with the process."""

import hmac
import time
from collections import deque
from hashlib import sha256
from secrets import token_bytes
from threading import Lock

SECRET = token_bytes(32)
YOUNGEST_SECONDS = 8  # nobody reads and sends a form faster


def _known(caller: str) -> bytes:
    return hmac.digest(SECRET, caller.encode(), sha256)


class Budget:
    """At most `most` in `seconds`, for each caller or for all together."""

    def __init__(self, most: int, seconds: int) -> None:
        self.most, self.seconds = most, seconds
        self._times: dict[bytes, deque[float]] = {}
        self._lock = Lock()

    def take(self, caller: str) -> bool:
        """Whether there was still one left; the caller is known by a digest alone."""
        key, now = _known(caller), time.monotonic()
        with self._lock:
            if len(self._times) > 10_000:
                self._forget(now)
            times = self._times.setdefault(key, deque())
            while times and now - times[0] > self.seconds:
                times.popleft()
            if len(times) >= self.most:
                return False
            times.append(now)
            return True

    def give_back(self, caller: str) -> None:
        """The last one was not used up after all."""
        with self._lock:
            key = _known(caller)
            if times := self._times.get(key):
                times.pop()
            if not times:
                self._times.pop(key, None)

    def _forget(self, now: float) -> None:
        old = [k for k, times in self._times.items() if not times or now - times[-1] > self.seconds]
        for key in old:
            del self._times[key]

    def clear(self) -> None:
        """Begin anew."""
        self._times.clear()
