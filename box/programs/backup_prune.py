"""Which backups go. Only what enough newer ones make needless: whole, read back, and not suddenly smaller."""
import datetime

import backup_manifest

# What a run that was killed left without a manifest.
ABANDONED = datetime.timedelta(days=1)


def needless(manifests, keep):
    """Identifiers to remove of those given, the newest first. 0 keeps all. The last one with a database or a volume stays: an app that
    left the settings, by mistake or under another name, is in no newer one."""
    good, gone, known = 0, [], set()
    for manifest in manifests:
        names = {part["name"] for part in backup_manifest.parts(manifest)}
        if keep and good >= keep and names <= known:
            gone.append(manifest["id"])
        if backup_manifest.verified(manifest) and not manifest["shrunk"]:
            good, known = good + 1, known | names
    return gone


def prune(store, keep, bucket=None):
    """The manifest goes first: what a killed run leaves of a backup is no backup, and goes the next time. `bucket`: only of backups
    that were made there; others are neither counted nor removed."""
    keys = store.keys()
    now = datetime.datetime.now(datetime.timezone.utc)
    whole = {key.split("/")[0] for key in keys if key.endswith("/manifest.json")}
    store.remove(key for key, written in keys.items() if key.split("/")[0] not in whole and now - written > ABANDONED)
    gone = needless((one for one in backup_manifest.all_of(store) if bucket is None or backup_manifest.made_in(one, bucket)), keep)
    for identifier in gone:
        parts = [key for key in keys if key.startswith(f"{identifier}/")]
        store.remove(sorted(parts, key=lambda key: key != backup_manifest.key_of(identifier)))
    return gone
