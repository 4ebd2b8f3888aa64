"""Names and first bytes of PostgreSQL's log, which comes in segments of 16 MB. Pure.
https://www.postgresql.org/docs/current/wal-internals.html and src/include/access/xlog_internal.h (2026-11-22)"""
import re
import struct

SEGMENT = 16 << 20
NAME = re.compile(r"[0-9A-F]{24}")
# Magic, flags, timeline, address of the page, rest of a record, system identifier, sizes of a segment and of a page.
HEADER = struct.Struct("<HHIQI4xQII")
LONG_HEADER = 2
# Of a segment's first page; nothing else is before a segment's first record.
HEADER_BYTES = 40


def name_of(timeline, number):
    return f"{timeline:08X}{number >> 8:08X}{number & 0xFF:08X}"


def number_of(name):
    """Counted from the server's beginning."""
    return (int(name[8:16], 16) << 8) + int(name[16:], 16)


def timeline_of(name):
    return int(name[:8], 16)


def end_of(name):
    """The first position after it."""
    return (number_of(name) + 1) * SEGMENT


def follows(name, before):
    return name == name_of(timeline_of(before), number_of(before) + 1)


def position_of(text):
    """`1/2A000028` as a number."""
    high, low = text.split("/")
    return (int(high, 16) << 32) + int(low, 16)


def written_until(position):
    """A server that writes nothing stands behind the header of a segment that it has not begun, and will not put aside."""
    return position - position % SEGMENT if position % SEGMENT <= HEADER_BYTES else position


def segment_at(timeline, position):
    return name_of(timeline, position // SEGMENT)


def unbroken(names, first):
    """Of `names`, in their order, those from `first` on until one is missing."""
    found, wanted = [], first
    for name in names:
        if name == wanted:
            found.append(name)
            wanted = name_of(timeline_of(name), number_of(name) + 1)
    return found


def origin_of(name, data):
    """The system identifier of the server that wrote a whole segment; None when it is not one."""
    if len(data) != SEGMENT:
        return None
    _, flags, timeline, address, _, system, size, _ = HEADER.unpack_from(data)
    whole = flags & LONG_HEADER and size == SEGMENT and timeline == timeline_of(name)
    return str(system) if whole and address + SEGMENT == end_of(name) else None
