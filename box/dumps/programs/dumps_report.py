"""What the stack's tasks know of each other, in the bucket, and what CloudWatch is told."""
import backup_state
import boto3
import box_place
import move_place
from backup_store import REFUSALS, Store
from move_container import MoveFailed

NAMESPACE, METRIC = "Ladder", "DumpsVerified"
# Beside the backups, which pruning looks through.
PREFIX, RECORD = "state/", "dumps.json"


def record():
    values = move_place.values()
    return Store(values["BACKUP_BUCKET"], boto3.client("s3", region_name=values["REGION"]), PREFIX)


def load():
    """Of the first task on, so that a drill that never ran is missed."""
    text = record().text(RECORD)
    if text is not None:
        with open(backup_state.PATH, "wb") as file:
            file.write(text)
    backup_state.since()


def save():
    with open(backup_state.PATH, "rb") as file:
        record().put_text(RECORD, file.read())


def tell(well):
    """Silence and 0 are the same to the alarm."""
    dimensions = [{"Name": "Stack", "Value": box_place.document()["stack"]}]
    data = [{"MetricName": METRIC, "Dimensions": dimensions, "Value": float(well)}]
    try:
        client = boto3.client("cloudwatch", region_name=move_place.values()["REGION"])
        client.put_metric_data(Namespace=NAMESPACE, MetricData=data)
    except REFUSALS as error:
        raise MoveFailed(f"CloudWatch could not be told: {error}") from None
