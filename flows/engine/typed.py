"""What typed text does: it answers the screen, is a command, is read, names a state to go to, or is not understood."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from msgspec.structs import replace

from flows.book.model import GUESS, HOME, LATER, LOST, Book, Door, State, Target
from flows.context import guides, permissions
from flows.context.lists import LISTS, lists_typed
from flows.engine.builder import Walk, holds
from flows.engine.opening import opened
from flows.nlu.intents import Heard
from flows.nlu.message import said_of
from flows.nlu.signature import shape, whole
from flows.nlu.tie_breaks import NOT_OURS
from flows.privacy.codes import alone, codes
from flows.privacy.redaction import CROSSED, joined, redacted
from flows.reading import answers, waited
from flows.reading.answers import Shown
from flows.reading.readers import READERS, Read, Reader
from flows.text.nearness import Near
from flows.text.normal import normal
from flows.values.effects import Link, Missed
from flows.values.events import Opened, Said

LONGEST = 4000  #: characters of one text that are read; the platforms send no more (A1, B2)
KEPT = "\n\u200d\ufe0f"  #: line breaks, and the joints of emoji
FIGURES = re.compile(r"\s*(?:№\s*)?\d{1,3}\s*")  #: a number alone
CODE_ASKED = "welcome/with_code"
TO_THE_SCHOOL = frozenset({"draft", "lesson"})  #: readers of a parent's words: a code alone is none of them

NAMED = (
    HOME,
    ("menu", "rest"),
    ("menu", "topics"),
    ("menu", "further"),
    ("menu", "doubts"),
    ("menu", "special"),
    ("help", "home"),
    ("human", "nobody"),
)
"""Screens whose buttons work by name everywhere."""

NAMED_AT_WORK = (("work", "home"), ("class_chats", "start"))
"""The same for those who may stand there only: their names are ordinary words to everybody else."""

REPLY = "reply"  #: the button of a notice that what is typed under it answers
COMMANDS = {
    "menu": "menu",
    "back": "back",
    "human": "human",
    "help": "help",
    "start": "welcome",
    "my_data": "my_data",
    "stop": "my_data/stop",
}


def clean(text: str) -> str:
    """Give the text without what no keyboard types (surrogates, controls, marks that turn the line), cut to size."""
    cut = text[:LONGEST]
    return cut if cut.isprintable() else "".join(char if char.isprintable() or char in KEPT else " " for char in cut)


def said(walk: Walk, event: Said) -> None:
    """Take one typed text. Its first line crosses out what nobody should have typed; after it nothing else exists."""
    raw = clean(event.text)
    text, struck = redacted(raw, walk.seen.today)
    reader = _reader(walk)
    if reader and reader.raw and not event.edited and _read(walk, reader, raw):
        return None
    if event.edited:
        return _edited(walk, bool(struck))
    if struck:
        walk.note("everywhere/redacted")
    if (held := codes(raw)) and _to_us(walk, reader, raw):
        return _let_in(walk, held)
    return _answer(walk, text, reader, bool(struck))


def begins_in_the_middle(walk: Walk, event: Said) -> bool:
    """Tell whether somebody's first words already say where they want to be."""
    text, struck = redacted(clean(event.text), walk.seen.today)
    command = answers.command(text)
    if _reply_link(walk) is not None or codes(clean(event.text)):
        return True
    if command in {"start", "menu"}:  # they are greeted anyhow, whatever else the word might mean
        return False
    return command is not None or (bool(_heard(walk, text)) and not _mere_answer(walk, text, bool(struck)))


def _heard(walk: Walk, text: str) -> list[Heard]:
    heard = walk.book.ear.hear(text.replace(CROSSED, " "), walk.known.examples)
    return [each for each in heard if each.meaning in walk.book.doors]


def _reader(walk: Walk) -> Reader | None:
    here = walk.here
    return READERS[here.read] if here and here.read else None


def _edited(walk: Walk, struck: bool) -> None:
    walk.note("everywhere/redacted" if struck else "everywhere/edited")
    walk.show()


def _answer(walk: Walk, text: str, reader: Reader | None, struck: bool) -> None:
    if not (reader and reader.free) and (link := _of_notice(walk, text)):
        return opened(walk, Opened(link.flow, link.state, link.told))
    if reader and reader.figures and FIGURES.fullmatch(text) and _read(walk, reader, text):
        return None
    if key := answers.pressed(text, _shown(walk), kept=not lists_typed(walk.here)):
        return press(walk, key)
    if command := answers.command(text):
        return _command(walk, command)
    if reader and not (walk.here and walk.here.discard) and _read(walk, reader, text):
        return None
    return _look_for(walk, text, reader, struck)


def _of_notice(walk: Walk, text: str) -> Link | None:
    # a notice is the last thing the person read: what they type answers it before it answers the screen above
    said = walk.known.spoken
    if said is None:
        return None
    shown = [Shown(link.key, walk.book.label(said.flow, said.state, link.key)) for link in said.links]
    key = answers.pressed(text, shown)
    return next((link for link in said.links if link.key == key), None)


