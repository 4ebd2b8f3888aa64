"""A verified backup, copied part by part and read back there; its manifest is written last. Nothing is held in memory or on a
disk but the piece that is on its way."""
import time

import backup_manifest
from backup_store import Pieces, StoreFailed
from move_container import MoveFailed


def make(store, offsite, manifest, say):
    """Returns seconds."""
    began = time.monotonic()
    for facts in objects(manifest):
        say(facts["key"])
        if not is_whole(offsite, facts):
            offsite.put(facts["key"], Pieces(store.pieces(facts["key"], facts)), facts["bytes"])
            read_back(offsite, facts)
    backup_manifest.write(offsite, manifest)
    return round(time.monotonic() - began)


def objects(manifest):
    """What a backup consists of, each with its key, bytes and checksum."""
    found = [part[kind] for part in manifest["databases"] for kind in ("dump", "description")]
    return found + [part["archive"] for part in manifest["volumes"]]


def read_back(offsite, facts):
    for _ in offsite.pieces(facts["key"], facts):
        pass


def is_whole(offsite, facts):
    """A run that was ended before may have copied it."""
    if facts["key"] not in offsite.keys(facts["key"]):
        return False
    try:
        read_back(offsite, facts)
    except StoreFailed:
        return False
    return True


def refuse_shared(copies, bucket):
    """The folder has the stack's name. Another project, or account, may have a stack of that name; one that is gone writes no more."""
    own = [one["time"] for one in copies if backup_manifest.made_in(one, bucket)]
    for one in copies:
        if not backup_manifest.made_in(one, bucket) and one["time"] > min(own):
            raise MoveFailed(
                f"another stack named {one['stack']!r}, with the bucket {one['bucket']}, copies into the same folder: "
                "the newest copy there may be of either, give each an off-site bucket of its own"
            )
