"""What typed text does: it answers the screen, is a command, is read, names a state to go to, or is not understood."""

from msgspec.structs import replace

from flows import answers
from flows.answers import Shown
from flows.events import Said
from flows.lists import LISTS
from flows.meanings import Heard
from flows.model import GUESS, HOME, Door, Target
from flows.readers import CODE, READERS, Read, Reader
from flows.redaction import joined, redacted
from flows.walk import Walk

COMMANDS = {
    "menu": "menu",
    "back": "back",
    "human": "human",
    "help": "help",
    "start": "welcome",
    "my_data": "my_data",
    "stop": "my_data/stop",
}


def said(walk: Walk, event: Said) -> None:
    """Take one typed text. Its first line crosses out what nobody should have typed; after it nothing else exists."""
    raw, text, struck = event.text, *redacted(event.text, walk.seen.today)
    reader = _reader(walk)
    if reader and reader.raw and not event.edited and _read(walk, reader, raw):
        return None
    if event.edited:
        return _edited(walk, bool(struck))
    if code_alone(raw) and not (reader and reader.free):
        return _leave(walk, "welcome/code_said", {"code": raw.strip()})
    if struck:
        walk.note("everywhere/redacted")
    return _answer(walk, text, reader, bool(struck))


def begins_in_the_middle(walk: Walk, event: Said) -> bool:
    """Tell whether somebody's first words already say where they want to be."""
    text = redacted(event.text, walk.seen.today).text
    heard = any(each.meaning in walk.book.doors for each in walk.book.ear.hear(text))
    return heard or code_alone(event.text) or answers.command(text) not in {None, "start", "menu"}


def _reader(walk: Walk) -> Reader | None:
    return READERS[walk.here.read] if walk.here and walk.here.read else None


def _edited(walk: Walk, struck: bool) -> None:
    walk.note("everywhere/redacted" if struck else "everywhere/edited")
    walk.show()


def _answer(walk: Walk, text: str, reader: Reader | None, struck: bool) -> None:
    if key := answers.pressed(text, _shown(walk)):
        return press(walk, key)
    if command := answers.command(text):
        return _command(walk, command)
    if reader and not (walk.here and walk.here.discard) and _read(walk, reader, text):
        return None
    return _look_for(walk, text, reader, struck)


def _shown(walk: Walk) -> list[Shown]:
    at = walk.session
    lines = [Shown(f"={option.value}", option.label) for option in at.options]
    return [*lines, *(Shown(key, walk.book.label(at.flow, at.state, key)) for key in at.shown)]


def _command(walk: Walk, command: str) -> None:
    if command == "back":
        return walk.step_back()
    return _leave(walk, COMMANDS[command], {})


def _leave(walk: Walk, address: str, told: dict[str, str]) -> None:
    walk.session = replace(walk.session, back=walk.place() if walk.session.visit else None)
    walk.open(address, told)


def _read(walk: Walk, reader: Reader, text: str) -> bool:
    draft = walk.session.told.get("draft", "")
    whole = joined(draft, text, walk.seen.today).text if reader.free else text
    words = reader.reads(Read(whole, walk.seen.today, draft))
    if words is None or walk.here is None or walk.here.next is None:
        return False
    way = walk.here.next
    walk.tell(words)
    walk.session = replace(walk.session, back=walk.place())
    walk.follow(way)
    return True


def _look_for(walk: Walk, text: str, reader: Reader | None, struck: bool) -> None:
    heard = [each for each in walk.book.ear.hear(text) if each.meaning in walk.book.doors]
    if heard and heard[0].sure:
        return through(walk, walk.book.doors[heard[0].meaning], heard[0])
    if walk.here and walk.here.discard:
        return _discarded(walk, struck)
    if heard and not (reader and reader.free):
        return _guess(walk, heard)
    return _missed(walk, reader, struck)


def _discarded(walk: Walk, struck: bool) -> None:
    if not struck:
        walk.note("everywhere/discarded")
    walk.show()


def code_alone(text: str) -> bool:
    """Tell whether a text is nothing but what looks like a code of ours: small letters, digits and a dash."""
    word = text.strip()
    if word != word.lower():
        return False
    shaped = CODE.fullmatch(word) is not None and "-" in word.strip("-_")
    return shaped and any(c.isdigit() for c in word) and any(c.isalpha() for c in word)


def through(walk: Walk, door: Door, heard: Heard) -> None:
    """Go through the door of a meaning, with the words the text told of, and those its flow was told already."""
    flow = walk.book.flows[door.flow]
    before = walk.session.told if door.flow == walk.session.flow else {}
    told = {word: value for word, value in {**before, **heard.told}.items() if word in flow.takes}
    walk.note("everywhere/heard")
    _leave(walk, f"{door.flow}/{door.state}", {**told, **door.told})


def _guess(walk: Walk, heard: list[Heard]) -> None:
    _leave(walk, "/".join(GUESS), {"guesses": ",".join(each.meaning for each in heard)})


def _missed(walk: Walk, reader: Reader | None, struck: bool) -> None:
    if reader:
        walk.note(f"everywhere/misread_{walk.here.read if walk.here else ''}")
    elif not struck:
        walk.note("everywhere/not_understood")
    walk.session = replace(walk.session, misses=walk.session.misses + 1)
    walk.show()


def press(walk: Walk, key: str) -> None:
    """Take a button that the screen shows: a line of its list, a turn of the page, a universal one, or its own."""
    here = walk.here
    if here is None:
        return walk.home()
    if key.startswith("="):
        return _choose(walk, key[1:])
    if key in {"more", "less"} and key not in here.buttons:
        return _turn(walk, 1 if key == "more" else -1)
    if key not in here.buttons:
        return _universal(walk, key)
    walk.session = replace(walk.session, back=walk.place())
    return walk.follow(here.buttons[key])


def _turn(walk: Walk, by: int) -> None:
    walk.session = replace(walk.session, page=walk.session.page + by)
    walk.show()


def _universal(walk: Walk, key: str) -> None:
    if key == "back":
        return walk.step_back()
    return _leave(walk, {"menu": "/".join(HOME)}.get(key, key), {})


def _choose(walk: Walk, value: str) -> None:
    here = walk.here
    if here is None or here.chosen is None or here.choices is None:
        return walk.show()
    if here.choices == "guesses":
        door = walk.book.doors[value]
        return _leave(walk, f"{door.flow}/{door.state}", dict(door.told))
    walk.session = replace(walk.session, back=walk.place())
    return _chosen(walk, here.choices, value, here.chosen)


def _chosen(walk: Walk, choices: str, value: str, way: Target) -> None:
    listing = LISTS[choices]
    label = next((option.label for option in walk.session.options if option.value == value), value)
    if listing.word == "child":
        walk.session = replace(walk.session, child=value)
    walk.tell({listing.word: value, **({listing.label_word: label} if listing.label_word else {})})
    walk.follow(way)
