"""The files of an app's volume: a compressed archive, straight to the bucket, read back whole. Files that change meanwhile are
archived as they are found; a database among them is not safe so, and belongs into PostgreSQL."""
import os
import subprocess
import tempfile

import backup_upload
from backup_store import StoreFailed

KEPT = ("--numeric-owner", "--xattrs", "--acls")
READ = ("tar", "--create", "--use-compress-program=gzip -1", *KEPT, "--sparse", "--one-file-system")
# GNU tar: 1 says that a file changed while it was read.
WHOLE = (0, 1)


def make(store, identifier, volume, say):
    say(f"{volume['path']}: archiving")
    key = f"{identifier}/volumes/{volume['app']}/{os.path.basename(volume['path'])}.tar.gz"
    archive = upload(store, key, volume["path"])
    files = read_back(store, archive)
    return {**volume, "files": files, "archive": archive}


def upload(store, key, path):
    command = (*READ, "--directory", path, ".")
    return backup_upload.upload(
        store, key, command, size_of(path), lambda said: f"{path} cannot be read: {backup_upload.first_line(said)}", WHOLE
    )


def size_of(path):
    """What the volume's disk holds at most: the parts of the upload follow from it."""
    disk = os.statvfs(path)
    return (disk.f_blocks - disk.f_bfree) * disk.f_frsize


def read_back(store, archive):
    """How many entries it has."""
    return len(tar(("--list",), store.pieces(archive["key"], archive)).splitlines())


def unpack(store, part, folder):
    archive = part["archive"]
    tar(("--extract", *KEPT, "--directory", folder), store.pieces(archive["key"], archive))


def tar(options, pieces):
    """Fed from a stream; what the stream raises is raised when tar has ended."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        command = ("tar", "--gzip", "--file", "-", *options)
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=output, stderr=errors) as process:
            try:
                for piece in pieces:
                    process.stdin.write(piece)
            except BrokenPipeError:
                pass
        if process.returncode != 0:
            errors.seek(0)
            said = errors.read().decode(errors="replace").strip().splitlines() or ["tar failed"]
            raise StoreFailed(f"the archive cannot be read: {said[0]}")
        output.seek(0)
        return output.read()
