"""Rules about Сферум: in VK or in MAX, and how long the request has waited."""

from flows.context.rule_context import RuleContext
from flows.rules.clock import past
from flows.rules.registry import rule
from flows.rules.school import chats_in_max, chats_in_vk
from flows.rules.services import sferum_requested


@rule
def sferum_by_vk(context: RuleContext) -> bool:
    """The chats are in VK. The school confirmed that, or the parent said so and the school confirmed nothing (P20)."""
    return chats_in_vk(context) or (not chats_in_max(context) and context.session.results.get("chats") == "vk")


@rule
def sferum_by_max(context: RuleContext) -> bool:
    """The chats are in MAX. The school confirmed that, or the parent said so and the school confirmed nothing (P20)."""
    return chats_in_max(context) or (not chats_in_vk(context) and context.session.results.get("chats") == "max")


@rule
def sferum_answered(context: RuleContext) -> bool:
    """No request to join Сферум waits for an answer of the school."""
    return not sferum_requested(context)


@rule
def sferum_wait_over(context: RuleContext) -> bool:
    """The request to join Сферум waits, and the usual term for it (`request_usual`) ends today or has ended (F58)."""
    sent = context.stage("sferum")
    return sent is not None and sferum_requested(context) and past(context, sent.on, "request_usual")
