"""The prefilter only saves work: with it and without it, the same is found in any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.privacy.names import LETTERS
from flows.text import normal as normal_of
from flows.text.normal import normal
from flows.text.prefilter import parted

_TYPED = st.text(st.one_of(st.sampled_from(" ,.?!-_\n\t5²«»ёйЪxß"), st.characters()), max_size=420)


@given(_TYPED)
def test_words_parted_at_stops_are_the_words(text: str) -> None:
    quick = normal.__wrapped__(text)
    letters = parted(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(normal_of, "parted", lambda _: [])
        assert quick == normal.__wrapped__(text)
    assert not "".join(letters).isalpha() or letters == LETTERS.findall(text)
