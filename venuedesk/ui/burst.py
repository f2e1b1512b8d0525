"""A burst: the keys of a scanner, told from those of a hand by their speed."""

import time

BURST_SECONDS = 0.030  # a key follows so soon only from a scanner
BURST_KEYS = 3  # a hand may strike two keys at once, not three
TRAIL_SECONDS = 0.150  # the second Enter of a scanner that ends in CR LF follows so soon, and no hand's does


class Burst:
    """Watches keys come in, and keeps what stood in the field before the last burst."""

    clock = staticmethod(time.monotonic)  # in seconds
    _scan_over = float("-inf")  # of all fields: what follows a scan may come to another one than its keys

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
        Burst._scan_over = float("-inf")
        self.text += text
        self._at = now

    def ends(self) -> str:
        """What was scanned, if the key that ends it follows a scanner's keys; '' after a hand's."""
        quick = self.clock() - self._at <= BURST_SECONDS and len(self.text) >= BURST_KEYS
        scanned, self.text = self.text if quick else "", ""
        if scanned:
            Burst._scan_over = self.clock()
        return scanned

    @classmethod
    def trails(cls) -> bool:
        """Whether an Enter that comes now belongs to a scan that has ended."""
        return cls.clock() - cls._scan_over <= TRAIL_SECONDS
