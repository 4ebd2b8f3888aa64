"""What the box's programs expect around them, in a task that has nothing but PostgreSQL's clients and this version's folder."""
import json
import os

PROGRAMS = os.path.dirname(os.path.realpath(__file__))
FOLDER = os.path.dirname(PROGRAMS)
ROOT = "/run/ladder"
SECRETS = f"{ROOT}/secrets"
# As a box's container with the clients calls them.
NAMES = {"/programs": PROGRAMS, "/exchange": f"{ROOT}/exchange"}


def prepare():
    """The secrets are where box/dumps/start.sh left them."""
    os.umask(0o077)
    for name in ("exchange", "state", "run"):
        os.makedirs(f"{ROOT}/{name}", exist_ok=True)
    for name, folder in NAMES.items():
        if not os.path.lexists(name):
            os.symlink(folder, name)
    write("move.pgpass", f"*:*:*:{administrator()}:{secret('BACKUP_PASSWORD')}\n")
    if os.path.exists(f"{SECRETS}/OFFSITE_KEY"):
        key = {"accessKeyId": secret("OFFSITE_KEY_ID"), "secretAccessKey": secret("OFFSITE_KEY")}
        write("offsite.json", json.dumps(key) + "\n")
    os.environ.update(
        LADDER_CLIENTS="here",
        LADDER_PROJECT="ladder",
        LADDER_FOLDER=FOLDER,
        LADDER_SECRETS=SECRETS,
        LADDER_STATE=f"{ROOT}/state",
        LADDER_RUN=f"{ROOT}/run",
        PGPASSFILE=f"{SECRETS}/move.pgpass",
    )


def administrator():
    with open(os.path.join(FOLDER, "box.json"), encoding="utf-8") as file:
        return json.load(file)["dataHome"]["rds"]["admin"]


def secret(name):
    with open(f"{SECRETS}/{name}", encoding="utf-8") as file:
        return file.read()


def write(name, text):
    with open(f"{SECRETS}/{name}", "w", encoding="utf-8") as file:
        file.write(text)
