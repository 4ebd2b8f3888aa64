"""Brings the programs of this version, which are in the stack's bundle bucket, into /opt/ladder."""
import json
import os

import boto3

client = boto3.client("s3", region_name=os.environ["REGION"])
text = client.get_object(Bucket=os.environ["BUNDLE_BUCKET"], Key=os.environ["BUNDLE_KEY"])["Body"].read()
for name, file in json.loads(text)["files"].items():
    path = os.path.join("/opt/ladder", name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as target:
        target.write(file["content"])
    os.chmod(path, 0o755 if file.get("executable") else 0o644)
