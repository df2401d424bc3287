"""Checks the markup of templates (only <b>, <i>, <code> and <a href="…">) and tidies blank lines of rendered texts."""

import re
from collections.abc import Iterator

ALLOWED = ("b", "i", "code", "a")
HOLE = "\0"  # replaces an expression of Jinja

_JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_TAG = re.compile(r"<(?P<closing>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?P<rest>[^<>]*)>")
_ANGLE = re.compile(r"<[^>\n]*>?")
_HREF = re.compile(r' href="[^"<>]+"')
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|#\d+);)")
_TRAILING = re.compile(r"[ \t]+\n")
_GAPS = re.compile(r"\n{3,}")


def tidy(text: str) -> str:
    """Strip a text and reduce several blank lines in a row to one."""
    if " \n" in text or "\t\n" in text:  # a search is ten times faster than a substitution, and most texts have neither
        text = _TRAILING.sub("\n", text)
    if "\n\n\n" in text:
        text = _GAPS.sub("\n\n", text)
    return text.strip()


def mistakes(source: str) -> Iterator[tuple[int, str]]:
    """Yield (line, error message) for every tag that is not allowed or not closed."""
    plain = _JINJA.sub(_hole, source)
    opened: list[tuple[str, int]] = []
    for found in _ANGLE.finditer(plain):
        line = plain.count("\n", 0, found.start()) + 1
        if sentence := _wrong(_TAG.fullmatch(found[0]), found[0], opened, line):
            yield line, sentence
    for name, line in opened:
        yield line, f"тег <{name}> не закрыт."
    for found in _ENTITY.finditer(plain):
        yield plain.count("\n", 0, found.start()) + 1, "знак «&» пишут как «&amp;»."


def _hole(found: re.Match[str]) -> str:
    """Return a placeholder for a piece of Jinja code, with as many lines, so that line numbers stay right."""
    return (HOLE if found[0].startswith("{{") else "") + "\n" * found[0].count("\n")


def _wrong(tag: re.Match[str] | None, said: str, opened: list[tuple[str, int]], line: int) -> str | None:
    if tag is None or tag["name"] not in ALLOWED:
        return f'«{said}» не годится: можно только <b>, <i>, <code> и <a href="…">, а знак «<» пишут как «&lt;».'
    if tag["closing"]:
        return _closed(tag["name"], opened)
    opened.append((tag["name"], line))
    good = _HREF.fullmatch(tag["rest"]) if tag["name"] == "a" else not tag["rest"]
    if good:
        return None
    return f'«{said.replace(HOLE, "…")}» не годится: у <a> бывает только href="…", у других тегов нет ничего.'


def _closed(name: str, opened: list[tuple[str, int]]) -> str | None:
    if opened and opened[-1][0] == name:
        opened.pop()
        return None
    return f"тег </{name}> закрывает не то, что открыто последним."
