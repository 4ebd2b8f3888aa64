"""The store outside AWS that verified backups are copied to. It speaks S3's language: R2, B2, MinIO and others."""
import json
import os

import boto3
import box_place
from backup_store import Store
from botocore.config import Config
from move_container import MoveFailed

# Checksums that newer clients add by themselves are refused by some stores; what was written is read back anyway.
# https://docs.aws.amazon.com/sdkref/latest/guide/feature-dataintegrity.html (2026-11-21). Older clients know no such option.
PLAIN = {name: "when_required" for name in ("request_checksum_calculation", "response_checksum_validation")}


def wanted():
    """The settings; None when nothing is copied."""
    return box_place.document().get("backups", {}).get("offsite")


def open_store(stack=None):
    """Several stacks may share a bucket: each has a folder of its own. Without a name this stack's."""
    offsite = wanted()
    if offsite is None:
        raise MoveFailed("this stack has no off-site store: backups.offsite names one")
    with open(os.path.join(box_place.SECRETS, "offsite.json"), encoding="utf-8") as file:
        key = json.load(file)
    client = boto3.client(
        "s3",
        endpoint_url=offsite["endpoint"],
        region_name=offsite["region"],
        aws_access_key_id=key["accessKeyId"],
        aws_secret_access_key=key["secretAccessKey"],
        config=configuration(),
    )
    return Store(offsite["bucket"], client, f"{stack or box_place.document()['stack']}/backups/")


def configuration():
    options = {"connect_timeout": 15, "read_timeout": 60, "retries": {"max_attempts": 4, "mode": "standard"}}
    known = {name: value for name, value in PLAIN.items() if name in Config.OPTION_DEFAULTS}
    # A bucket's name as a host's is not what every store has a certificate for.
    return Config(**options, **known, s3={"addressing_style": "path"})
