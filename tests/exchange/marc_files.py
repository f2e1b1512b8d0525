"""Records written anew as ISO 2709, for tests."""

from pathlib import Path
from xml.etree.ElementTree import parse

END, FIELD, SUB = b"\x1d", b"\x1e", b"\x1f"
DATA = Path(__file__).parents[1] / "data"


def iso_records(xml, encoding="utf-8"):
    """Each MARCXML record of a file as the bytes of one ISO 2709 record."""
    found = []
    for record in parse(xml).iter("{http://www.nlc.cn/}record"):
        fields = []
        for one in record:
            if one.tag.endswith("controlfield"):
                fields.append((one.get("tag"), one.text.encode(encoding)))
            elif one.tag.endswith("datafield"):
                inner = b"".join(SUB + (s.get("code") + (s.text or "")).encode(encoding) for s in one)
                fields.append((one.get("tag"), (one.get("ind1") + one.get("ind2")).encode() + inner))
        found.append(iso_record(fields))
    return found


def iso_record(fields):
    directory, body = b"", b""
    for tag, data in fields:
        directory += tag.encode() + b"%04d%05d" % (len(data) + 1, len(body))
        body += data + FIELD
    start = 24 + len(directory) + 1
    length = start + len(body) + 1
    return b"%05dnam0 22%05d   450 " % (length, start) + directory + FIELD + body + END
