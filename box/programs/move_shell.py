"""A shell where PostgreSQL's clients are, that stays: `docker exec` takes longer than most of what is asked."""
import contextlib
import shlex
import subprocess

from client_limit import ClientLimit

END = "ladder-end-of-command"
# Of a command whose container was taken away, or that had no time left.
KILLED = 137


class Shell:
    def __init__(self, command):
        pipe = subprocess.PIPE
        self._bash = subprocess.Popen(
            command,
            **{"stdin": pipe, "stdout": pipe, "stderr": subprocess.STDOUT, "text": True, "encoding": "utf-8", "errors": "replace"},
        )
        self.alive = True
        # Before Docker carries both: it keeps no order between two.
        self._bash.stdin.write("exec 2>&1\n")

    def run(self, command, each, seconds):
        """The command's status and all it said; `each` gets every line at once."""
        with ClientLimit(self._bash, seconds) as limit:
            status, said = self._run(command, each)
        if limit.said:
            self.kill()
            return KILLED, f"{said}error: {limit.said}"
        return status, said

    def _run(self, command, each):
        # One that has ended says so below.
        with contextlib.suppress(BrokenPipeError):
            self._bash.stdin.write(f"{shlex.join(command)} </dev/null\nprintf '\\n%s %d\\n' {END} $?\n")
            self._bash.stdin.flush()
        lines = []
        for line in self._bash.stdout:
            if line.startswith(f"{END} "):
                # Without the line break before the end.
                return int(line.split()[1]), "".join(lines)[:-1]
            lines.append(line)
            each(line)
        self.kill()
        self._bash.stdout.close()
        return KILLED, "".join(lines)

    def kill(self):
        """What runs in the container stays until that is taken away. Whoever reads here comes to the end."""
        self.alive = False
        self._bash.kill()
        self._bash.wait()

