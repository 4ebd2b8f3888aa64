"""The command of a job: its outputs, kept until they are fetched, its input, and every process that it started."""
import os
import signal
import subprocess
import threading
import time

from box_pieces import packed, unpacked

# Answers that are not fetched for so long: whoever asked is gone.
LEASE_SECONDS = 60
# After the last answer was given, for the case that it was lost.
LINGER_SECONDS = 15
# Characters of both outputs in an answer; Run Command keeps 24,000.
ROOM = 22_000
# Output that nobody fetched yet; then the command waits.
UNREAD_BYTES = 1 << 20
LONGEST_WAIT = 20
# Another message takes a second or more; what comes within this time is worth waiting for.
GATHER_SECONDS = 0.3


class Output:
    """What one of the command's outputs said and nobody has confirmed yet."""

    def __init__(self):
        self.start, self.data = 0, b""

    def forget(self, position):
        kept = min(max(position - self.start, 0), len(self.data))
        self.start, self.data = self.start + kept, self.data[kept:]


class Job:
    """The command, its outputs and its input; one message after another, a waiting one lets others pass."""

    def __init__(self, command, mark):
        self.changed = threading.Condition()
        self.mark, self.exit, self.seen, self.asking, self.told = mark, None, time.monotonic(), 0, False
        self.outputs = {"out": Output(), "err": Output()}
        self.input, self.taken, self.ended = b"", 0, False
        environment = {**os.environ, "LADDER_JOB": mark}
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=environment)
        pipes = {"out": self.process.stdout, "err": self.process.stderr}
        self.readers = [self.thread(self.read, self.outputs[name], pipe) for name, pipe in pipes.items()]
        self.thread(self.write)
        self.thread(self.finish)

    @staticmethod
    def thread(work, *arguments):
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        thread.start()
        return thread

    def read(self, output, pipe):
        for data in iter(lambda: os.read(pipe.fileno(), 1 << 16), b""):
            with self.changed:
                self.changed.wait_for(lambda: len(output.data) < UNREAD_BYTES)
                output.data += data
                self.changed.notify_all()

    def write(self):
        while True:
            with self.changed:
                self.changed.wait_for(lambda: self.input or self.ended)
                data = self.input
            try:
                self.process.stdin.write(data)
                self.process.stdin.flush()
            except (BrokenPipeError, ValueError):
                pass
            with self.changed:
                self.input = self.input[len(data) :]
                self.changed.notify_all()
                if self.ended and not self.input:
                    break
        try:
            self.process.stdin.close()
        except BrokenPipeError:
            pass

    def finish(self):
        code = self.process.wait()
        for reader in self.readers:
            reader.join()
        with self.changed:
            self.exit = code if code >= 0 else 128 - code
            self.changed.notify_all()

    def processes(self):
        """Those that carry the job's mark in their environment, as number -> whether it is inside a container."""
        mark, own, found = f"LADDER_JOB={self.mark}".encode(), os.readlink("/proc/self/ns/pid"), {}
        for number in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open(f"/proc/{number}/environ", "rb") as file:
                    if mark in file.read().split(b"\0"):
                        found[int(number)] = os.readlink(f"/proc/{number}/ns/pid") != own
            except OSError:
                # It ended in this moment.
                pass
        return found

    def kill(self, name):
        """Docker's own program passes no signal on; left alone, it ends with the exit code of what it started."""
        found = self.processes()
        for number in [number for number, contained in found.items() if contained] or found:
            try:
                os.kill(number, getattr(signal, f"SIG{name}"))
            except ProcessLookupError:
                pass

    def answer(self, message):
        with self.changed:
            self.asking += 1
        try:
            return self.answered(message)
        finally:
            with self.changed:
                self.asking, self.seen = self.asking - 1, time.monotonic()

    def answered(self, message):
        if "signal" in message:
            self.kill(message["signal"])
        with self.changed:
            for name, output in self.outputs.items():
                output.forget(message.get(name, 0))
            if "input" in message:
                self.take(message["input"])
            self.changed.notify_all()
            if self.changed.wait_for(self.has_news, min(message.get("wait", 0), LONGEST_WAIT)) and self.exit is None:
                # What follows at once comes along.
                self.changed.wait_for(lambda: self.exit is not None, GATHER_SECONDS)
            return self.report()

    def has_news(self):
        return self.exit is not None or any(output.data for output in self.outputs.values())

    def take(self, piece):
        data, at = unpacked(piece["data"]), piece["at"]
        if at <= self.taken < at + len(data) and len(self.input) < UNREAD_BYTES:
            self.input, self.taken = self.input + data[self.taken - at :], at + len(data)
        if piece["end"] and self.taken == at + len(data):
            self.ended = True

    def report(self):
        report, room, whole = {"taken": self.taken}, ROOM, True
        for name, output in self.outputs.items():
            text, size = packed(output.data, room)
            report[name] = {"at": output.start, "data": text}
            room, whole = room - len(text), whole and size == len(output.data)
        self.told = whole and self.exit is not None
        return {**report, "exit": self.exit if self.told else None}

    def abandoned(self):
        with self.changed:
            silence = time.monotonic() - self.seen
            return self.asking == 0 and silence > (LINGER_SECONDS if self.told else LEASE_SECONDS)
