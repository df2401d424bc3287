"""Follows a `.bat` file as cmd does, for as much of its language as `start.bat` uses."""

import re
from collections.abc import Callable, Mapping, Sequence

Command = Callable[[str], int]


class Followed(Exception):
    """The file was followed for longer than any start takes."""


def follow(text: str, command: Command, *, exist: Sequence[str] = (), variables: Mapping[str, str] = {}) -> list[str]:
    """Return the commands that the file runs, in order. `command` gives the exit code of each.

    `exist`: the files that are there. `variables`: set before the start; «%~1» is the first argument.
    """
    lines = [line.strip() for line in text.splitlines()]
    labels = {line[1:].lower(): number for number, line in enumerate(lines) if line.startswith(":")}
    known: dict[str, str] = {}
    ran: list[str] = []
    at = code = 0
    for _ in range(300):
        if at >= len(lines):
            return ran
        line, at = lines[at], at + 1
        for name, value in {**variables, "%errorlevel%": str(code)}.items():
            line = line.replace(name, value)
        while line.startswith("if "):
            line = _then(line, exist, known)
        for part in line.split(" || "):
            if not part or part.startswith(("rem ", ":", "@echo", "echo ", "chcp ", "cd ")):
                break
            if part == "exit /b":
                return ran
            if part.startswith("goto "):
                at = labels[part.removeprefix("goto ").lower()]
                break
            if setting := re.fullmatch(r"set (\w+)=(.*)", part):
                known[setting[1]] = setting[2]
                break
            ran.append(part)
            code = command(part)
            if code == 0:
                break
    raise Followed(ran[-1])


def _then(line: str, exist: Sequence[str], known: Mapping[str, str]) -> str:
    """Return what an `if` leads to; empty if its condition is false."""
    negated = line.startswith("if not ")
    rest = line.removeprefix("if ").removeprefix("not ").removeprefix("/i ")
    if found := re.match(r"exist (\S+) ", rest):
        true = found[1] in exist
    elif found := re.match(r"defined (\w+) ", rest):
        true = bool(known.get(found[1]))
    else:
        found = re.match(r'"?([^"=\s]*)"?=="?([^"\s]*)"? ', rest)
        assert found, line
        true = found[1].lower() == found[2].lower()
    return rest[found.end() :] if true != negated else ""
