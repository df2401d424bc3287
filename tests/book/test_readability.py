"""Every message is short enough for a phone, has short sentences, and asks for one thing at a time."""

from collections.abc import Iterator

import pytest

from bot.app.wiring import Content
from bot.messages.markup import plain
from bot.queries.unrecognised import Topic
from flows.book.topics import GROUPS, REST, intents_of
from flows.checks.graph import named
from flows.checks.told import NOTHING, screens_after
from tests.support.book.all_screens import Screens
from tests.support.book.readability import MEASURES, SIZE, Measure, average, longest, things

#: Messages that may be longer, each with its reason; a button opens the list of all steps (`all_steps`).
LONG = {
    "human/look": "сводка: всё, что выяснили, и слова родителя — он должен видеть её целиком",
    "human/summary": "та же сводка, как её получит школа",
}


def whole_ways(screens: Screens) -> set[str]:
    """Return the screens that list all steps: opened by a button and kept in the chat."""
    return {f"{flow}/{at}" for (flow, at), state in screens.whole.screens() if state.keep and at == "all_steps"}


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.of.__name__)
def test_no_message_is_harder_to_read_than_it_may_be(measure: Measure, screens: Screens) -> None:
    """A failure lists the ten worst texts; `python -m tests.support.book.readability` always prints them."""
    allowed = whole_ways(screens) | LONG.keys()
    worst = [pair for pair in measure.worst(screens.texts_said) if pair[1].path not in allowed]
    assert worst[0][0] <= measure.most, measure.told(worst[:10])


def test_a_message_with_the_note_above_it_is_not_longer_either(screens: Screens) -> None:
    allowed = whole_ways(screens) | LONG.keys()
    size = {said.path: value for value, said in SIZE.worst(screens.texts_said)}
    both = {f"{note} + {to}": size[note] + size[to] for note, to in noted(screens) if to not in allowed}
    assert not {pair: value for pair, value in both.items() if value > SIZE.most}


def noted(screens: Screens) -> Iterator[tuple[str, str]]:
    """Yield every note with every screen it can be shown above."""
    graph, told = screens.whole.graph, screens.whole.told
    for spot, state in screens.whole.last_notice():
        for to, _ in screens_after(graph, spot, told.get(spot, NOTHING)) if state.note else ():
            yield named(spot), named(to)


@pytest.mark.parametrize("group", [*GROUPS, REST])
def test_the_meanings_of_every_group_are_a_short_message(group: str, shipped: Content) -> None:
    book = shipped.book
    said = [Topic(book.called(each), book.phrased[each].about) for each in intents_of(book, group)]
    assert said
    assert SIZE.of(plain(shipped.texts.render("misses/meanings", {"meanings": said}))) <= SIZE.most


def test_every_excuse_for_a_long_message_is_still_needed(screens: Screens) -> None:
    size = {said.path: value for value, said in SIZE.worst(screens.texts_said)}
    assert {path for path in LONG if size[path] <= SIZE.most} == set()


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Откройте карточку. Нажмите «Создать».", 1),
        ("Попробуйте так:\n1. Выйдите и войдите.\n2. Обновите страницу.", 1),
        ("Откройте карточку.\n\nНажмите «Создать».", 1),  # the next paragraph continues with an instruction
        ("Откройте карточку.\n\nТам два документа. Сверьте оба с бумагой.", 2),
        ("Откройте карточку.\n\nНе нашли — нажмите «Не получается».", 1),
        ("Откройте карточку.\n\nКнопки нет? Позовите человека.", 1),
        ("Заполните профиль.\n\nЭто недолго. Заполните все поля — откроется Сферум.", 1),
        ("Попросите приглашение. Можно так:\n«Здравствуйте! Пришлите приглашение».", 1),
        ("⚠️ Запишите пароль сразу.\n\nЭто важно. Откройте карточку.", 1),
        ("Увидите окно с вопросом.\n\nНе закрывайте его.", 0),
        ("Проверка идёт. Ничего делать не нужно.", 0),
    ],
)  # fmt: skip
def test_orders_one_after_another_are_one_thing(text: str, count: int) -> None:
    assert things(text) == count


def test_sentences_are_counted_by_their_words() -> None:
    text = "Откройте Госуслуги (https://www.gosuslugi.ru/) → «Документы». Готово?\n— е и ё, двойные имена"
    assert (average(text), longest(text)) == (3.0, 5)