def _reply_link(walk: Walk) -> Link | None:
    # what is typed under words of a teacher, and means nothing else, is the beginning of an answer to them
    links = walk.known.spoken.links if walk.known.spoken else ()
    return next((link for link in links if link.key == REPLY), None)


def _shown(walk: Walk) -> tuple[Shown, ...]:
    at = walk.session
    buttons = _buttons(walk.book, at.flow, at.state, at.shown)
    return (*(Shown(f"={option.value}", option.label) for option in at.options), *buttons) if at.options else buttons


@lru_cache(maxsize=answers.SCREENS)
def _buttons(book: Book, flow: str, state: str, keys: tuple[str, ...]) -> tuple[Shown, ...]:
    return tuple(Shown(key, book.label(flow, state, key)) for key in keys)


def _command(walk: Walk, command: str) -> None:
    if command == "back":
        return walk.step_back()
    return _leave(walk, COMMANDS[command], {})


def _leave(walk: Walk, address: str, told: dict[str, str], *, door: bool = False) -> None:
    walk.drop_owed()
    walk.session = replace(walk.session, back=walk.place() if walk.session.visit else None)
    walk.open(address, told, door=door)


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
    # «хорошо» under the question of consent is no courtesy, and no consent either
    kind = None if "agree" in walk.session.shown else answers.courtesy(text)
    if kind == "greeting" and walk.here and walk.here.keep:  # a message that stands by itself: they begin anew
        return _command(walk, "start")
    if kind:
        walk.note("everywhere/greeting" if kind == "greeting" else "everywhere/courtesy")
        return walk.show()
    if not (reader and reader.free) and (named := answers.place(text, _places(*_named(walk)).names)):
        return _go(walk, named)
    mere = _mere_answer(walk, text, struck)
    heard = [] if mere else _heard(walk, text)
    if heard and heard[0].sure:
        return through(walk, walk.book.doors[heard[0].meaning], heard[0], text)
    if walk.here and walk.here.discard:
        return _discarded(walk, struck)
    if heard and not (reader and reader.free) and _reply_link(walk) is None:
        return _guess(walk, heard, text)
    return _missed(walk, reader, text, struck=struck, mere=mere)


def _mere_answer(walk: Walk, text: str, struck: bool) -> bool:
    """Tell whether so few words are an answer that missed the question on the screen, not a question of their own.

    Of «СНИЛС ребёнка [вычеркнуто]» too little is left to know what was asked; «нет» where nothing was asked is no
    school that is not found.
    """
    said = normal(text.replace(CROSSED, " "))
    here = walk.here
    asked = "agree" in walk.session.shown or (here is not None and here.read is not None)
    return len(said.split()) < (3 if struck else 2 if asked else 1) or said in answers.ANSWERS


def _named(walk: Walk) -> tuple[Book, tuple[tuple[str, str], ...]]:
    flows, known = walk.book.flows, walk.known
    if not known.hats:
        return walk.book, NAMED
    at_work = (at for at in NAMED_AT_WORK if at[0] in flows and permissions.may_stand(flows[at[0]], known))
    return walk.book, (*NAMED, *at_work)


class Places(NamedTuple):
    """Buttons that work by name, with the addresses they open, and their names taken apart."""

    buttons: list[tuple[Shown, Target]]
    names: Near


@lru_cache(maxsize=8)
def _places(book: Book, named: tuple[tuple[str, str], ...]) -> Places:
    """Give the buttons of these screens, by the addresses they open: their names work wherever they are typed."""
    ways = [
        (flow, state, key, way)
        for flow, state in named
        for key, way in (book.state(flow, state) or State()).buttons.items()
    ]
    buttons = [
        (Shown(way.open or f"{flow}/{way.go}", book.label(flow, state, key)), way) for flow, state, key, way in ways
    ]
    return Places(buttons, answers.places([shown for shown, _ in buttons]))


def _go(walk: Walk, address: str) -> None:
    """Go where a button of the map leads; while the map does not show it, to the map. A code is asked for always."""
    named = [(shown, way) for shown, way in _places(*_named(walk)).buttons if shown.key == address]
    there = address == CODE_ASKED or any(holds(way, walk.seen) for _, way in named)
    walk.note("everywhere/heard")
    _leave(walk, address if there else "/".join(HOME), {"heard": named[0][0].label})


def _discarded(walk: Walk, struck: bool) -> None:
    if not struck:
        walk.note("everywhere/discarded")
    walk.show()


def _to_us(walk: Walk, reader: Reader | None, raw: str) -> bool:
    """Tell whether a code is said to the bot; in the words of a question, an answer or a letter it is theirs."""
    return not (reader and reader.free) or (walk.here is not None and walk.here.read in TO_THE_SCHOOL and alone(raw))


