"""Programs where PostgreSQL's clients are that are fed from a stream."""
import contextlib
import dataclasses
import subprocess
import threading

from move_container import MoveFailed, client

# Of what a program says; the first error is among it.
KEPT_LINES = 1000


@dataclasses.dataclass
class Done:
    status: int
    output: bytes
    errors: str


def run(command, pieces=(), line=lambda text: None):
    """`line` is given each line of standard error. What the stream raises is raised when the program has ended."""
    pipe, errors, output = subprocess.PIPE, [], []
    with subprocess.Popen(client(*command), stdin=pipe, stdout=pipe, stderr=pipe) as process:

        def read_errors():
            for found in process.stderr:
                text = found.decode(errors="replace").rstrip("\n")
                line(text)
                if len(errors) < KEPT_LINES or "error" in text.lower():
                    errors.append(text)

        readers = [threading.Thread(target=read_errors), threading.Thread(target=lambda: output.append(process.stdout.read()))]
        for reader in readers:
            reader.start()
        # A program that has what it wants, or has failed, reads no further.
        try:
            with contextlib.suppress(BrokenPipeError):
                for piece in pieces:
                    process.stdin.write(piece)
        finally:
            with contextlib.suppress(BrokenPipeError):
                process.stdin.close()
            for reader in readers:
                reader.join()
    return Done(process.returncode, output[0], "\n".join(errors))


def text_of(file):
    """Text that keeps every byte."""
    done = run(("cat", file))
    if done.status != 0:
        raise MoveFailed(done.errors)
    return done.output.decode("latin-1")


def put_text(file, text):
    done = run(("dd", "status=none", f"of={file}"), [text.encode("latin-1")])
    if done.status != 0:
        raise MoveFailed(done.errors)
