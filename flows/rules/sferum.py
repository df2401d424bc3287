"""Сферум: by VK or by MAX, and how long the request has waited."""

from flows.context.seen import Seen
from flows.rules.clock import past
from flows.rules.registry import rule
from flows.rules.school import chats_in_max, chats_in_vk
from flows.rules.services import sferum_requested


@rule
def sferum_by_vk(seen: Seen) -> bool:
    """The chats are in VK, as the school says, or else the parent (P20)."""
    return chats_in_vk(seen) or (not chats_in_max(seen) and seen.session.results.get("chats") == "vk")


@rule
def sferum_by_max(seen: Seen) -> bool:
    """The chats are in MAX, as the school says, or else the parent (P20)."""
    return chats_in_max(seen) or (not chats_in_vk(seen) and seen.session.results.get("chats") == "max")


@rule
def sferum_answered(seen: Seen) -> bool:
    """No request to Сферум waits for the school."""
    return not sferum_requested(seen)


@rule
def sferum_wait_over(seen: Seen) -> bool:
    """The request to Сферум has waited longer than schools usually take (F58)."""
    sent = seen.stage("sferum")
    return sent is not None and sferum_requested(seen) and past(seen, sent.on, "request_usual")
