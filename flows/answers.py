"""What a typed text answers on the screen in front of the person: a button, or a word that works everywhere.

Whole texts are compared, never parts: «статус готов а кнопки нет» presses nothing. A question is for `meanings`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from rapidfuzz.distance import OSA

from flows.normal import layouts, normal


class Shown(NamedTuple):
    """A button or a choice as the person sees it."""

    key: str
    label: str


def pressed(text: str, shown: Sequence[Shown]) -> str | None:
    """Give the key of the one button `text` means, or None when it means none, or two equally.

    `shown` stands in the order of the screen, so that «2» is the second; numbers written on the labels
    («ребёнок 9», «5 класс») are stronger than the order.
    """
    return _as_written(text, shown) or _numbered(text, shown) or _said(text, shown)


def command(text: str) -> str | None:
    """Give the word that works everywhere and that `text` is, whole: menu, back, human, help, start, my_data, stop."""
    said = _BOT_NAME.sub("", text.strip())
    return next((found for form in layouts(said) if (found := _nearest(form, _COMMAND_FORMS))), None)


# --- one way after another, the surest first ------------------------------------------------------------------------


def _said(text: str, shown: Sequence[Shown]) -> str | None:
    """Give the button said in words, in either keyboard layout, with or without «ну», «я», «спасибо» around it.

    «готово?» asks and does not tell, so it presses no «Готово».
    """
    forms = layouts(text) if normal(text) else _signs(text)
    found = _first(_in_words(form, shown) for form in (*forms, *map(_bare, forms)) if form)
    return None if "?" in text and found in _STATEMENTS else found


def _in_words(form: str, shown: Sequence[Shown]) -> str | None:
    return (
        _exact(form, shown)
        or _word(form, shown)
        or _agreed(form, shown)
        or _nearest(form, [*_labels(shown), *_words_of(shown)])
        or _beginning(form, shown)
        or _placed(_PLACES.get(form), shown)
    )


def _as_written(text: str, shown: Sequence[Shown]) -> str | None:
    """Give the button whose label was typed letter for letter: the only way to press «➡️» or «👍» by typing."""
    written = text.strip().casefold()
    return _only({key for key, label in shown if label.strip().casefold() == written}) if written else None


def _exact(form: str, shown: Sequence[Shown]) -> str | None:
    return _only({key for key, label in _labels(shown) if label == form})


def _word(form: str, shown: Sequence[Shown]) -> str | None:
    """Give the button whose key has `form` among the common words for it («угу» for `yes`)."""
    keys = {button.key for button in shown}
    return next((key for key, words in _WORDS.items() if key in keys and form in words), None)


def _agreed(form: str, shown: Sequence[Shown]) -> str | None:
    """Give the only button beginning «Да, …» or «Нет, …» for a bare «да» or «нет», whatever its key is."""
    return _only({key for key, label in shown if (start := _YES_OR_NO.match(label)) and normal(start[1]) == form})


def _beginning(form: str, shown: Sequence[Shown]) -> str | None:
    """Give the only button whose label begins with `form`, of four letters or more."""
    if sum(map(str.isalpha, form)) < 4 or form in _ANSWERS:
        return None
    return _only({key for key, label in _labels(shown) if _begins(label, form) and _same_side(label, form)})


def _begins(label: str, form: str) -> bool:
    # «класс 1» is not the beginning of «класс 11».
    return label.startswith(form) and not (form[-1].isdigit() and label[len(form) : len(form) + 1].isdigit())


def _nearest(form: str, candidates: Iterable[tuple[str, str]]) -> str | None:
    """Give the key whose words are nearest to `form` within its slips, or None when two keys are equally near."""
    best: dict[str, int] = {}
    for key, words in candidates:
        far = _slips(form, words)
        if far is not None:
            best[key] = min(far, best.get(key, far))
    nearest = min(best.values(), default=0)
    return _only({key for key, far in best.items() if far == nearest})


# --- numbers --------------------------------------------------------------------------------------------------------


def _numbered(text: str, shown: Sequence[Shown]) -> str | None:
    said = None if text.lstrip().startswith(_SIGNED) else _NUMBER.fullmatch(normal(text))
    if not said:
        return None
    number = said["number"].lstrip("0")
    return _placed(int(number or 0), shown) if said["of"] else _by_number(number, shown)


def _by_number(number: str, shown: Sequence[Shown]) -> str | None:
    """Give the button for a bare number: the one it is written on, else the one in that place.

    Where two labels or more carry numbers («5 класс», «6 класс»), or the two ways differ, the place does not count.
    """
    written = {key: set(_WHOLE_NUMBER.findall(label)) for key, label in _labels(shown)}
    named = {key for key, numbers in written.items() if number in numbers}
    if sum(map(bool, written.values())) >= 2:
        return _only(named)
    placed = _placed(int(number or 0), shown)
    return _only(named | {placed} if placed else named)


def _placed(place: int | None, shown: Sequence[Shown]) -> str | None:
    return shown[place - 1].key if place and place <= len(shown) else None


# --- how near two texts are -----------------------------------------------------------------------------------------


def _slips(said: str, meant: str) -> int | None:
    """Count the slips of the finger between two whole texts; None when they are simply different.

    «не» must stand in both or in neither, digits and first letters must be equal: one letter makes
    «не готово», «6 класс» or «выключить» of its opposite.
    """
    if said == meant:
        return 0
    ours, theirs = _with_denial(said).split(), _with_denial(meant).split()
    if len(ours) != len(theirs) or not _same_side(said, meant):
        return None
    slips = [_word_slips(one, other) for one, other in zip(ours, theirs, strict=True)]
    return None if None in slips else sum(filter(None, slips))


def _with_denial(form: str) -> str:
    # People write «незнаю» and «не знаю», «неполучаетца» and «не получается».
    return form.replace("не ", "не") if form.startswith("не ") else form.replace(" не ", " не")


def _word_slips(said: str, meant: str) -> int | None:
    if said == meant:
        return 0
    allowed = _allowed(min(len(said), len(meant)))
    if said[0] != meant[0] or not allowed or _ANY_NUMBER.findall(said) != _ANY_NUMBER.findall(meant):
        return None
    far = OSA.distance(said, meant, score_cutoff=allowed)
    return far if far <= allowed else None


def _allowed(letters: int) -> int:
    return 0 if letters < 5 else 1 if letters < 8 else 2


def _same_side(one: str, other: str) -> bool:
    """Tell whether both texts deny or neither does, and neither says the opposite of the other."""
    return bool(_DENIAL.search(one)) == bool(_DENIAL.search(other)) and not any(
        (left.search(one) and right.search(other)) or (right.search(one) and left.search(other))
        for left, right in _OPPOSITES
    )


# --- small change ---------------------------------------------------------------------------------------------------


def _labels(shown: Sequence[Shown]) -> list[tuple[str, str]]:
    return [(key, normal(label)) for key, label in shown]


def _words_of(shown: Sequence[Shown]) -> list[tuple[str, str]]:
    return [(key, word) for key, _ in shown for word in _WORDS.get(key, ())]


def _bare(form: str) -> str:
    """Give `form` without the small words that change nothing, or nothing when there were none."""
    kept = " ".join(word for word in form.split() if word not in _SMALL_WORDS)
    return kept if kept != form else ""


def _signs(text: str) -> tuple[str, ...]:
    """Give the words that signs alone stand for («+», «👍👍»), none when they disagree."""
    said = {_SIGNS[char] for char in text if char in _SIGNS}
    return said.pop() if len(said) == 1 else ()


def _first(found: Iterable[str | None]) -> str | None:
    return next((key for key in found if key), None)


def _only(keys: set[str]) -> str | None:
    return next(iter(keys)) if len(keys) == 1 else None


# --- the words ------------------------------------------------------------------------------------------------------


def _forms(words: str) -> frozenset[str]:
    return frozenset(word for line in words.split(",") if (word := normal(line)))


# The order decides where a word belongs to two buttons shown together: «потом» is `later` before it is `skip`.
_WORDS: Mapping[str, frozenset[str]] = {
    "yes": _forms("да, даа, ага, угу, конечно, есть, да есть, ну да, да конечно, верно, все верно, правильно,"
                  "так точно, вижу, имеется, согласен, согласна, хорошо, давай, давайте, yes, yep, da, плюс"),
    "send_it": _forms("да, ага, угу, верно, все верно, отправляй, отправляйте, отправь, отправьте, шлите, готово, ок,"
                      "ok, давай, давайте"),
    "no": _forms("нет, нету, нее, не, неа, не а, нет конечно, конечно нет, да нет, нет нету, пока нет,"
                 "еще нет, нет еще, не вижу, отсутствует, не согласен, не согласна, не надо, не хочу, no, nope, net,"
                 "минус"),
    "done": _forms("готово, готов, готова, все готово, сделал, сделала, сделали, сделано, все сделал, все сделала,"
                   "отправил, отправила, отправили, отправлено, получилось, все получилось, вышло, выполнено,"
                   "выполнил, выполнила, нажал, нажала, все, ок, окей, ok, okay, done, gotovo"),
    "cannot": _forms("не получается, не получилось, не могу, не выходит, не вышло, ошибка, выдает ошибку, пишет ошибку,"
                     "не работает, не удается, не удалось, никак, не смог, не смогла, не сделал, не сделала, не готово,"
                     "не отправил, не отправила, не отправляется, не нажимается, ничего не получается,"
                     "ничего не выходит"),
    "dont_know": _forms("не знаю, хз, подскажите, без понятия, не помню, не уверен, не уверена, понятия не имею,"
                        "не понимаю, не понял, не поняла, затрудняюсь, затрудняюсь ответить, не в курсе, кто его знает,"
                        "фиг знает, где посмотреть, как узнать, незнаю"),
    "back": _forms("назад, вернуться, вернись, обратно, шаг назад, вернуться назад, back"),
    "later": _forms("потом, позже, попозже, не сейчас, сделаю потом, сделаю позже, сейчас не могу, сейчас некогда,"
                    "напомни позже, напомните позже, в другой раз"),
    "skip": _forms("пропустить, пропусти, пропустим, пропускаю, дальше, потом, позже, попозже, не сейчас, skip"),
}  # fmt: skip

_COMMANDS: Mapping[str, frozenset[str]] = {
    "menu": _forms("меню, в меню, главное меню, карта, карта пути, на карту, главная, на главную, главный экран, домой,"
                   "открой меню, menu, home"),
    "back": _forms("назад, вернуться, вернись, вернуться назад, обратно, шаг назад, back"),
    "human": _forms("человек, оператор, администратор, админ, живой человек, позовите человека, позови человека,"
                    "позовите оператора, позовите администратора, позови оператора, позови администратора,"
                    "нужен человек, нужен живой человек, нужен оператор, нужен администратор, хочу человека,"
                    "дайте человека, к человеку, с человеком, human, operator"),
    "help": _forms("помощь, помогите, помоги, справка, что ты умеешь, что умеешь, что вы умеете, что ты можешь,"
                   "как пользоваться, как тобой пользоваться, help"),
    "start": _forms("start, старт, начать, начнем, начать заново, начать сначала, заново, сначала, привет, приветик,"
                    "привет бот, здравствуйте, здравствуй, здрасте, здрасьте, приветствую, добрый день, добрый вечер,"
                    "доброе утро, доброго дня, доброго времени суток, hello, hi"),
    "my_data": _forms("мои данные, данные обо мне, что вы обо мне знаете, что ты обо мне знаешь, что вы храните,"
                      "какие данные вы храните, data, my data, mydata"),
    "stop": _forms("стоп, отписаться, отпишите меня, отпиши меня, отпишись, отпишите, отписка, хочу отписаться,"
                   "не пиши мне, не пишите мне, не пиши, не пишите, не пиши больше, не пишите больше,"
                   "не пиши мне больше, не пишите мне больше, больше не пиши, больше не пишите, больше мне не пишите,"
                   "хватит писать, stop, unsubscribe"),
}  # fmt: skip
_COMMAND_FORMS = [(key, word) for key, words in _COMMANDS.items() for word in words]

_SIGNS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys("+➕", ("да",)),
    **dict.fromkeys("-–—−➖👎❌", ("нет",)),
    **dict.fromkeys("👍👌✅✔☑🆗", ("готово", "да")),
    **dict.fromkeys("🤷", ("не знаю",)),
    **dict.fromkeys("⬅◀↩🔙", ("назад",)),
}
_SMALL_WORDS = _forms("ну, вот, уже, все, я, мы, ой, ура, это, тут, так, спасибо, пожалуйста, ага, да")
_STATEMENTS = {"yes", "no", "done"}
_ANSWERS = _WORDS["yes"] | _WORDS["no"]  # «есть» is not the beginning of «Есть вопрос»

_ORDINALS = ("первый первая первое первую", "второй вторая второе вторую", "третий третья третье третью",
             "четвертый четвертая четвертую", "пятый пятая пятую", "шестой шестая шестую")  # fmt: skip
_PLACES: Mapping[str, int] = {
    f"{ordinal}{thing}": place
    for place, ordinals in enumerate(_ORDINALS, 1)
    for ordinal in ordinals.split()
    for thing in ("", " вариант", " кнопка", " кнопку", " пункт")
}

_NUMBER = re.compile(
    r"(?P<of>(?:(?:вариант|кнопка|кнопку|пункт|цифра|цифру|номер|выбираю|нажимаю|под номером|no) ?)+)?"
    r"(?P<number>\d{1,3})(?: ?(?:й|я|е|ый|ая))?(?: (?:вариант|кнопка|кнопку|пункт))?",
    re.ASCII,
)
_SIGNED = ("+", "-", "–", "−")  # «-1» and «+1» are not the first button
_WHOLE_NUMBER = re.compile(r"(?<!\w)[1-9][0-9]*(?!\w)")
_ANY_NUMBER = re.compile(r"\d+")
_YES_OR_NO = re.compile(r"\W*(да|нет)\s*[,.:—–-]", re.IGNORECASE)
_BOT_NAME = re.compile(r"(?<=\w)@\w+$")  # Telegram adds the bot's name to a command chosen in a group: /menu@bot
_DENIAL = re.compile(r"\b(?:не|нет|ни|неа|нету|без|никак|нельзя|никогда)\b|\bне\w{3}")
_OPPOSITES = tuple(
    (re.compile(rf"\b{left}"), re.compile(rf"\b{right}"))
    for left, right in (("включ", "выключ"), ("во[йш]", "вы[йш]"), ("вход", "выход"), ("вве", "выве"))
)
