"""The first step of the map that is not done."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from flows.context.known import Child, Stage
from flows.context.progress import current_step, steps

stages = st.lists(
    st.builds(
        Stage,
        st.sampled_from(["documents", "account", "diary", "myschool", "sferum"]),
        st.sampled_from(["card", "sent", "not_found", "verified", "created", "finished", "requested", "entered"]),
        st.dates(date(2026, 9, 1), date(2026, 11, 20)),
        st.sampled_from(["", "birth", "snils"]),
    ),
    max_size=6,
)


@given(stages)
def test_the_current_step_is_the_first_step_of_the_map_that_is_not_done(told: list[Stage]) -> None:
    child = Child("c-1")
    for stage in told:
        child = child.recorded(stage)
    drawn, found = steps(child, date(2026, 11, 21)), current_step(child)
    ahead = [step for step in drawn if step.mark not in {"✅", "➖"}]
    assert found.done == tuple(step.key for step in drawn if step not in ahead)
    first = (ahead[0].key, ahead[0].state, ahead[0].since) if ahead else ("", "", None)
    assert (found.step, found.state, found.since) == first
    assert found.begun or not told
