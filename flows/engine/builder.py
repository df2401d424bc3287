"""TurnBuilder builds one turn: it moves the session from state to state and collects effects.

A `TurnBuilder` is the only mutable object of the engine. It exists for one call of `advance`.
"""

from collections.abc import Mapping
from datetime import datetime

from msgspec.structs import replace

from flows.book.flow import Flow, State, Target
from flows.book.model import CONSENT, HOME, Book
from flows.context import guides, permissions
from flows.context.consent import consent_missing, goes_without
from flows.context.known import Known
from flows.context.lists import LISTS
from flows.context.promises import moment
from flows.context.rule_context import RuleContext
from flows.engine import asides
from flows.engine.doing import Done, done
from flows.engine.screens import screen
from flows.engine.targets import branch, handed, heard, own_buttons, responsible
from flows.rules.offers import latest_guide
from flows.values.effects import Ask, Effect, Wait
from flows.values.events import Option
from flows.values.session import Place, Session, about

STEPS = 40  #: states that one turn may enter; more mean a loop in the book, and the turn ends at the main menu


class TurnBuilder:
    """The session, the data of the person (`known`), and the effects collected so far in this turn."""

    __slots__ = ("_by_entry_point", "book", "effects", "known", "now", "path", "session")

    def __init__(self, book: Book, session: Session, known: Known, now: datetime) -> None:
        """Start with the stored session, the data of the person, and no effects."""
        self.book, self.session, self.known, self.now = book, session, known, now
        self.effects: list[Effect] = []
        self.path: list[tuple[str, str]] = []
        self._by_entry_point = False  #: the flow was opened through an entry point

    @property
    def context(self) -> RuleContext:
        """Return the input of rules for the current session."""
        return RuleContext(self.book, self.session, self.known, self.now)

    @property
    def here(self) -> State | None:
        """Return the current state; None if the book no longer has it."""
        return self.book.state(self.session.flow, self.session.state)

    def note(self, path: str) -> None:
        """Show a text above the next screen, in the same message. `path` names the text, e.g. `everywhere/heard`."""
        self.session = replace(self.session, notes=(*self.session.notes, path))

    def set_slots(self, slots: Mapping[str, str]) -> None:
        """Set slots in the session. Other slots keep their values."""
        if slots:
            self.session = replace(self.session, slots={**self.session.slots, **slots})

    def follow(self, way: Target) -> None:
        """Leave the current state for a target: a state, another flow, or a keyword (`back`, `return`)."""
        self.session = replace(self.session, results={**self.session.results, **way.find}) if way.find else self.session
        if way.open:
            self.open(way.open, handed(self.session, way))
        elif way.go == "return":
            self.come_back()
        elif way.go == "back":
            self.step_back()
        elif way.go == "resume":
            self.resume()
        elif way.go == "without":
            self.go_without()
        else:
            self.set_slots(way.tell)
            self.enter(self.session.flow, str(way.go))

    def leave(self, address: str, slots: Mapping[str, str], *, entry_point: bool = False) -> None:
        """Open `flow` or `flow/state`. «назад» then returns to the current screen."""
        session = asides.without_consent_asked(self.session)
        self.session = replace(session, back=asides.place(session) if session.visit else None)
        self.open(address, slots, entry_point=entry_point)

    def open(self, address: str, slots: Mapping[str, str], *, entry_point: bool = False) -> None:
        """Open `flow` or `flow/state` with these slots.

        The old slots are dropped, except the label of the recognised intent. `entry_point`: a typed question led to
        this state, so the state is shown even if the guide has a recap.
        """
        name, _, state = address.partition("/")
        flow = self.book.flows.get(name)
        if flow is None or not permissions.may_stand(flow, self.known):
            return self.refuse("closed_door")
        slots = {**responsible(self.book, self.session, name), **heard(self.session), **slots}
        self.session = replace(self.session, slots=slots, asides=asides.kept_on_opening(self.session, name))
        state, self._by_entry_point = state or flow.start, entry_point
        return self.enter(name, state) if entry_point else self.cross(name, state)

    def cross(self, flow: str, state: str) -> None:
        """Enter a flow at `state`. If that is the start of a guide left half-way, enter its recap instead."""
        return self._begin(self.book.flows[flow]) if state == self.book.flows[flow].start else self.enter(flow, state)

    def _begin(self, flow: Flow) -> None:
        left = guides.half_way(self.book, self.session, flow.name)
        if left is None:
            return self.enter(flow.name, flow.start)
        self.set_slots(guides.counted(self.book, left))
        return self.enter(flow.name, str(flow.recap))

    def resume(self) -> None:
        """Return to the step at which the current guide was left; outside guides, open the recap of the latest one."""
        name = self.session.flow
        if self.book.flows[name].recap is None:
            return self._come_back_to(self.session.slots.get("guide") or latest_guide(self.context))
        left = guides.half_way(self.book, self.session, name)
        return self.restore(left.place) if left else self.enter(name, self.book.flows[name].start)

    def _come_back_to(self, guide: str) -> None:
        guide, _ = self.book.renamed.get((guide, ""), (guide, ""))
        flow = self.book.flows.get(guide)
        if flow is None or flow.recap is None or not permissions.may_stand(flow, self.known):
            return self.home()
        self.session = replace(self.session, slots={})
        return self._begin(flow)

    def refuse(self, why: str) -> None:
        """Show the current screen again, with the text `everywhere/<why>` above it in the same message."""
        self.note(f"everywhere/{why}")
        if self.here is None or self.here.passes:
            return self.home()
        return self.show()

    def home(self) -> None:
        """Open the main menu."""
        self.session = replace(self.session, slots={}, asides=(), back=None)
        self.enter(*HOME)

    def come_back(self) -> None:
        """Return to the last interrupted place, with its slots. Open the main menu if nothing was interrupted."""
        *rest, last = self.session.asides or (Place(*HOME),)
        self.session = replace(self.session, asides=tuple(rest))
        self.restore(last)

    def step_back(self) -> None:
        """Return to the previous screen."""
        last = self.session.back or Place(*HOME)
        self.session = replace(asides.without_consent_asked(self.session), back=None)
        self.restore(last)

    def speak_of(self, child: str) -> None:
        """Make `child` (an id) the current child. Results about another child are dropped; the parent's own remain."""
        self.session = about(self.session, child)

    def restore(self, place: Place) -> None:
        """Return to a place. The effects of its state are applied only if they have not been applied before."""
        flow, state = self.book.renamed.get((place.flow, place.state), (place.flow, place.state))
        if self.book.state(flow, state) is None:
            return self.lost()
        of = self.book.flows[flow]
        if not permissions.may_stand(of, self.known) or not permissions.may_speak_of(of, place.slots, self.known):
            return self.home()
        if self.known.child(place.child):
            self.speak_of(place.child)
        self.session = replace(self.session, slots=place.slots)
        return self.enter(flow, state) if place.enter else self.arrive(flow, state)

    def set_aside(self) -> None:
        """Add the current place to the places to return to.

        Nothing is added if the place is the main menu, if its state has `keep: true`, or if the book no longer has
        its state.
        """
        if self.here and not self.here.keep and (self.session.flow, self.session.state) != HOME:
            self.session = replace(self.session, asides=asides.with_aside(self.session))

    def enter(self, flow: str, state: str) -> None:
        """Enter a state: apply its effects, then follow its way out or show its screen."""
        self.path.append((flow, state))
        spec = self.book.state(flow, state)
        if spec is None or len(self.path) > STEPS:
            return self.lost()
        if not permissions.may_speak_of(self.book.flows[flow], self.session.slots, self.known):
            self.note("everywhere/closed_door")
            return self.home()
        if spec.only_shows_screen:
            return self.arrive(flow, state)
        self.session = replace(self.session, flow=flow, state=state)
        if consent_missing(self.book.flows[flow].whom, spec, self.known):
            return self._unkept(spec) if self.session.unkept and goes_without(spec) else self.ask_consent()
        if spec.ends:
            self._end(self.book.flows[flow])
        return self.run_effects(spec)

    def _end(self, guide: Flow) -> None:
        self.effects.extend(guides.take_back(self.session, guide))
        self.session = guides.ended(self.session, guide)

    def lost(self) -> None:
        """Show the main menu with an apology, because the session cannot continue at its state.

        The effects of the main menu are not applied, because an error in them could cause a loop.
        """
        self.note("everywhere/lost_place")
        del self.path[:]
        self.session = replace(self.session, slots={}, asides=(), back=None)
        self.arrive(*HOME)

    def ask_consent(self) -> None:
        """Ask for consent. If the person agrees, the current state is entered again and its effects are applied."""
        pending = asides.with_aside(self.session, enter=True)
        self.session = replace(self.session, asides=pending, slots=heard(self.session))
        self.enter(*CONSENT)

    def go_without(self) -> None:
        """Continue without consent at the state for which it was asked. From now on nothing is recorded."""
        pending = asides.awaiting_consent(self.session)
        self.session = replace(asides.without_consent_asked(self.session), unkept=True)
        self.restore(pending)

    def _unkept(self, spec: State) -> None:
        # Set the slots, emit no effects, and do not show the note that would confirm them.
        for each in spec.do:
            after = done(each, self.context).session
            self.session = replace(self.session, slots=after.slots, results=after.results)
        if spec.ends:
            self._end(self.book.flows[self.session.flow])
        self._pass(spec)

    def run_effects(self, spec: State) -> None:
        """Apply the `do:` lines of a state, then leave it. If the store must answer one, the turn stops there."""
        for each in spec.do:
            self.apply(done(each, self.context))
        if self.session.asking:
            return None
        return self.onward(spec)

    def apply(self, step: Done) -> None:
        """Take over the result of one `do:` line: its session, its `Known` and its effects."""
        self.known = step.known
        self.session = replace(step.session, back=None) if step.final else step.session
        self.effects.extend(step.effects)
        if step.opens_ticket:
            self.forget_draft()

    def forget_draft(self) -> None:
        """Remove the draft (typed text) from the session, because the store has it now."""
        slots = {word: value for word, value in self.session.slots.items() if word != "draft"}
        self.session = replace(self.session, slots=slots)

    def onward(self, spec: State) -> None:
        """Leave a state by its way out; if it has none, show its screen.

        If the state has `note: true`, its text is kept, to be shown above the next screen.
        """
        if spec.note:
            self.note(f"{self.session.flow}/{self.session.state}")
        return self._pass(spec)

    def _pass(self, spec: State) -> None:
        way = branch(spec, self.context) if spec.branch else spec.then
        if way is not None:
            return self.follow(way)
        return self.lost() if spec.branch or spec.answers else self.arrive(self.session.flow, self.session.state)

    def arrive(self, flow: str, state: str) -> None:
        """Start a new visit to a state and show its screen."""
        visit = self.session.visit + 1
        self.session = replace(
            self.session, page=0, shown=(), options=(), unrecognised=0, flow=flow, state=state, visit=visit
        )
        spec = self.here
        if spec is None:
            return self.lost()
        if spec.step and not spec.ends:
            place = asides.place(self.session)
            self.session = guides.kept(self.book, self.session, place, self.now, looked_in=self._by_entry_point)
        if spec.wait:
            self.effects.append(Wait(visit, moment(self.context, spec.wait)))
        return self._show(spec)

    def show(self) -> None:
        """Show the screen of the current state. If its list comes from the store, ask the store for the list first."""
        spec = self.here
        return self.lost() if spec is None else self._show(spec)

    def _show(self, spec: State) -> None:
        listing = LISTS[spec.choices] if spec.choices else None
        if listing and listing.lines is None:
            self.session = replace(self.session, asking=spec.choices or "")
            self.effects.append(Ask(spec.choices or "", self.session.slots))
            return None
        return self.draw(spec, listing.lines(self.context) if listing and listing.lines else ())

    def draw(self, spec: State, lines: tuple[Option, ...]) -> None:
        """Show the screen of the current state with the list `lines`. Only its buttons can be pressed from now on."""
        own = own_buttons(spec, self.context) if spec.chooses else spec.own
        self.session, say = screen(self.book.flows[self.session.flow], spec, self.session, own, lines)
        self.effects.append(say)
