"""What teachers and staff ask of any store: campaigns, extracts, orders. Parts of storage.port.store.Work."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Protocol

from storage.port.values import (
    Answer,
    Asked,
    Campaign,
    CampaignRow,
    DueExtract,
    DueRound,
    Extract,
    Order,
    OrderRow,
    PromptRow,
    Rested,
    Substitution,
    Wanted,
)


class ExtractWork(Protocol):
    """Extracts from the diary on paper (F15)."""

    async def extracts(self, person: str, klass: str) -> Sequence[Extract]:
        """Give the extracts of a class, those that stand first; none where the person may not see them."""

    async def extract(self, person: str, ident: str) -> Extract | None:
        """Give one of them; None where the person may not see it."""

    async def extract_given(self, ident: str, person: str, now: datetime) -> None:
        """Close the question an extract was asked by."""

    async def end_extract(self, ident: str, person: str, now: datetime) -> Answer:
        """Let an extract stand no more. Refused("unknown"): not theirs to give."""

    async def parents(self, child: str) -> Sequence[str]:
        """Give the ids of whoever may speak of a child."""

    async def standing_extracts(self, now: datetime) -> Sequence[DueExtract]:
        """Give extracts whose reminder is due, or is to be worked out (`remind_at` None)."""

    async def remind_of_extract(self, ident: str, at: datetime | None) -> None:
        """Keep when whoever gives an extract is reminded; None: they were."""

    async def givers(self, school: str, klass: str) -> Sequence[str]:
        """Give who gives extracts of a class: its teachers, where there are none the staff."""


class OrderWork(Protocol):
    """Orders and instructions read under signature (F11)."""

    async def send_order(self, row: OrderRow, now: datetime) -> Answer:
        """Put an order before the teachers of the school this person is staff of; told order."""

    async def order(self, ident: str, person: str) -> Order | None:
        """Give an order to staff and teachers of its school, its signatures to staff alone; None to anybody else."""

    async def sign_order(self, ident: str, person: str, now: datetime) -> Answer:
        """Keep that a teacher has read it; again is granted. Refused("unknown"): they were not asked."""

    async def end_order(self, ident: str, person: str, now: datetime) -> Answer:
        """Ask nobody any more; the list stands. Refused("unknown"): not of this person's school."""

    async def remind_of_order(self, ident: str, person: str, now: datetime) -> Answer:
        """Let those who have not read it be reminded now."""

    async def untold_of_orders(self) -> Sequence[tuple[str, str, str, str]]:
        """Give (order, school, person, class) of every teacher an order has not been put before yet."""

    async def told_of_order(self, ident: str, person: str, klass: str, next_at: datetime, now: datetime) -> None:
        """Keep that a teacher is told of an order, and when they are reminded of it."""

    async def unsigned_orders(self, now: datetime) -> Sequence[tuple[str, str, str]]:
        """Give (order, school, person) of everybody who is to be reminded now."""

    async def reminded_of_order(self, ident: str, person: str, next_at: datetime, most: int) -> None:
        """Keep that they were reminded, and when they are again; `most` times, then no more."""


class HandoverWork(Protocol):
    """What the teachers of a class hear when somebody comes to it or goes from it."""

    async def substitutions(self) -> Sequence[Substitution]:
        """Give whom to tell that a substitute came to their class (or stays longer) or is gone from it, each once."""

    async def resting(self, now: datetime) -> Sequence[Rested]:
        """Give which teachers are to hear what deadlines of their class wait for their word, each once."""


class CampaignWork(Protocol):
    """Campaigns of a class or a school, their rounds, and what came of them for every person."""

    async def speaks_for(self, person: str, klass: str) -> tuple[str, str] | None:
        """Give the school and the hat a person speaks with about a class, or (klass empty) about the whole school."""

    async def classes_of(self, person: str, klass: str) -> Sequence[str]:
        """Give the classes meant: the one, or all of the school; none where the person may not."""

    async def set_campaign(self, row: CampaignRow, now: datetime) -> Answer:
        """Set a deadline; the one of the same goal and scope ends by it. Lost: the school has set one, and this is a
        teacher. Refused("unknown"): not theirs to set."""

    async def cancel_campaign(self, campaign: str, person: str, now: datetime) -> Answer:
        """End a campaign: nothing of it goes any more. Refused("unknown"): not theirs, or over."""

    async def keep_campaign(self, campaign: str, person: str, now: datetime) -> Answer:
        """Let a campaign that rests go on in this person's name. Refused("unknown"): not theirs, or over."""

    async def end_campaigns(self, now: datetime) -> None:
        """End the campaigns whose last day is over."""

    async def campaigns(self, person: str, klass: str) -> Sequence[Campaign]:
        """Give the campaigns of a class and those of the whole school (klass empty: these alone), to whom they concern.

        Every figure is about the class asked for, or about the school when none is.
        """

    async def campaign(self, person: str, klass: str, campaign: str) -> Campaign | None:
        """Give one of them with its rounds and what came of each; None when it is not this person's to see."""

    async def due_rounds(self, now: datetime) -> Sequence[DueRound]:
        """Give the rounds whose moment has come and which are not gone through yet, the oldest first."""

    async def turn_round(self, of: DueRound, state: str, due: datetime | None = None) -> None:
        """Begin a round (filling), put it off (to another moment) or let it go (passed)."""

    async def next_class(self, of: DueRound) -> Sequence[str] | None:
        """Give the parents of the next class of a round, maybe none; None when all classes are gone through."""

    async def wanted(self, persons: Collection[str]) -> Sequence[Wanted]:
        """Give all that these persons are to be reminded of now: by person, child, goal and round."""

    async def prompt(self, rows: Iterable[PromptRow]) -> None:
        """Keep what came of a round for persons; what was decided before stays."""

    async def again(self, now: datetime, most: int) -> Sequence[tuple[str, str]]:
        """Give persons whose reminder was taken back at the claim, each with the school it is of."""

    async def needless(self, persons: Collection[str]) -> None:
        """Let what was taken back and is not wanted any more be needless."""

    async def not_before(self, persons: Collection[str], due: datetime) -> None:
        """Let what was taken back wait for a moment at which one may write again."""

    async def decline(self, person: str, goal: str, now: datetime) -> None:
        """Keep that a person wants no reminders of a goal."""

    async def allow(self, person: str, goal: str) -> None:
        """Let reminders of a goal come again."""

    async def declined(self, person: str) -> Sequence[str]:
        """Give the goals a person wants no reminders of."""

    async def asked(self, person: str) -> Sequence[Asked]:
        """Give the deadlines that concern a person's children now: of goals they have not reached."""
