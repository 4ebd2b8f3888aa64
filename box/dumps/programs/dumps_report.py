"""What the stack's tasks know of each other, in the bucket, and what CloudWatch is told."""
import datetime

import backup_state
import boto3
import box_place
import move_place
from backup_store import REFUSALS, Store
from move_container import MoveFailed

NAMESPACE, METRIC = "Ladder", "DumpsVerified"
# Beside the backups, which pruning looks through.
PREFIX, RECORD = "state/", "dumps.json"
# From the second Monday of a month to the next one it may be 35.
DRILLED_WITHIN = datetime.timedelta(days=37)


def record():
    values = move_place.values()
    return Store(values["BACKUP_BUCKET"], boto3.client("s3", region_name=values["REGION"]), PREFIX)


def load():
    """Of the first task on, so that a drill that never ran is missed."""
    text = record().text(RECORD)
    if text is not None:
        with open(backup_state.PATH, "wb") as file:
            file.write(text)
    if "since" not in backup_state.load():
        backup_state.save(since=backup_state.now())


def save():
    with open(backup_state.PATH, "rb") as file:
        record().put_text(RECORD, file.read())


def drill_problem():
    """Why the last drill is none to rely on; empty when it is."""
    known = backup_state.load()
    last = known.get("lastDrill", {"ok": True, "error": "", "time": known["since"]})
    if not last["ok"]:
        return f"the last drill failed: {last['error']}"
    age = datetime.datetime.now(datetime.timezone.utc) - datetime.datetime.fromisoformat(last["time"])
    return f"no drill for {age.days} days" if age > DRILLED_WITHIN else ""


def tell(well):
    """Silence and 0 are the same to the alarm."""
    dimensions = [{"Name": "Stack", "Value": box_place.document()["stack"]}]
    data = [{"MetricName": METRIC, "Dimensions": dimensions, "Value": float(well)}]
    try:
        client = boto3.client("cloudwatch", region_name=move_place.values()["REGION"])
        client.put_metric_data(Namespace=NAMESPACE, MetricData=data)
    except REFUSALS as error:
        raise MoveFailed(f"CloudWatch could not be told: {error}") from None
