"""The queue is read through its index."""

from storage.sqlite.core.moments import text_of
from storage.sqlite.delivery.deliveries import CLAIMABLE
from storage.sqlite.store import SqliteStore
from tests.support.storage.town import NOW, VK


async def test_the_queue_is_read_in_order_without_sorting(store: SqliteStore) -> None:
    values = {"now": text_of(NOW), "most": 1, "account": VK, "resting": "[]", "least_urgent": 3}
    plan = str(await store._connection.execute_fetchall(f"EXPLAIN QUERY PLAN {CLAIMABLE}", values))
    assert "deliveries_waiting" in plan
    assert "TEMP B-TREE" not in plan
