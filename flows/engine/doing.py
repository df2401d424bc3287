"""Applying one line of `do:` of a state. The result: effects, the new session and the new data of the person."""

from collections.abc import Mapping
from datetime import date
from typing import assert_never

import msgspec
from msgspec.structs import replace

from flows.book.effect_specs import (
    DoSpec,
    EffectSpec,
    FindSpec,
    MakeCodeSpec,
    NeverMindSpec,
    OpenLaterSpec,
    OpenTicketSpec,
    OwnCommandSpec,
    PlainSpec,
    RecordSpec,
)
from flows.book.model import CONSENT_VERSION, WORK_CONSENT_VERSION
from flows.context.known import Child, Known, Stage, with_child
from flows.context.promises import began, polite_moment
from flows.context.rule_context import RuleContext
from flows.values import effects
from flows.values.commands import COMMANDS
from flows.values.effects import FINAL, Do, Effect, OpenTicket
from flows.values.session import Session, about


class Done(msgspec.Struct, frozen=True):
    """The result of one line of `do:`: the changed session, the changed `Known`, and the effects."""

    session: Session
    known: Known
    effects: tuple[Effect, ...] = ()

    @property
    def final(self) -> bool:
        """True if an effect must not run twice. «Назад» must then not return to a screen before it."""
        return any(map(is_final, self.effects))

    @property
    def opens_ticket(self) -> bool:
        """True if one of the effects opens a ticket. The ticket has the draft then, so the session must drop it."""
        return any(isinstance(effect, OpenTicket) for effect in self.effects)


def is_final(effect: Effect) -> bool:
    """Return whether the effect must not run twice. «Назад» must then not return to a screen before the effect."""
    if isinstance(effect, Do):
        return effect.command not in COMMANDS or COMMANDS[effect.command].final
    return isinstance(effect, FINAL)


def done(spec: EffectSpec, context: RuleContext) -> Done:
    """Apply one line of `do:` to the session and `Known` of `context`, and return the result."""
    match spec:
        case RecordSpec():
            return _record(spec, context)
        case OpenLaterSpec():
            return _open_later(spec, context)
        case NeverMindSpec():
            return _never_mind(spec, context)
        case FindSpec():
            return Done(
                replace(context.session, results={**context.session.results, spec.what: spec.value}), context.known
            )
        case OpenTicketSpec():
            at = context.session
            topic = at.slots.get(spec.topic_word or "", spec.topic)
            return _with_effect(context, effects.OpenTicket(topic, at.child, at.slots, at.results))
        case MakeCodeSpec():
            slots = {**context.session.slots, "kind": spec.kind, "child": context.session.child}
            return _run(context, spec.command, slots)
        case DoSpec() | OwnCommandSpec():
            return _run(context, spec.command, context.session.slots)
        case PlainSpec():
            return _plain(spec, context)
        case _:
            assert_never(spec)


def _never_mind(spec: NeverMindSpec, context: RuleContext) -> Done:
    # notices scheduled under an older name of the flow are cancelled too
    flow, child = context.book.flows.get(spec.flow), context.session.child
    names = (spec.flow, *(flow.was if flow else ()))
    what = _about(context, spec.about, spec.about_word)
    cancelled = tuple(effects.NeverMind(child, name, what, spec.whose == "mine") for name in names if child)
    return Done(context.session, context.known, cancelled)


def _with_effect(context: RuleContext, effect: Effect) -> Done:
    return Done(context.session, context.known, (effect,))


def _run(context: RuleContext, command: str, slots: Mapping[str, str]) -> Done:
    return Done(replace(context.session, asking=command), context.known, (effects.Do(command, slots),))


def _about(context: RuleContext, about: str, word: str | None) -> str:
    return context.session.slots.get(word, "") if word else about


