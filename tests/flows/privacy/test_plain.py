"""Ordinary letters are made plain quickly, and as all others are."""

from hypothesis import given
from hypothesis import strategies as st

from flows.privacy.plain import plain


@given(st.text(alphabet=st.sampled_from("абвгдеёжзийнючяАЁЙабв -–«».,!?()0123456789qwertyABC@#\n\t\u0301\u0306№")))
def test_ordinary_letters_are_made_plain_as_all_others_are(text: str) -> None:
    # a letter that is not ordinary, taken away again, sends the whole text the longer way
    longer = plain(f"{text}\u00ad")
    assert plain(text)[:2] == longer[:2]
    assert list(plain(text).origin[:-1]) == longer.origin[:-1]
