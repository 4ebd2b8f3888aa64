"""A base backup: all files of the server while it serves, straight to the bucket, and read back: each file by its checksum, and
each page by PostgreSQL's own when it was read. With the log since then it brings back any later second."""
import hashlib
import json
import tarfile
import time

import backup_run
import backup_upload
import box_place
import data_home
import point_store
import wal_names
import wal_record
import wal_upload
from backup_store import Pieces, StoreFailed
from move_container import CONTAINER, MoveFailed

# Over the address that PostgreSQL's own access rules let replication in by; the clients are in the server's network.
COMMAND = (
    *("pg_basebackup", "--host=127.0.0.1", "--username=postgres", "--no-password", "--pgdata=-", "--format=tar", "--wal-method=none"),
    # What a small server has in its buffers is written in a moment; spread, the checkpoint takes minutes of the lock.
    *("--checkpoint=fast", "--compress=gzip:1", "--manifest-checksums=SHA256", "--no-sync"),
)
READ = 1 << 20


def make(store, say):
    """Returns it, once it is whole; None where the databases are elsewhere."""
    if data_home.current(box_place.document()) != "box":
        return None
    began = time.monotonic()
    server = backup_run.open_server()
    size = int(server.one("select sum(pg_database_size(oid)) from pg_database"))
    server.close()
    record = wal_upload.run(say)
    base = {"id": point_store.new_id(), "line": record["line"], "major": int(record["line"].split("-")[0])}
    say("copying the server's files")
    archive = upload(store, point_store.base_key(base["line"], base["id"], "base.tar.gz"), size)
    base |= {"time": point_store.now(), "archive": archive}
    say("reading them back")
    base |= read_back(store, archive)
    base["seconds"] = round(time.monotonic() - began)
    finish(store, base, say)
    return base


def finish(store, base, say):
    """It counts when all of the log that it needs is there, too."""
    record = wal_upload.run(say)
    there = point_store.Line(store, base["line"], store.keys(f"{base['line']}/wal/")).log_of(base)
    if record is None or record["line"] != base["line"] or base["last"] not in there:
        raise MoveFailed(f"the log from {base['first']} to {base['last']} is not in the bucket: npm run box -- backup tries again")
    point_store.write_base(store, base)
    with wal_upload.alone():
        wal_record.save({**wal_record.load(), "base": {key: base[key] for key in ("id", "time")}})


def upload(store, key, expected):
    command = ("docker", "exec", CONTAINER, *COMMAND)
    return backup_upload.upload(
        store, key, command, expected, lambda said: f"pg_basebackup failed: {backup_upload.first_line(said)}"
    )


def read_back(store, archive):
    """Segments that it needs, and its size."""
    found, manifest = contents(Pieces(store.pieces(archive["key"], archive)))
    if manifest is None:
        raise StoreFailed(f"{archive['key']} has no manifest")
    for file in manifest["Files"]:
        path = file.get("Path") or bytes.fromhex(file["Encoded-Path"]).decode(errors="surrogateescape")
        if found.get(path) != (file["Size"], file["Checksum"]):
            raise StoreFailed(f"{archive['key']}: {path} is not what the server has")
    (log,) = manifest["WAL-Ranges"]
    ends = (wal_names.position_of(log["Start-LSN"]), wal_names.position_of(log["End-LSN"]) - 1)
    first, last = (wal_names.segment_at(log["Timeline"], end) for end in ends)
    return {"first": first, "last": last, "files": len(found), "unpacked": sum(size for size, _ in found.values())}


def contents(stream):
    """Path -> size and checksum of every file in the archive, and what pg_basebackup says of them."""
    found, manifest = {}, None
    try:
        with tarfile.open(fileobj=stream, mode="r|gz") as archive:
            for member in archive:
                if member.isfile():
                    file = archive.extractfile(member)
                    if member.name == "backup_manifest":
                        manifest = json.load(file)
                    else:
                        found[member.name.removeprefix("./")] = (member.size, checksum(file))
    except (tarfile.TarError, EOFError, OSError, ValueError) as error:
        raise StoreFailed(f"the base backup cannot be read: {error}") from None
    # Beyond the archive's own end lies padding; only a stream that was read to its end has been checked.
    while stream.read(READ):
        pass
    return found, manifest


def checksum(file):
    sha = hashlib.sha256()
    for piece in iter(lambda: file.read(READ), b""):
        sha.update(piece)
    return sha.hexdigest()
