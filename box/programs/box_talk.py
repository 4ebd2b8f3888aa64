"""A command that goes on while messages about it come and go: Run Command keeps 24,000 characters of output, shows them at
its end, and has no input.

A message is JSON, and so is its answer; every position counts bytes from the beginning, so that a message that is lost,
or comes twice, changes nothing. Fields, all optional but the id:
  id      of the job; its first message starts it
  start   the request, as for `box-command direct`
  input   {at, data, end}: a piece of the input, compressed and in base64; end: nothing follows
  out,err positions up to which the output is known; what is before them is forgotten
  signal  INT, TERM or KILL, for every process of the job, inside containers too
  wait    seconds to wait for news
Answer: {out, err: {at, data}, taken, exit}; exit, null while it runs, comes with the last of the output. `lost` says why
there is no such job.
"""
import base64
import json
import os
import re
import socket
import socketserver
import subprocess
import sys
import threading
import time

from box_job import Job

JOBS = "/run/ladder/jobs"
PROGRAM = os.path.join(os.path.dirname(os.path.realpath(__file__)), "box-command")
START_SECONDS = 10
# Nobody repeats a message that is older.
REMEMBERED_SECONDS = 3600


class Server(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True
    job = None


class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        line = self.rfile.readline()
        if line:
            self.wfile.write(json.dumps(self.server.job.answer(json.loads(line))).encode() + b"\n")


def folder_of(number):
    if not re.fullmatch(r"[0-9a-f]{32}", number):
        raise ValueError("not the id of a job")
    return os.path.join(JOBS, number)


def serve(number):
    """Until the last answer was given, or nobody asks any more."""
    folder = folder_of(number)
    with open(os.path.join(folder, "request"), encoding="utf-8") as file:
        request = base64.b64encode(file.read().encode()).decode()
    os.remove(os.path.join(folder, "request"))
    with Server(os.path.join(folder, "socket"), Handler) as server:
        server.job = Job((sys.executable, "-B", PROGRAM, "direct", request), number)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        while not server.job.abandoned():
            time.sleep(1)
        for name in ("INT", "TERM", "KILL"):
            if server.job.exit is None:
                server.job.kill(name)
                with server.job.changed:
                    server.job.changed.wait_for(lambda: server.job.exit is not None, 3)
    os.remove(os.path.join(folder, "socket"))


def start(number, request):
    """The folder stays, so that a first message that comes again much later starts nothing."""
    folder = folder_of(number)
    os.makedirs(JOBS, mode=0o700, exist_ok=True)
    forget_old_jobs()
    try:
        os.mkdir(folder, 0o700)
    except FileExistsError:
        return
    with open(os.open(os.path.join(folder, "request"), os.O_CREAT | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
        json.dump(request, file)
    unit = ("systemd-run", "--quiet", "--collect", f"--unit=ladder-job-{number}", "--description=A command of npm run box")
    subprocess.run((*unit, sys.executable, "-B", PROGRAM, "serve", number), stdin=subprocess.DEVNULL, check=True)


def forget_old_jobs():
    for name in os.listdir(JOBS):
        path = os.path.join(JOBS, name)
        try:
            if time.time() - os.path.getmtime(path) > REMEMBERED_SECONDS:
                os.rmdir(path)
        except OSError:
            # One that is at work, or that somebody else has just removed.
            pass


def talk(message):
    if "start" in message:
        start(message["id"], message["start"])
    path = os.path.join(folder_of(message["id"]), "socket")
    deadline = time.monotonic() + (START_SECONDS if "start" in message else 0)
    while True:
        try:
            return asked(path, message)
        except (FileNotFoundError, ConnectionError):
            if time.monotonic() > deadline:
                return {"lost": "the box knows no such job any more: it ended, or the box was started anew"}
            time.sleep(0.05)


def asked(path, message):
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(path)
        connection.sendall(json.dumps(message).encode() + b"\n")
        with connection.makefile("r", encoding="utf-8") as answer:
            line = answer.readline()
    if not line:
        raise ConnectionResetError
    return json.loads(line)
