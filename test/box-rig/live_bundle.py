"""Prints what of a version is not live as a whole on the machine; nothing when all is. Usage: live_bundle.py VERSION"""
import glob
import json
import os
import subprocess
import sys

FOLDER = f"/opt/ladder/versions/{sys.argv[1]}"


def output(*words):
    return subprocess.run(words, capture_output=True, check=True, text=True).stdout


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def services():
    place = ["--project-directory", "/opt/ladder", "--env-file", f"{FOLDER}/values.env", "--file", f"{FOLDER}/compose.yaml"]
    return json.loads(output("docker", "compose", *place, "config", "--format", "json"))["services"]


def running(service):
    found = output("docker", "ps", "--quiet", "--filter", f"label=com.docker.compose.service={service}").split()
    return json.loads(output("docker", "inspect", *found)) if found else []


def differences(service, wanted):
    containers = running(service)
    if len(containers) != 1:
        yield f"{service} runs {len(containers)} times"
        return
    config, limits = containers[0]["Config"], containers[0]["HostConfig"]
    if config["Image"] != wanted["image"]:
        yield f"{service} runs {config['Image']} instead of {wanted['image']}"
    if limits["Memory"] != int(wanted["mem_limit"]):
        yield f"{service} may use {limits['Memory']} bytes instead of {wanted['mem_limit']}"
    for name, value in (wanted.get("environment") or {}).items():
        # Compose prints a file that it could read again.
        if f"{name}={value.replace('$$', '$')}" not in config["Env"]:
            yield f"{service} has another {name}"


def folders():
    if os.path.realpath("/opt/ladder/current") != FOLDER:
        yield f"current is {os.path.realpath('/opt/ladder/current')}"
    if read(f"{FOLDER}/caddy/Caddyfile") != read("/etc/ladder/caddy/Caddyfile"):
        yield "another Caddyfile is in place"
    for place in ("/opt/ladder/versions", "/srv/ladder/static/*", "/data/ladder/postgres", "/etc/ladder/*"):
        yield from (f"{path} was left behind" for path in glob.glob(f"{place}/.new*") + glob.glob(f"{place}/*.new"))


for line in folders():
    print(line)
for name, service in services().items():
    for line in differences(name, service):
        print(line)
