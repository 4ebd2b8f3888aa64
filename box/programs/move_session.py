"""A psql that stays: starting one for every question takes longer than the question."""
import contextlib
import csv
import subprocess
import sys
import tempfile

import limits
from client_limit import ClientLimit

END = "ladder-end-of-answer"
# Whoever owns a database may comment on it at any length; Python's limit is 128 KB.
csv.field_size_limit(sys.maxsize)


class SessionError(Exception):
    """What psql said before it ended."""


class Session:
    def __init__(self, command):
        """`command` starts psql in the administrator's database."""
        self.database = "postgres"
        self._errors = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")
        options = ("-XqAt", "--csv", "-v", "ON_ERROR_STOP=1")
        pipe = subprocess.PIPE
        self._psql = subprocess.Popen(
            (*command, *options), stdin=pipe, stdout=pipe, stderr=self._errors, text=True, encoding="utf-8"
        )

    def ask(self, sql, database, values, seconds):
        """Rows of text; `values` are psql's variables. An error ends the session, as does an answer that takes longer."""
        lines = [f"\\connect -reuse-previous=on {database}"] if database != self.database else []
        lines += [f"\\set {name} '{escaped(str(value))}'" for name, value in values.items()]
        with ClientLimit(self._psql, seconds) as limit:
            answer = self._answer("\n".join([*lines, sql, f";\n\\echo {END}\n"]))
        if answer is None or limit.said:
            self._errors.seek(0)
            raise SessionError(limit.said or self._errors.read())
        self.database = database
        # A row with nothing but a NULL is an empty line.
        return [row or [""] for row in csv.reader(answer)]

    def _answer(self, text):
        """None when psql has ended."""
        try:
            self._psql.stdin.write(text)
            self._psql.stdin.flush()
        except BrokenPipeError:
            pass
        lines = []
        for line in self._psql.stdout:
            if line == f"{END}\n":
                return lines
            lines.append(line)
        self._psql.wait()
        return None

    def close(self):
        # What it was not told any more does not matter once it is gone.
        with contextlib.suppress(BrokenPipeError):
            self._psql.stdin.close()
        self._psql.stdout.close()
        try:
            self._psql.wait(limits.END)
        except subprocess.TimeoutExpired:
            self._psql.kill()
            self._psql.wait()
        self._errors.close()


def escaped(text):
    return text.replace("\\", "\\\\").replace("'", "''")
