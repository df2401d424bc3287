"""Rules about features of the school: its diary, and the service of its chats."""

from flows.book.model import SchoolFeatures
from flows.context.rule_context import RuleContext
from flows.rules.registry import rule


@rule
def diary_gis(context: RuleContext) -> bool:
    """The school keeps its diary in the region's own information system (F3)."""
    return _features(context).diary == "gis_komi"


@rule
def diary_dnevnik_ru(context: RuleContext) -> bool:
    """The school keeps its diary on Дневник.ру (F86, C12)."""
    return _features(context).diary == "dnevnik_ru"


def chats_in_max(context: RuleContext) -> bool:
    """The school has confirmed that its chats are in MAX (P20)."""
    return _features(context).chats == "max" and _features(context).chats_sure


def chats_in_vk(context: RuleContext) -> bool:
    """The school has confirmed that its chats are still in VK (F63)."""
    return _features(context).chats == "vk" and _features(context).chats_sure


@rule
def chats_unsure(context: RuleContext) -> bool:
    """The school has not confirmed which service its chats use (P20)."""
    return not _features(context).chats_sure


def _features(context: RuleContext) -> SchoolFeatures:
    return context.book.features.get(context.school, SchoolFeatures())
