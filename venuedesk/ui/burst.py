"""A burst: the keys of a scanner, told from those of a hand by their speed."""

import time

BURST_SECONDS = 0.030  # a key follows so soon only from a scanner
BURST_KEYS = 3  # a hand may strike two keys at once, not three


class Burst:
    """Watches keys come in, and keeps what stood in the field before the last burst."""

    clock = staticmethod(time.monotonic)  # in seconds

    def __init__(self) -> None:
        """No key has come yet."""
        self._at = float("-inf")
        self.text = ""
        self.before = ""

    def key(self, text: str, before: str) -> None:
        """A key that types ``text`` into a field where ``before`` stands."""
        now = self.clock()
        if now - self._at > BURST_SECONDS:
            self.text, self.before = "", before
        self.text += text
        self._at = now

    def ends(self) -> str:
        """What was scanned, if the key that ends it follows a scanner's keys; '' after a hand's."""
        quick = self.clock() - self._at <= BURST_SECONDS and len(self.text) >= BURST_KEYS
        scanned, self.text = self.text if quick else "", ""
        return scanned
