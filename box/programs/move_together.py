"""Steps for several databases at the same time."""
import concurrent.futures
import threading

# More would not fit beside PostgreSQL on a box with 1 GB, nor into its two processors.
AT_ONCE = 2


class Together:
    """After one step failed no other begins; `give_up` ends what is under way."""

    def __init__(self, give_up=lambda: None):
        self.give_up = give_up
        self.stopped = threading.Event()

    def run(self, steps, beside=()):
        """Raises what the first failure was. `beside` are done one after the other meanwhile."""
        waiting, others = iter(steps), iter(beside)
        with concurrent.futures.ThreadPoolExecutor(AT_ONCE + 1) as pool:
            work = [pool.submit(self.work, lane) for lane in [waiting] * AT_ONCE + [others]]
            try:
                outcomes = [future.exception() for future in concurrent.futures.as_completed(work)]
            except KeyboardInterrupt:
                self.stop()
                raise
        for error in outcomes:
            if error:
                raise error

    def work(self, lane):
        try:
            for step in lane:
                if self.stopped.is_set():
                    return
                step()
        except Exception:
            if not self.stopped.is_set():
                self.stop()
                raise

    def stop(self):
        self.stopped.set()
        self.give_up()
