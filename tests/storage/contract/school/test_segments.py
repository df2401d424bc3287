"""Segments: children of a class by their progress."""

from datetime import date

from flows.values.segments import Segment
from storage.port.turns import RecordRow
from tests.support.storage.town import (
    DAD,
    GRAN,
    MUM,
    Town,
)


async def test_a_segment_holds_children_by_how_far_they_have_come(town: Town) -> None:
    klass = await town.founded()
    mums, dads = await town.child_of(MUM, klass), await town.child_of(DAD, klass)
    await town.child_of(GRAN)  # in no class
    began = date(2026, 11, 6)
    sent, ready = (mums, "documents", "birth", "sent", began), (dads, "account", "", "finished", began)
    persons = {key: await town.person(key) for key in (MUM, DAD)}
    rows = [RecordRow(*sent, persons[MUM]), RecordRow(*ready, persons[DAD])]
    assert await town.segment(klass, "not_started") == {persons[MUM], persons[DAD]}
    await town.keep(records=rows)
    assert await town.segment(klass, "all") == {persons[MUM], persons[DAD]}
    assert await town.segment(klass, "not_started") == set()
    assert await town.segment(klass, "waiting", "2026-11-06") == {persons[MUM]}
    assert await town.segment(klass, "waiting", "2026-11-05") == set()
    assert await town.segment(klass, "without", step="account") == {persons[MUM]}
    assert await town.segment(klass, "at", step="diary") == {persons[DAD]}
    assert await town.segment("другой", "all") == set()


async def test_both_parents_of_a_child_belong_to_its_segment_and_to_chunks_in_order(town: Town) -> None:
    klass = await town.founded()
    child = await town.child_of(MUM, klass)
    await town.redeem(await town.code("child", MUM, child=child), DAD)
    async with town.store.work() as work:
        assert await work.segments.count([klass], Segment(), "") == (1, 2)
        first = await work.segments.members([klass], Segment(), "", most=1)
        second = await work.segments.members([klass], Segment(), "", after=first[0], most=1)
        assert first[0] < second[0]
        assert await work.segments.members([klass], Segment(), "", after=second[0]) == []
        assert await work.segments.still([klass], Segment(), "", [first[0], "чужой"]) == {first[0]}
