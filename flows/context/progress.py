"""The steps of a child, computed from dated records: which are done, which are running since when, which is next."""

from datetime import date
from typing import NamedTuple

from flows.context.known import Child, Stage
from flows.context.rule_context import DOCUMENTS, RUNNING, SEEN, TROUBLED

MARKS = {"done": "✅", "running": "⏳", "problem": "⚠️", "next": "👉", "ahead": "⬜", "without": "➖"}
SERVICES = ("diary", "myschool", "sferum")
#: The state of the step for each stage of a service; `half`: one of two requests is approved (F76)
_OF_SERVICE = {
    "entered": "done", "joined": "done", "opted_out": "without",
    "requested": "running", "child_ready": "running",
    "half": "problem", "declined": "problem", "trouble": "problem",
}  # fmt: skip


class Step(NamedTuple):
    """One step of a child. `day` counts the days of the step: it is 1 on the day on which the step began.

    `birth` and `snils` are the stages of the documents, `stage` that of a service; "" if unknown.
    """

    key: str
    state: str
    day: int | None = None
    since: date | None = None
    birth: str = ""
    snils: str = ""
    stage: str = ""  #: only of a service

    @property
    def mark(self) -> str:
        """Return the emoji shown before the step."""
        return MARKS[self.state]


class CurrentStep(NamedTuple):
    """The current step of a child, as the counts of a class use it. `since` is a recorded date, never an estimate."""

    begun: bool
    step: str = ""  #: the first step that is neither done nor opted out of; empty: there is none
    state: str = ""
    since: date | None = None
    checked: date | None = None  #: the day a running check began
    done: tuple[str, ...] = ()


def current_step(child: Child) -> CurrentStep:
    """Return the child's current step. It depends only on the recorded stages, not on today's date."""
    drawn = steps(child, date.max)
    ahead = next((step for step in drawn if step.state not in {"done", "without"}), None)
    checked = next((step.since for step in drawn if step.key == "check" and step.state == "running"), None)
    done = tuple(step.key for step in drawn if step.state in {"done", "without"})
    begun = any(map(on_the_way, child.stages))
    return CurrentStep(
        begun, ahead.key if ahead else "", ahead.state if ahead else "", ahead and ahead.since, checked, done
    )


def on_the_way(stage: Stage) -> bool:
    """Return whether a record is progress. Records of extracts on paper and of opting out of a service are not."""
    return stage.about != "extract" and stage.stage not in {"opted_out", "open_again"}


def steps(child: Child, today: date) -> tuple[Step, ...]:
    """Return all steps of a child with their states. The current step has the state `next` if it has not begun."""
    services = (_service(child, track, today) for track in SERVICES)
    drawn = [_card(child), _check(child, today), _account(child, today), *services]
    ahead = next((n for n, step in enumerate(drawn) if step.state not in {"done", "without"}), None)
    if ahead is not None and drawn[ahead].state == "ahead":
        drawn[ahead] = drawn[ahead]._replace(state="next")
    return tuple(drawn)


def _card(child: Child) -> Step:
    begun = any(child.stage("documents", about) for about in ("", *DOCUMENTS)) or child.stage("account")
    return Step("card", "done" if begun or asked_myschool(child) else "ahead")


def made_by_centre(child: Child) -> bool:
    """Return whether a centre made the card from a foreign document; nothing is checked after that (F39, C7)."""
    card = child.stage("documents")
    return card is not None and card.stage == "centre_card"


def asked_myschool(child: Child) -> bool:
    """Return whether «Моя школа» was requested. That proves that the child has a card and an account (F72)."""
    found = child.stage("myschool")
    return found is not None and found.stage in {"requested", "half", "joined"}


def _check(child: Child, today: date) -> Step:
    found = {about: child.stage("documents", about) for about in DOCUMENTS}
    stages = {about: stage.stage if stage else "" for about, stage in found.items()}
    running = [stage.on for stage in found.values() if stage and stage.stage in RUNNING]
    since = min(running, default=None)
    day = (today - since).days + 1 if since else None
    return Step("check", _check_state(child, set(stages.values())), day, since, **stages)


def _check_state(child: Child, stages: set[str]) -> str:
    if child.stage("account") or stages == {"verified"} or asked_myschool(child) or made_by_centre(child):
        return "done"
    if stages & TROUBLED:
        return "problem"
    return "running" if stages & (RUNNING | SEEN) else "ahead"


def _service(child: Child, track: str, today: date) -> Step:
    found = child.stage(track)
    if found is None:
        return Step(track, "ahead")
    state = _OF_SERVICE.get(found.stage, "ahead")
    return Step(track, state, (today - found.on).days + 1, found.on, stage=found.stage)


def _account(child: Child, today: date) -> Step:
    made = child.stage("account")
    if made is None:
        return Step("account", "done" if asked_myschool(child) else "ahead")
    return Step("account", "done" if made.stage == "finished" else "running", (today - made.on).days + 1, made.on)
