"""The fast path for ordinary letters gives the same plain form as the general one."""

from hypothesis import given
from hypothesis import strategies as st

from flows.privacy.plain import plain


@given(st.text(alphabet=st.sampled_from("абвгдеёжзийнючяАЁЙабв -–«».,!?()0123456789qwertyABC@#\n\t\u0301\u0306№")))
def test_ordinary_letters_are_made_plain_as_all_others_are(text: str) -> None:
    # an unusual letter, removed afterwards, sends the whole text through the general path
    longer = plain(f"{text}\u00ad")
    assert plain(text)[:2] == longer[:2]
    assert list(plain(text).origin[:-1]) == longer.origin[:-1]
