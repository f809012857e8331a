"""Small files that customers of the demo world attach."""

import struct
import zlib
from functools import cache

WIDTH, HEIGHT = 320, 214


@cache
def picture(seed: int) -> bytes:
    """A PNG of a table with a cup on it, in the colours of the seed."""
    warm = seed * 37 % 60
    rows = bytearray()
    for y in range(HEIGHT):
        rows.append(0)
        for x in range(WIDTH):
            rows += bytes(_pixel(x, y, warm))
    size = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    body = _chunk(b"IHDR", size) + _chunk(b"IDAT", zlib.compress(bytes(rows), 6))
    return b"\x89PNG\r\n\x1a\n" + body + _chunk(b"IEND", b"")


def _pixel(x: int, y: int, warm: int) -> tuple[int, int, int]:
    distance = ((x - 160) ** 2 + ((y - 110) * 1.25) ** 2) ** 0.5
    if distance < 58:
        return 58 + warm // 4, 36, 24
    if distance < 74:
        return 236, 232, 226
    shade = 150 + (x * 3 + y * 7) % 9 + warm
    return shade, shade - 30, shade - 62


def _chunk(name: bytes, data: bytes) -> bytes:
    checksum = zlib.crc32(name + data)
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", checksum)


def receipt(title: str) -> bytes:
    """A PDF of one page with one line."""
    line = title.encode("ascii", "replace").replace(b"(", b"").replace(b")", b"")
    stream = b"BT /F1 18 Tf 60 760 Td (" + line + b") Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length " + str(len(stream)).encode() + b" >>\nstream\n" + stream + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    made, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(made))
        made += str(number).encode() + b" 0 obj\n" + content + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = str(len(objects) + 1).encode()
    return (
        made + b"xref\n0 " + count + b"\n0000000000 65535 f \n" + table
        + b"trailer << /Size " + count + b" /Root 1 0 R >>\nstartxref\n"
        + str(len(made)).encode() + b"\n%%EOF\n"
    )  # fmt: skip
