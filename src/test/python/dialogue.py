"""Answers the questions of a program that needs a terminal."""

import os
import pty
import re
import select
import signal
import time
from dataclasses import dataclass, field

ANSI = re.compile(r"\x1b\[[0-9;]*m")
# "Stack Name [snaplabel]: ", "Delete it? [y/N]: "
WITH_DEFAULT = re.compile(r"^\s*(.*?) \[([^\]]*)\]: $")
WITHOUT_DEFAULT = re.compile(r"^\s*(\S.*): $")
# A line that ends like this is a question if nothing follows for this time.
QUIET_SECONDS = 3
SECONDS = 120


@dataclass
class Dialogue:
    """Returns the questions, each with the default that it shows (None if it has none)."""

    questions: list[tuple[str, str | None]] = field(default_factory=list)
    output: str = ""
    status: int | None = None


def hold(command, answer, cwd, environment) -> Dialogue:
    """
    Runs a command on a pseudo-terminal until it ends, or asks a question for the third time, or
    takes more than two minutes; in the last two cases it is ended, and has no status.

    :param answer: typed at every question, before Enter
    """
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(cwd)
        os.execvpe(command[0], command, environment)
    held = Dialogue()
    deadline = time.monotonic() + SECONDS
    answered = 0
    try:
        while time.monotonic() < deadline:
            ready, _, _ = select.select([terminal], [], [], QUIET_SECONDS)
            if ready and not (read := _read(terminal)):
                _, status = os.waitpid(process, 0)
                held.status = os.waitstatus_to_exitcode(status)
                return held
            if ready:
                held.output += ANSI.sub("", read)
            line = re.split(r"[\r\n]", held.output[answered:])[-1]
            asked = WITH_DEFAULT.match(line)
            if not asked and not ready:
                asked = WITHOUT_DEFAULT.match(line)
            if asked:
                question, *default = asked.groups()
                held.questions.append((question, default[0] if default else None))
                if held.questions.count(held.questions[-1]) == 3:
                    break
                answered = len(held.output)
                os.write(terminal, f"{answer}\n".encode())
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        return held
    finally:
        os.close(terminal)


def _read(terminal) -> str:
    try:
        return os.read(terminal, 65536).decode(errors="replace")
    except OSError:  # Linux's way to say that the other side is closed
        return ""
