"""What typed text is taken for, before its meaning is looked for."""

import pytest

from flows.typed import code_alone
from storage.codes import new_code


def test_every_code_we_make_is_known_wherever_it_is_typed() -> None:
    """Also one whose only digit stands before the dash, one of twelve."""
    assert [code for code in (new_code() for _ in range(2000)) if not code_alone(code)] == []


@pytest.mark.parametrize("text", ["k7x-bcdfgh", "kbx-bcdfg4", "234-56789b", " K7x-49fq2m\n", "K7X-49FQ2M", "Demo-3b"])
def test_a_code_alone(text: str) -> None:
    assert code_alone(text)


@pytest.mark.parametrize(
    "text", ["123-456789", "abc-defghi", "k7x49fq2m", "k7x-49fq2", "код k7x-49fq2m", "k7x-49fq2m спасибо", "к7х-49фк2м"]
)
def test_no_code(text: str) -> None:
    assert not code_alone(text)