def _let_in(walk: Walk, held: tuple[str, ...]) -> None:
    if walk.here and walk.here.read in TO_THE_SCHOOL and walk.session.told.get("draft"):
        walk.note("everywhere/code_apart")  # going to let them in would lose the words typed already
        return walk.show()
    if len(held) == 1:
        return _leave(walk, "welcome/code_said", {"code": held[0]})
    walk.note("everywhere/several_codes")
    return _leave(walk, CODE_ASKED, {})


def through(walk: Walk, door: Door, heard: Heard, text: str) -> None:
    """Go through the door of a meaning, with the words the text told of, and those its flow was told already."""
    before = walk.session.told if door.flow == walk.session.flow else {}
    walk.note("everywhere/heard")
    label = walk.book.label(*GUESS, heard.meaning)
    told = _taken(walk, door, {**before, **heard.entities, **_since(walk, text)})
    _leave(walk, f"{door.flow}/{door.state}", {**told, "heard": label}, door=True)


def _taken(walk: Walk, door: Door, told: Mapping[str, str]) -> dict[str, str]:
    """Give of told words those that the door's flow takes, and what the door itself tells."""
    takes = walk.book.flows[door.flow].takes
    return {**{word: value for word, value in told.items() if word in takes}, **door.told}


def _since(walk: Walk, text: str) -> dict[str, str]:
    since = waited.since(walk.book.ear.tongue.plain(text), walk.seen.today)
    return {"sent_on": since.isoformat()} if since else {}


def _guess(walk: Walk, heard: list[Heard], text: str) -> None:
    # only the shape goes along, should none of it be meant: what was typed is kept nowhere
    said = said_of(walk.book.ear.tongue, text.replace(CROSSED, " "))
    told = {**heard[0].entities, **_since(walk, text), "shape": shape(said, walk.book.ear.tongue)}
    _leave(walk, "/".join(GUESS), {**told, "guesses": ",".join(each.meaning for each in heard)})


def _missed(walk: Walk, reader: Reader | None, text: str, *, struck: bool, mere: bool) -> None:
    if not reader and (link := _reply_link(walk)):
        opened(walk, Opened(link.flow, link.state, link.told))
        return walk.tell(READERS["draft"].reads(Read(text, walk.seen.today)) or {})
    if not mere:
        _counted(walk, text)
        if _again(walk, reader):
            return _leave(walk, "/".join(LOST), {})
    at = walk.session
    walk.session = replace(at, misses=at.misses + 1, notes=(*at.notes, *_unheard(walk, reader, struck=struck)))
    return walk.show()


def _unheard(walk: Walk, reader: Reader | None, *, struck: bool) -> tuple[str, ...]:
    if reader:
        return (f"everywhere/misread_{walk.here.read if walk.here else ''}",)
    return () if struck else ("everywhere/not_understood",)


def _again(walk: Walk, reader: Reader | None) -> bool:
    """Tell whether this is the second text in a row not understood, where nothing that is asked is left by it."""
    at = walk.session
    return bool(at.misses) and not reader and "agree" not in at.shown and (at.flow, at.state) != LOST


def _counted(walk: Walk, text: str) -> None:
    """Count the shape of a text nobody understood, for the school to see.

    What is surely not ours is counted only when all its words are the book's own: a parent may have been sent away.
    """
    if not walk.known.school:
        return
    judged = walk.book.ear.judge(text.replace(CROSSED, " "), walk.known.examples)
    of = shape(judged.said, walk.book.ear.tongue)
    away = judged.meaning == NOT_OURS and judged.sure and not whole(of)
    if of and not away:
        guess = judged.meaning if judged.meaning in walk.book.doors else ""
        walk.effects.append(Missed(walk.known.school, of, guess))


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
    if key == "later":
        told, walk.session = _put_off(walk), guides.put_off(walk.session)
        return _leave(walk, "/".join(LATER), told)
    return _leave(walk, {"menu": "/".join(HOME)}.get(key, key), {})


def _put_off(walk: Walk) -> dict[str, str]:
    # what is put off, and where in it the person stands
    guide = walk.session.flow
    left = guides.stopped(walk.book, walk.session, guide)
    return {"guide": guide, **(guides.counted(walk.book, left) if left else {})}


def _choose(walk: Walk, value: str) -> None:
    here = walk.here
    if here is None or here.chosen is None or here.choices is None:
        return walk.show()
    if here.choices == "guesses":
        door = walk.book.doors.get(value)
        return _through_guess(walk, door) if door else walk.show()
    walk.session = replace(walk.session, back=walk.place())
    return _chosen(walk, here.choices, value, here.chosen)


def _through_guess(walk: Walk, door: Door) -> None:
    _leave(walk, f"{door.flow}/{door.state}", _taken(walk, door, walk.session.told), door=True)


def _chosen(walk: Walk, choices: str, value: str, way: Target) -> None:
    listing = LISTS[choices]
    label = next((option.label for option in walk.session.options if option.value == value), value)
    if listing.word == "child":
        walk.speak_of(value)
    walk.tell({listing.word: value, **({listing.label_word: label} if listing.label_word else {})})
    walk.follow(way)
