"""Changes of one app that `npm run box` asks for: a new container, the version before, or back from there."""
import json
import os
import subprocess

from box_place import FOLDER, ON_BOX, PROJECT, RefusedError, app_of, folder_of


def restart(request):
    with_container(request["app"])
    return change("restart", request["app"]) if ON_BOX else recreate(request["app"])


def rollback(request):
    with_container(request["app"])
    if not ON_BOX:
        raise RefusedError(
            "npm run local keeps no earlier version: settings and folders say what runs; put the earlier ones back, then npm run local"
        )
    return change("undo" if request["undo"] else "force" if request["force"] else "rollback", request["app"])


def with_container(name):
    if "static" in app_of(name):
        raise RefusedError(f"{name} is a static site: it has no container; put its earlier files back, then pulumi up")


def change(action, name):
    folder = folder_of(name)
    program = os.path.join(folder, "programs/change-app")
    return subprocess.run((program, action, name), env={**os.environ, "folder": folder}, check=False).returncode


def recreate(name):
    """A developer's Docker has one container of each app; requests wait in Caddy meanwhile."""
    project = ("--project-name", PROJECT, "--project-directory", FOLDER)
    files = ("--env-file", f"{FOLDER}/values.env", "--file", f"{FOLDER}/compose.yaml")
    options = ("--detach", "--no-build", "--pull", "never", "--no-deps", "--force-recreate", "--wait", "--wait-timeout", "300")
    made = subprocess.run(
        ("docker", "compose", *project, *files, "up", *options, name),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode != 0:
        raise RefusedError(f"{name} did not become healthy: {(made.stderr.strip().splitlines() or ['no reason'])[-1]}")
    print(json.dumps({"app": name, "outcome": "restarted"}))
    return 0