def _record(spec: RecordSpec, context: RuleContext) -> Done:
    # a record needs a child: one is added for a person who has none yet
    if context.child is None:
        added = _add_child(context, klass="")
        recorded = _record(spec, replace(context, session=added.session, known=added.known))
        return replace(recorded, effects=(*added.effects, *recorded.effects))
    day = context.session.slots.get(spec.on_word) if spec.on_word else None
    on = date.fromisoformat(day) if day else context.today
    stage = Stage(spec.track, spec.stage, on, _about(context, spec.about, spec.about_word))
    known = with_child(context.known, context.child.recorded(stage))
    effect = effects.Record(context.child.id, stage.track, stage.stage, on, stage.about)
    return Done(context.session, known, (effect,))


def _open_later(spec: OpenLaterSpec, context: RuleContext) -> Done:
    flow, _, state = spec.flow.partition("/")
    due = polite_moment(context, spec.wait)
    at = context.session
    slots = {word: at.slots[word] for word in spec.hand if word in at.slots}
    what = _about(context, spec.about, spec.about_word)
    day = due.astimezone(context.calendar.zone).date().isoformat()
    session = replace(at, slots={**at.slots, "asks_on": day})
    since = began(context, spec.wait)
    return Done(session, context.known, (effects.OpenLater(at.child, flow, state, due, what, slots, since),))


def _add_child(context: RuleContext, klass: str) -> Done:
    child = _child(context, klass)
    session = about(context.session, child.id)
    family = context.session.slots.get("of_family", "") if klass else ""
    return Done(session, with_child(context.known, child), (effects.AddChild(child.id, klass, family),))


def _child(context: RuleContext, klass: str) -> Child:
    slots, old = context.session.slots, context.child
    if not klass:
        return Child(
            f"{context.known.person}-{_free(context.known)}",
            len(context.known.children) + 1,
            school=context.known.school,
        )
    # a child was added without a code: a class code that is redeemed later puts the child into a class
    same = old is not None and "another" not in slots and (not old.klass or "moved" in slots)
    new = old if same and old else _child(context, "")
    number = int(slots["number"]) if slots.get("number", "").isdecimal() else 0
    name, school = slots.get("class_name", ""), slots.get("school", "")
    return replace(new, klass=klass, class_name=name, school=school, family_number=number, family_mark=0)


def _unrecognised(context: RuleContext) -> Done:
    # none of the offered intents was right; the session holds the signature of the typed text, not the text
    signature, guess = (
        context.session.slots.get("shape", ""),
        context.session.slots.get("guesses", "").partition(",")[0],
    )
    school = context.known.school
    return Done(
        context.session,
        context.known,
        (effects.Unrecognised(school, signature, guess),) if school and signature else (),
    )


def _free(known: Known) -> int:
    taken = {child.id.rpartition("-")[2] for child in known.children}
    return next(n for n in range(1, len(taken) + 2) if str(n) not in taken)


def _plain(spec: PlainSpec, context: RuleContext) -> Done:
    at, known, slots = context.session, context.known, context.session.slots
    match spec.effect:
        case "consent":
            agreed = replace(known, consent=CONSENT_VERSION)
            return Done(replace(at, unkept=False), agreed, (effects.Consent(CONSENT_VERSION),))
        case "consent_at_work":
            return Done(at, known, (effects.Consent(WORK_CONSENT_VERSION, at_work=True),))
        case "add_child":
            return _add_child(context, slots.get("klass", ""))
        case "forget":
            return Done(Session(flow=at.flow, state=at.state, visit=at.visit), Known(), (effects.Forget(),))
        case "mute" | "unmute":
            on = spec.effect == "mute"
            return Done(at, replace(known, muted=on), (effects.Mute(on),))
        case "my_class":
            return Done(replace(at, slots={**slots, **_my_class(known, slots.get("klass", ""))}), known)
        case "missed":
            return _unrecognised(context)
        case _:
            assert_never(spec.effect)


def _my_class(known: Known, klass: str) -> dict[str, str]:
    # the class that the slot names, if the person teaches it; else the first class they teach, if there is one
    roles = [role for role in known.roles if role.kind == "teacher"]
    found = next((role for role in roles if role.klass == klass), next(iter(roles), None))
    return {"klass": found.klass, "class_name": found.class_name} if found else {}
