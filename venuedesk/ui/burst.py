"""A burst: the keys of a scanner, told from those of a hand by their speed."""

import time
from collections.abc import Callable

BURST_SECONDS = 0.030  # a key follows so soon only from a scanner
BURST_KEYS = 3  # a hand may strike two keys at once, not three


class Burst:
    """Watches keys come in, and keeps what stood in the field before the last burst."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """``clock`` counts seconds."""
        self._clock = clock
        self._at = float("-inf")
        self.text = ""
        self.before = ""

    def key(self, text: str, before: str) -> None:
        """A key that types ``text`` into a field where ``before`` stands."""
        now = self._clock()
        if now - self._at > BURST_SECONDS:
            self.text, self.before = "", before
        self.text += text
        self._at = now

    def ends(self) -> str:
        """What was scanned, if the key that ends it follows a scanner's keys; '' after a hand's."""
        quick = self._clock() - self._at <= BURST_SECONDS and len(self.text) >= BURST_KEYS
        scanned, self.text = self.text if quick else "", ""
        return scanned
