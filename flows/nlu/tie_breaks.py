"""Tie-breaks: rules that overrule the model. They were agreed with the people who label parents' messages.

A rule reads the message and the probability of every intent. It returns an intent, or "" if it does not apply.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from flows.nlu import entities
from flows.nlu.message import Message
from flows.nlu.message import said as as_said
from flows.nlu.probabilities import Probabilities
from flows.text.prefilter import any_of

Model = Callable[[Message], Probabilities]

STATUSES = frozenset({
    "status_manual", "status_checking", "status_searching", "status_not_found_zags", "status_not_found_sfr",
})  # fmt: skip
SAFETY = "code_asked"
NOT_OURS = "out_of_scope"
LONG = "check_takes_too_long"
#: Statuses that do not change by waiting: a complaint about the wait gets an answer about the status (п. 4.3, F84)
LONG_OF = {
    "status_manual": "manual_takes_too_long",
    "status_not_found_zags": "zags_takes_too_long",
    "status_not_found_sfr": "sfr_takes_too_long",
}
LONGS = frozenset({LONG, *LONG_OF.values()})
_OF_STATUS = STATUSES | LONGS
_NAMED = {
    "status_manual": re.compile(r"\b(?:в|в )?ручн"),
    "status_not_found_zags": re.compile(r"\bне (?:найд|наход|подтв)\w+.*загс|загс\w*(?: \w+)? не (?:найд|наход|подтв)"),
    "status_not_found_sfr": re.compile(
        r"\bне (?:найд|наход|подтв)\w+.*(?:сфр|фонд|снилс)|(?:сфр|фонд|снилс)\w* не (?:найд|наход|подтв)"
    ),
}

_OF_SERVICE = {
    "sferum": frozenset({
        "sferum_howto", "sferum_request_pending_or_rejected", "sferum_trouble", "sferum_profile_change",
    }),
    "myschool": frozenset({
        "myschool_howto", "myschool_school_or_class_not_found", "myschool_request_pending", "myschool_login_error",
        "myschool_instead_of_diary",
    }),
}  # fmt: skip
_OF_SCHOOL = _OF_SERVICE["sferum"] | _OF_SERVICE["myschool"]
_PEOPLE = frozenset({"talk_to_human", "hotline"})
_TEENS = frozenset({"child_turned_14_or_older", "teen_confirm", "teen_diary", "pushkin_card"})
_ACCOUNTS = frozenset({
    "create_account_howto", "child_password_or_login_lost", "own_contacts_fit", "who_creates_account",
    "parent_account_confirm", "gosuslugi_entry_trouble",
})  # fmt: skip


class Prediction:
    """A message, the probability of each intent, and the model, with which a rule classifies a part of the message."""

    __slots__ = ("first", "likely", "model", "said")

    def __init__(self, said: Message, likely: Probabilities, model: Model) -> None:
        """Store the values. `likely` has no intents if there is no model; then `first`, the likeliest intent, is ""."""
        self.said, self.likely, self.model = said, likely, model
        self.first = likely.first

    def best(self, of: frozenset[str]) -> str:
        """Return the likeliest of the intents in `of`."""
        return max(sorted(of), key=lambda intent: self.likely.get(intent, 0.0))


Rule = Callable[[Prediction], str]


# --- the rules, from the strongest ----------------------------------------------------------------------------------

_CODE = re.compile(r"\b(?:про[сш]\w+|тре[бв]\w+|назва\w*|назов\w*|продикт\w*|звон\w+|сказать|сообщить|прислать)\b")
_NO_CODE = re.compile(r"\bне (?:шл|прих|прид|приш|прис|дош|получ)\w+")
_FRAUD = re.compile(r"\bмошен\w+")


def safety(prediction: Prediction) -> str:
    """Return the intent with the fraud warning if somebody may have asked for a secret code.

    This rule is the strongest. A question about the class code needs no warning.
    """
    if "кодкласс" in prediction.said.roots:
        return ""
    code = "код" in prediction.said.roots and ("смс" in prediction.said.plain or "звон" in prediction.said.plain)
    asked = code and _CODE.search(prediction.said.plain) is not None and prediction.likely.get(SAFETY, 0) > 0.02
    feared = (
        prediction.first == SAFETY and prediction.likely[SAFETY] > 0.3 and not _NO_CODE.search(prediction.said.plain)
    )
    fraud = "мошен" in prediction.said.plain and _FRAUD.search(prediction.said.plain)
    return SAFETY if asked or feared or fraud else ""


_WHO = (
    r"(?:жив\w+|человек\w*|людей|оператор\w*|специалист\w*|администратор\w*|админ(?:а|у|ом)?|сотрудник\w*"
    r"|консультант\w*|кого нибудь)"
)
_PERSON = re.compile(
    rf"\b(?:позов\w+|позва\w+|соедин\w+|переключ\w+|переведи\w*|дай(?:те)?|нужен|нужна|хочу|можно|поговорить"
    rf"|пригласи\w*|свяжите|зови\w*)"
    rf"(?: (?!чтоб|что|как)\w+){{0,4}}? {_WHO}\b"
    r"|\bжив(?:ой|ого|ому|ым|ые) (?:человек\w*|сотрудник\w*|оператор\w*|люди|специалист\w*)|\bгоряч\w+ лини\w+"
)
#: Prefilter of _PERSON
_PERSON_PREFILTER = (
    "жив", "челов", "людей", "оператор", "специалист", "админ", "сотрудник", "консультант", "нибудь", "горяч",
)  # fmt: skip


def person(prediction: Prediction) -> str:
    """Rule 5: if the message asks for a human, return `talk_to_human` or `hotline`, whatever the topic; else ""."""
    asked = any_of(_PERSON_PREFILTER, prediction.said.plain) and _PERSON.search(prediction.said.plain)
    return prediction.best(_PEOPLE) if asked and not _sent_away(prediction) else ""


def age(prediction: Prediction) -> str:
    """Rule 3: if the message names an age of 14 or more, return an intent about that age; else "".

    The age takes precedence even if the message also names a button or a status.
    """
    if prediction.first in _PEOPLE or _sent_away(prediction) or not entities.teen(prediction.said):
        return ""
    return prediction.first if prediction.first in _TEENS else "child_turned_14_or_older"


def abroad(prediction: Prediction) -> str:
    """Rule 4: if the message mentions a birth abroad, return `foreign_birth_certificate`; else ""."""
    return "foreign_birth_certificate" if entities.birth_abroad(prediction.said) and not _sent_away(prediction) else ""


_ADDRESS = re.compile(
    r"\b(?:почт\w*|е ?маил\w*|е ?мейл\w*|имейл\w*|мыло|ящик\w*|телефон\w*|номер\w*|сим ?к\w+|адрес\w*)\b"
)
_BUSY = re.compile(
    r"\b(?:занят\w*|занял\w*|уже (?:использ\w+|есть|зарегистр\w+|привяз\w+|принадлеж\w+|закреп\w+|у кого)"
    r"|использует\w*"
    r"|принадлеж\w+|уже чь\w+|уже чей)\b"
)


def busy(prediction: Prediction) -> str:
    """Rule 6: prefer «the e-mail or phone is already in use» to questions about accounts if the message says so.

    Return the preferred intent, or "" if the rule does not apply.
    """
    if prediction.first not in _ACCOUNTS:
        return ""
    named = _ADDRESS.search(prediction.said.plain) and _BUSY.search(prediction.said.plain)
    return "email_or_phone_taken" if named else ""


#: Where the part about one service ends: at a word of contrast, or else before the name of the other service
_CONTRAST = re.compile(r" (?:а|но|зато|хотя|при этом|однако) ")
_NEXT = re.compile(r" (?=(?:\w+ (?:с|в|из|на|про) )?(?:мо(?:я|ю|ей|еи) школ|фгис|сферум))")


def broken(prediction: Prediction) -> str:
    """Rule 7: return the likeliest intent about the service that the message names; "" if that changes nothing.

    If the message names several services, only the service that does not work counts.
    """
    if prediction.first not in _OF_SCHOOL:
        return ""
    named = entities.services(prediction.said) & _OF_SERVICE.keys()
    if not named:
        return ""
    ailing = named if len(named) == 1 else _ailing(prediction.said)
    if len(ailing) != 1 or prediction.first in _OF_SERVICE[next(iter(ailing))]:
        return ""
    return prediction.best(_OF_SERVICE[next(iter(ailing))])


_WELL = re.compile(
    r"(?<!не )\b(?:работает|приняли|одобрили|вошли|зашли|вошла|зашла|получилось|нормально|все (?:ок|хорошо)|в порядке"
    r"|прошли|пустил[аои]?|готов\w*"
    r"|зарегистрир(?:овались|ована|ованы|овалась)|добавили|подтвердили|сделали)\b"
)


def _ailing(of: Message) -> frozenset[str]:
    cut = _CONTRAST if _CONTRAST.search(of.plain) else _NEXT
    parts = [as_said(part) for part in cut.split(f" {of.plain} ") if part.strip()]
    ill = [entities.services(part) & _OF_SERVICE.keys() for part in parts if not _WELL.search(part.plain)]
    well = [entities.services(part) & _OF_SERVICE.keys() for part in parts if _WELL.search(part.plain)]
    return frozenset().union(*ill) - frozenset().union(*well) if well else frozenset()


def waiting(prediction: Prediction) -> str:
    """Rule 1: if the message is about a long check, return an intent about the wait, even if it names a status.

    Return "" if the message names a service, because waiting for the school is another intent.
    """
    if prediction.first not in _OF_STATUS:
        return ""
    own = entities.services(prediction.said) & {"sferum", "myschool", "autoupdate", "diary"}
    if own or not entities.waits_long(prediction.said):
        return ""
    named = next((status for status, words in _NAMED.items() if words.search(prediction.said.plain)), "")
    return LONG_OF.get(named, LONG)


_NOW = re.compile(
    r"\b(?:теперь|сейчас|щас|стал[аои]?|стоит уже|сменил\w*(?: \w+)?? на|поменял\w*(?: \w+)?? на"
    r"|изменил\w*(?: \w+){0,4}? на|сменил\w*"
    r"|вылез\w*|вышл[оаи]|вышел|итоге?|потом|сегодня|появил\w+|превратил\w+ в|перешл?[оеа]л? в|выдал[оаи]?"
    r"|показал[оаи]?)\b"
)
_WAS = re.compile(
    r"\b(?:был[аои]?|раньше|сначала|вчера|прежде|висел[аои]?|стоял[аои]?|кончил\w*|сменил\w*|изменил\w*"
    r"|поменял\w*|до этого|потом)\b"
)


def current(prediction: Prediction) -> str:
    """Rule 2: if the message names an earlier and a current status, return the intent of the current one; else ""."""
    if prediction.first not in _OF_STATUS or not _WAS.search(prediction.said.plain):
        return ""
    cuts = list(_NOW.finditer(prediction.said.plain))
    if not cuts:
        return ""
    rest = _WAS.split(prediction.said.plain[cuts[-1].end() :])[0].strip()
    if len(rest.split()) < 2:
        return ""
    now = prediction.model(as_said(rest))
    status = max(STATUSES, key=lambda each: now.get(each, 0.0))
    return status if now.get(status, 0.0) > 0.5 else ""


def _sent_away(prediction: Prediction) -> bool:
    return prediction.likely.get(NOT_OURS, 0.0) > 0.8


def class_code(prediction: Prediction) -> str:
    """Return `out_of_scope` if the model mistook a class code for a secret code from a text message; else ""."""
    return NOT_OURS if "кодкласс" in prediction.said.roots and prediction.first == SAFETY else ""


RULES: Sequence[Rule] = (safety, class_code, person, age, abroad, busy, broken, waiting, current)


class Decided(NamedTuple):
    """The intent that a tie-break chose, and the name of its rule. Both are empty if no rule applies."""

    intent: str = ""
    rule: str = ""


_UNDECIDED = Decided()


def decided(prediction: Prediction) -> Decided:
    """Try the rules from the strongest, and return the result of the first one that applies."""
    for rule in RULES:
        if intent := rule(prediction):
            return Decided(intent, rule.__name__)
    return _UNDECIDED
