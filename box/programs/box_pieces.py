"""Bytes as text that fits into a message: compressed, in base64."""
import base64
import zlib

# Of what is tried at once: far more than fits, even of what compresses well.
LONGEST = 1 << 20


def unpacked(text):
    return zlib.decompress(base64.b64decode(text, validate=True))


def packed(data, room):
    """A long beginning of the data that fits into so many characters, and how many bytes it is."""
    size = min(len(data), LONGEST)
    while size:
        text = base64.b64encode(zlib.compress(data[:size])).decode()
        if len(text) <= room:
            return text, size
        size = min(size - 1, size * room // len(text))
    return "", 0
