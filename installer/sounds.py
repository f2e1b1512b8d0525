"""Make resources/sounds: three short tones that tell done, ask and refused apart without looking.

Run it as ``python installer/sounds.py``.
"""

import math
import struct
import wave
from pathlib import Path

SOUNDS = Path(__file__).resolve().parent.parent / "resources/sounds"
RATE = 22_050
# (frequency in Hz, seconds) one after the other: up is good, the same twice asks, low and long refuses
TONES = {
    "done": ((880, 0.07), (1319, 0.10)),
    "ask": ((660, 0.10), (0, 0.06), (660, 0.10)),
    "refused": ((220, 0.16), (0, 0.03), (165, 0.26)),
}
LOUDNESS = 0.45
EDGE = 0.008  # seconds of fading at both ends of a tone, against clicks


def samples(frequency: float, seconds: float) -> list[int]:
    """Return one tone, softened at its ends, with a little of its octave so that small speakers carry it."""
    count = round(RATE * seconds)
    made = []
    for index in range(count):
        fade = min(1.0, index / (EDGE * RATE), (count - 1 - index) / (EDGE * RATE))
        angle = 2 * math.pi * frequency * index / RATE
        made.append(round(32_767 * LOUDNESS * fade * (0.75 * math.sin(angle) + 0.25 * math.sin(2 * angle))))
    return made


def write(path: Path, tones: tuple[tuple[float, float], ...]) -> None:
    """Write the tones as a mono WAV file of 16 bits."""
    made = [sample for frequency, seconds in tones for sample in samples(frequency, seconds)]
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(struct.pack(f"<{len(made)}h", *made))


def main() -> None:
    """Write the three files."""
    SOUNDS.mkdir(parents=True, exist_ok=True)
    for name, tones in TONES.items():
        write(SOUNDS / f"{name}.wav", tones)


if __name__ == "__main__":
    main()
