"""A bucket of backups. Nothing of a backup's size is ever held in memory or on a disk."""
import hashlib

import boto3
import botocore.exceptions
from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from move_container import MoveFailed
from move_place import values

# S3 takes 10,000 parts of at least 5 MB; https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html (2026-11-21).
PART, PARTS = 8 << 20, 10_000
CHUNK = 1 << 20
REFUSALS = (botocore.exceptions.ClientError, botocore.exceptions.BotoCoreError, Boto3Error)


def only_new(params, **_):
    """The box's client may be older than this option of S3, which is of 2024."""
    params["headers"]["If-None-Match"] = "*"


class StoreFailed(MoveFailed):
    """What S3 said, or what is wrong with what lies there."""


class Counted:
    """A stream that knows afterwards how much came, and its checksum. `finish` is asked at its end and may raise."""

    def __init__(self, stream, finish=lambda: None):
        self._stream, self._finish, self._sha = stream, finish, hashlib.sha256()
        self.bytes = 0

    def read(self, size=-1):
        data = self._stream.read(size)
        self._sha.update(data)
        self.bytes += len(data)
        if not data and size != 0:
            self._finish()
        return data

    @property
    def facts(self):
        return {"bytes": self.bytes, "sha256": self._sha.hexdigest()}


class Pieces:
    """What `pieces` gives, as a stream."""

    def __init__(self, pieces):
        self._pieces, self._rest = iter(pieces), bytearray()

    def read(self, size=-1):
        """Without a size all: boto3 asks so for what is smaller than a part."""
        while size < 0 or len(self._rest) < size:
            piece = next(self._pieces, None)
            if piece is None:
                break
            self._rest += piece
        wanted = len(self._rest) if size < 0 else size
        found = bytes(self._rest[:wanted])
        del self._rest[:wanted]
        return found


class Store:
    def __init__(self, bucket, client, prefix="backups/"):
        self.bucket, self._s3, self._prefix = bucket, client, prefix

    @staticmethod
    def of_box(bucket=None, prefix="backups/"):
        """Without a name the stack's own."""
        return Store(bucket or values()["BACKUP_BUCKET"], boto3.client("s3", region_name=values()["REGION"]), prefix)

    def put(self, key, stream, expected=0):
        """A part at a time. A stream that raises leaves no object; what is uploaded of it goes with the bucket's clean-up."""
        config = TransferConfig(multipart_threshold=PART, multipart_chunksize=max(PART, 2 * expected // PARTS), use_threads=False)
        self._asked(key, self._s3.upload_fileobj, stream, self.bucket, self._prefix + key, Config=config)

    def put_text(self, key, data):
        self._asked(key, self._s3.put_object, Bucket=self.bucket, Key=self._prefix + key, Body=data)

    def put_new(self, key, data, metadata):
        """Leaves an object alone that is there already."""
        events, name = self._s3.meta.events, "before-call.s3.PutObject"
        events.register_first(name, only_new)
        try:
            self._s3.put_object(Bucket=self.bucket, Key=self._prefix + key, Body=data, Metadata=metadata)
        except botocore.exceptions.ClientError as error:
            if error.response["Error"]["Code"] != "PreconditionFailed":
                raise StoreFailed(f"{key} cannot be written: {error}") from None
        except REFUSALS as error:
            raise StoreFailed(f"{key} cannot be written: {error}") from None
        finally:
            events.unregister(name, only_new)

    def metadata(self, key):
        try:
            return self._s3.head_object(Bucket=self.bucket, Key=self._prefix + key)["Metadata"]
        except REFUSALS as error:
            raise StoreFailed(f"{key} cannot be read: {error}") from None

    def text(self, key):
        """None when there is no such object."""
        return self.text_and_metadata(key)[0]

    def text_and_metadata(self, key):
        """None and nothing when there is no such object."""
        try:
            found = self._s3.get_object(Bucket=self.bucket, Key=self._prefix + key)
            return found["Body"].read(), found["Metadata"]
        except self._s3.exceptions.NoSuchKey:
            return None, {}
        except REFUSALS as error:
            raise StoreFailed(f"{key} cannot be read: {error}") from None

    def pieces(self, key, facts):
        """The object from its beginning to its end; raises at the end when it is not the one that was written."""
        sha, size = hashlib.sha256(), 0
        try:
            body = self._s3.get_object(Bucket=self.bucket, Key=self._prefix + key)["Body"]
            for piece in body.iter_chunks(CHUNK):
                sha.update(piece)
                size += len(piece)
                yield piece
        except REFUSALS as error:
            raise StoreFailed(f"{key} cannot be read: {error}") from None
        if (size, sha.hexdigest()) != (facts["bytes"], facts["sha256"]):
            raise StoreFailed(f"{key} is damaged: its {size} bytes are not the {facts['bytes']} that were written")

    def keys(self, prefix=""):
        """Key -> when it was written."""
        return {key: found["LastModified"] for key, found in self._listed(prefix)}

    def sizes(self, prefix=""):
        """Key -> bytes."""
        return {key: found["Size"] for key, found in self._listed(prefix)}

    def _listed(self, prefix):
        pages = self._s3.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=self._prefix + prefix)
        try:
            return [(found["Key"][len(self._prefix) :], found) for page in pages for found in page.get("Contents", [])]
        except REFUSALS as error:
            raise StoreFailed(f"the bucket {self.bucket} cannot be read: {error}") from None

    def remove(self, keys):
        """The stack's own bucket keeps what is removed as an older version, which the box may not delete."""
        for key in keys:
            self._asked(key, self._s3.delete_object, Bucket=self.bucket, Key=self._prefix + key)

    @staticmethod
    def _asked(key, call, *arguments, **named):
        try:
            call(*arguments, **named)
        except REFUSALS as error:
            raise StoreFailed(f"{key} cannot be written or removed: {error}") from None
