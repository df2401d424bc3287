"""Texts that readers must survive: ordinary input, typing errors, and attempts to break the bot."""

from hypothesis import strategies as st

SIGNS = st.text(max_size=60) | st.text("0123456789 -–—.,;:№²٣①вчасднейяиз\u200f\u202e🐤", max_size=40)
HUGE = st.sampled_from(
    ["9" * 5000, "1-" + "9" * 5000, "1-99999 " * 500, "7," * 5000, "🐤" * 5000, "завтра в " + "9" * 5000]
)
