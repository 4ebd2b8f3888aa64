"""Ends a client of Docker that has no time left: who reads from it comes to the end then. What it ran in a container stays until
that is taken away."""
import threading


class ClientLimit:
    """Counts from now; `seconds` is None where somebody else sees to the end."""

    def __init__(self, process, seconds):
        self.process, self.seconds, self.said = process, seconds, ""
        self.timer = threading.Timer(seconds or 0, self.end)
        self.timer.daemon = True
        if seconds is not None:
            self.timer.start()

    def end(self):
        self.said = f"no answer within {self.seconds} seconds"
        self.process.kill()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.timer.cancel()
