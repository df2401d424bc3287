"""How many actions a walk takes: a parent's presses and words, counted in the stories that show the walk."""

from tests.support.root import TESTS

STRAIGHT, MOST = "070_straight_way", 50  #: from the class code to the open diary and Сферум


def actions(story: str) -> list[str]:
    """Return what the first parent does in a story, in order."""
    lines = (TESTS / "stories" / f"{story}.story").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.startswith("> ")]


def test_the_straight_way_to_the_diary_and_sferum_is_short() -> None:
    """The last screen of the story is the map with everything done."""
    told = (TESTS / "stories" / f"{STRAIGHT}.story").read_text(encoding="utf-8")
    last = told.rsplit("\n> ", 1)[-1]
    assert [line.strip()[0] for line in last.splitlines() if line.strip()[:1] in "✅⬜👉⏳"] == ["✅"] * 6
    assert len(actions(STRAIGHT)) <= MOST


def test_a_question_is_answered_in_three_presses_beside_typing() -> None:
    """From the notice of the question: open it, take it, send the answer."""
    told = (TESTS / "stories" / "001_whole_way.story").read_text(encoding="utf-8").splitlines()
    mine = [line.removeprefix("Админ> ") for line in told if line.startswith("Админ> ")]
    answered = mine[: mine.index("[Отправить]") + 1]
    assert [line for line in answered if line.startswith("[")] == ["[Открыть вопрос]", "[Взять вопрос]", "[Отправить]"]
