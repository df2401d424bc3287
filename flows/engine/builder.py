"""One turn being made: how a session moves from state to state, and what it wishes on the way.

A `Walk` is the only mutable thing in the engine; it lives for one call of `advance`.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

from msgspec.structs import replace

from flows.book.model import CONSENT, CONSENT_VERSION, HOME, Book, Flow, State, Target, Universal
from flows.context import guides, permissions
from flows.context.consent import goes_without, owes_consent
from flows.context.known import Known
from flows.context.lists import LISTS
from flows.context.promises import moment
from flows.context.seen import Seen
from flows.engine.doing import Done, done
from flows.rules import RULES
from flows.values.commands import COMMANDS
from flows.values.effects import FINAL, Ask, Button, Do, Effect, OpenTicket, Say, Wait
from flows.values.events import Option
from flows.values.session import Left, Place, Session, about

STEPS = 40  #: states a turn may pass; more is a loop of the book's author, and the person is taken home
ASIDES = 3  #: places that can wait to be returned to
LINES = 8  #: lines of a list shown at once
HUMAN = "human"  #: the flow where a parent asks a human
KEYS = 10  #: buttons of a screen, a list's lines and the universal ones included (the strictest keyboard, B3)


class Walk:
    """The session, what is known and the effects, so far."""

    __slots__ = ("_by_door", "book", "effects", "known", "now", "path", "session")

    def __init__(self, book: Book, session: Session, known: Known, now: datetime) -> None:
        """Start where the chat stands."""
        self.book, self.session, self.known, self.now = book, session, known, now
        self.effects: list[Effect] = []
        self.path: list[tuple[str, str]] = []
        self._by_door = False  #: a question typed anywhere led here, and no way was taken

    # Where we are

    @property
    def seen(self) -> Seen:
        """Give what a rule may look at, now."""
        return Seen(self.book, self.session, self.known, self.now)

    @property
    def here(self) -> State | None:
        """Give the state the session stands in, None when the book has it no more."""
        return self.book.state(self.session.flow, self.session.state)

    def place(self, *, enter: bool = False) -> Place:
        """Give the present place, to come back to."""
        at = self.session
        return Place(flow=at.flow, state=at.state, told=at.told, child=at.child, enter=enter)

    def note(self, path: str) -> None:
        """Say a text above the next screen."""
        self.session = replace(self.session, notes=(*self.session.notes, path))

    def tell(self, words: Mapping[str, str]) -> None:
        """Add told words."""
        if words:
            self.session = replace(self.session, told={**self.session.told, **words})

    # Moving

    def follow(self, way: Target) -> None:
        """Take a way: within the flow, to another flow, back, or home from an aside."""
        self.session = replace(self.session, found={**self.session.found, **way.find}) if way.find else self.session
        if way.open:
            self.open(way.open, self._handed(way))
        elif way.go == "return":
            self.come_back()
        elif way.go == "back":
            self.step_back()
        elif way.go == "resume":
            self.resume()
        elif way.go == "without":
            self.go_without()
        else:
            self.tell(way.tell)
            self.enter(self.session.flow, str(way.go))

    def _handed(self, way: Target) -> dict[str, str]:
        told = self.session.told
        return {**{word: told[word] for word in way.hand if word in told}, **way.gives, **way.tell}

    def open(self, address: str, told: Mapping[str, str], *, door: bool = False) -> None:
        """Open `flow` or `flow/state` with nothing told but `told`; the map forgets what was interrupted.

        Through a door a question is answered at once: no recap stands before it.
        """
        name, _, state = address.partition("/")
        flow = self.book.flows.get(name)
        if flow is None or not permissions.may_stand(flow, self.known):
            return self.refuse("closed_door")
        told = {**self._mender(name), **self._heard(), **told}
        self.session = replace(self.session, told=told, asides=self._still_interrupted(name))
        state, self._by_door = state or flow.start, door
        return self.enter(name, state) if door else self.cross(name, state)

    def _mender(self, name: str) -> dict[str, str]:
        # whoever calls a human says by where they stand who mends it (D7)
        if name != HUMAN or self.here is None:
            return {}
        mends = self.here.mends or self.book.flows[self.session.flow].mends
        return {"mends": mends} if mends else {}

    def _heard(self) -> dict[str, str]:
        # the note above the next screen says how a text was understood, wherever that screen is
        label = self.session.told.get("heard") if "everywhere/heard" in self.session.notes else None
        return {"heard": label} if label else {}

    def cross(self, flow: str, state: str) -> None:
        """Come into a flow from outside: who left a guide half-way is met by its recap instead of its start."""
        left = guides.half_way(self.book, self.session, flow)
        if left and state == self.book.flows[flow].start:
            return self._recap(flow, left)
        return self.enter(flow, state)

    def _recap(self, flow: str, left: Left) -> None:
        self.tell(guides.counted(self.book, left))
        self.enter(flow, str(self.book.flows[flow].recap))

    def resume(self) -> None:
        """Go back to the step a guide was left at; from outside it, to its recap."""
        name = self.session.flow
        if self.book.flows[name].recap is None:
            return self._come_back_to(self.session.told.get("guide") or guides.newest(self.book, self.session))
        left = guides.half_way(self.book, self.session, name)
        return self.restore(left.place) if left else self.enter(name, self.book.flows[name].start)

    def _come_back_to(self, guide: str) -> None:
        guide, _ = self.book.renamed.get((guide, ""), (guide, ""))
        flow = self.book.flows.get(guide)
        if flow is None or flow.recap is None or not permissions.may_stand(flow, self.known):
            return self.home()
        self.session = replace(self.session, told={})
        left = guides.half_way(self.book, self.session, guide)
        return self._recap(guide, left) if left else self.enter(guide, flow.start)

    def _still_interrupted(self, name: str) -> tuple[Place, ...]:
        # whoever goes on from an aside to another flow has moved on; only what they typed, or still owe, waits for them
        asides = self.session.asides
        if name == HOME[0]:
            return ()
        return asides if name == self.session.flow else tuple(p for p in asides if p.enter or p.told.get("draft"))

    def refuse(self, why: str) -> None:
        """Say why not, and show where the person is."""
        self.note(f"everywhere/{why}")
        if self.here is None or self.here.passes:
            return self.home()
        return self.show()

    def home(self) -> None:
        """Go to the map."""
        self.session = replace(self.session, told={}, asides=(), back=None)
        self.enter(*HOME)

    def come_back(self) -> None:
        """Return to the interrupted place, its told words intact; home when there is none."""
        *rest, last = self.session.asides or (Place(*HOME),)
        self.session = replace(self.session, asides=tuple(rest))
        self.restore(last)

    def step_back(self) -> None:
        """Return one screen."""
        last = self.session.back or Place(*HOME)
        self.session = replace(self.session, back=None)
        self.drop_owed()
        self.restore(last)

    def drop_owed(self) -> None:
        """Forget the place that waited for a consent: whoever leaves by themselves has not agreed to its effects."""
        self.session = replace(self.session, asides=tuple(p for p in self.session.asides if not p.enter))

    def speak_of(self, child: str) -> None:
        """Turn to a child: what was found out about another is not said of this one; what is true of the parent is."""
        self.session = about(self.session, child)

    def restore(self, place: Place) -> None:
        """Stand at a place again: without its effects, unless they are still owed."""
        flow, state = self.book.renamed.get((place.flow, place.state), (place.flow, place.state))
        if self.book.state(flow, state) is None:
            return self.lost()
        of = self.book.flows[flow]
        if not permissions.may_stand(of, self.known) or not permissions.may_speak_of(of, place.told, self.known):
            return self.home()
        if self.known.child(place.child):
            self.speak_of(place.child)
        self.session = replace(self.session, told=place.told)
        return self.enter(flow, state) if place.enter else self.arrive(flow, state)

    def set_aside(self) -> None:
        """Keep the present place to come back to, unless it is the map, nowhere, or a message that stands by itself."""
        if self.here and not self.here.keep and (self.session.flow, self.session.state) != HOME:
            self.session = replace(self.session, asides=(*self.session.asides, self.place())[-ASIDES:])

    def enter(self, flow: str, state: str) -> None:
        """Enter a state: its wishes are wished, then it passes on or shows its screen."""
        self.path.append((flow, state))
        spec = self.book.state(flow, state)
        if spec is None or len(self.path) > STEPS:
            return self.lost()
        if not permissions.may_speak_of(self.book.flows[flow], self.session.told, self.known):
            self.note("everywhere/closed_door")
            return self.home()
        if spec.still:
            return self.arrive(flow, state)
        self.session = replace(self.session, flow=flow, state=state)
        if self._owes_consent(spec):
            return self._unkept(spec) if self.session.unkept and goes_without(spec) else self.ask_consent()
        if spec.ends:
            self._end(self.book.flows[flow])
        return self.wish(spec)

    def _end(self, guide: Flow) -> None:
        self.effects.extend(guides.take_back(self.session, guide))
        self.session = guides.ended(self.session, guide)

    def lost(self) -> None:
        """Apologise and go to the map; from the map itself there is nowhere further to go."""
        self.note("everywhere/lost_place")
        del self.path[:]
        self.session = replace(self.session, told={}, asides=(), back=None)
        self.arrive(*HOME)

    def _owes_consent(self, spec: State) -> bool:
        return self.known.consent != CONSENT_VERSION and owes_consent(spec)

    def go_without(self) -> None:
        """Go on from where the consent was asked, keeping nothing, here and from now on."""
        owed = next((place for place in reversed(self.session.asides) if place.enter), Place(*HOME))
        rest = tuple(place for place in self.session.asides if not place.enter)
        self.session = replace(self.session, asides=rest, unkept=True)
        self.restore(owed)

    def _unkept(self, spec: State) -> None:
        # the words its wishes tell are told, for the way on may need them; nothing is wished, and no note says it was
        for each in spec.do:
            told = done(each, self.seen).session
            self.session = replace(self.session, told=told.told, found=told.found)
        if spec.ends:
            self._end(self.book.flows[self.session.flow])
        self._pass(spec)

    def ask_consent(self) -> None:
        """Ask for the consent first; agreeing returns here, with the effects still owed."""
        owed = (*self.session.asides, self.place(enter=True))[-ASIDES:]
        self.session = replace(self.session, asides=owed, told=self._heard())
        self.enter(*CONSENT)

    def wish(self, spec: State) -> None:
        """Wish what the state wishes; a contested wish stops the walk until it is answered."""
        for each in spec.do:
            self.apply(done(each, self.seen))
        if self.session.asking:
            return None
        return self.onward(spec)

    def apply(self, step: Done) -> None:
        """Take what one wish changes."""
        final = any(map(is_final, step.effects))
        self.known = step.known
        self.session = replace(step.session, back=None) if final else step.session
        self.effects.extend(step.effects)
        if any(isinstance(effect, OpenTicket) for effect in step.effects):
            self.forget_draft()

    def forget_draft(self) -> None:
        """Drop the typed words from the session: they are in the ticket now, and nowhere else."""
        told = {word: value for word, value in self.session.told.items() if word != "draft"}
        self.session = replace(self.session, told=told)

    def onward(self, spec: State) -> None:
        """Pass on, or stop and show."""
        if spec.note:
            self.note(f"{self.session.flow}/{self.session.state}")
        return self._pass(spec)

    def _pass(self, spec: State) -> None:
        way = self._branch(spec) if spec.branch else spec.then
        if way is not None:
            return self.follow(way)
        return self.lost() if spec.branch or spec.answers else self.arrive(self.session.flow, self.session.state)

    def _branch(self, spec: State) -> Target | None:
        seen = self.seen
        for way in spec.branch:
            if holds(way, seen):
                return way
        return spec.then

    # Showing

    def arrive(self, flow: str, state: str) -> None:
        """Stand in a state on a new visit, and show it."""
        visit = self.session.visit + 1
        self.session = replace(
            self.session, page=0, shown=(), options=(), misses=0, flow=flow, state=state, visit=visit
        )
        spec = self.here
        if spec is None:
            return self.lost()
        if spec.step and not spec.ends:
            self.session = guides.kept(self.book, self.session, self.place(), self.now, looked_in=self._by_door)
        if spec.wait:
            self.effects.append(Wait(visit, moment(self.seen, spec.wait)))
        return self._show(spec)

    def show(self) -> None:
        """Show the screen of the present state; a list that only the store knows is asked for first."""
        spec = self.here
        return self.lost() if spec is None else self._show(spec)

    def _show(self, spec: State) -> None:
        listing = LISTS[spec.choices] if spec.choices else None
        if listing and listing.lines is None:
            self.session = replace(self.session, asking=spec.choices or "")
            self.effects.append(Ask(spec.choices or "", self.session.told))
            return None
        return self._draw(spec, listing.lines(self.seen) if listing and listing.lines else ())

    def draw(self, lines: tuple[Option, ...]) -> None:
        """Say the screen with this list; remember what it shows, for only that can be pressed."""
        spec = self.here
        assert spec is not None  # noqa: S101 `granted` stands in a state of the book
        self._draw(spec, lines)

    def _draw(self, spec: State, lines: tuple[Option, ...]) -> None:
        before, flow = self.session, self.book.flows[self.session.flow]
        own = self._own(spec) if spec.chooses else spec.own
        allowed = flow.universals if spec.universals is None else spec.universals
        if lines:
            ends = universals(allowed, before.back is not None)
            options, turns, page = slice_of(lines, before.page, KEYS - len(own) - len(ends))
            shown = (*own, *turns, *ends)
            buttons = (*(Button(f"={option.value}", option.label) for option in options), *named(shown))
        else:
            options, page = (), 0
            shown, buttons = keyboard(own, allowed, before.back is not None)
        at = self.session = replace(before, shown=shown, options=options, page=page, asking="", notes=())
        step = (spec.step, flow.length) if spec.step else None
        view, attach = spec.view or "", spec.attach or ""
        self.effects.append(
            Say(
                at.flow, at.state, at.visit, buttons, before.notes, at.told, at.found, at.child,
                spec.keep, step, view, attach,
            )
        )  # fmt: skip

    def _own(self, spec: State) -> tuple[str, ...]:
        seen = self.seen
        return tuple([key for key, way in spec.buttons.items() if way.when is None or RULES[way.when](seen)])


@lru_cache(maxsize=4096)
def keyboard(
    own: tuple[str, ...], allowed: tuple[Universal, ...], back: bool
) -> tuple[tuple[str, ...], tuple[Button, ...]]:
    """Give the keys of a screen without a list, and their buttons."""
    shown = (*own, *universals(allowed, back))
    return shown, named(shown)


def universals(allowed: tuple[Universal, ...], back: bool) -> tuple[str, ...]:
    """Give the buttons at the end of a screen: back (where there is a way back), later, the map, a human."""
    return tuple(key for key in allowed if key != "back" or back)


@lru_cache(maxsize=4096)
def named(keys: tuple[str, ...]) -> tuple[Button, ...]:
    """Give the buttons whose words stand in the book: the same for everybody who sees them."""
    return tuple(map(Button, keys))


def holds(way: Target, seen: Seen) -> bool:
    """Tell whether a way is open now: it asks no rule, or its rule holds."""
    return way.when is None or RULES[way.when](seen)


def is_final(effect: Effect) -> bool:
    """Tell whether an effect cannot be wished twice by going back one screen."""
    if isinstance(effect, Do):
        return effect.command not in COMMANDS or COMMANDS[effect.command].final
    return isinstance(effect, FINAL)


def slice_of(lines: tuple[Option, ...], page: int, room: int) -> tuple[tuple[Option, ...], tuple[str, ...], int]:
    """Give the visible lines of a list, the buttons that turn it, and the page, kept within the list.

    All lines when they fit; else as many as leave room for «раньше» and «ещё».
    """
    if len(lines) <= min(LINES, room):
        return lines, (), 0
    size = max(1, min(LINES, room - 2))
    page = max(0, min(page, (len(lines) - 1) // size))
    earlier, later = page > 0, (page + 1) * size < len(lines)
    turns = (*(("less",) if earlier else ()), *(("more",) if later else ()))
    return lines[page * size : (page + 1) * size], turns, page
