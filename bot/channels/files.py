"""Outgoing files. Each account uploads a file once; later messages use the reference that the platform returned."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from storage.port.delivery.files import FileRow
from storage.port.store import Store


@dataclass
class Upload:
    """A file to be sent by one account. `ref` is the platform's reference to the file, empty until it is uploaded."""

    ref: str = ""
    row: FileRow | None = None  #: the stored file to upload if `ref` is empty; None if the store has deleted the file


class Files:
    """The references of the files that one account has uploaded."""

    def __init__(self, account: str, store: Store) -> None:
        """Store the arguments. The references are read from `store` and written to it."""
        self._account, self._store = account, store
        self._refs: dict[str, str] = {}
        self._first: dict[str, asyncio.Lock] = {}  #: one lock per file ever sent: some hundreds a year

    @asynccontextmanager
    async def of(self, ident: str) -> AsyncIterator[Upload]:
        """Yield the `Upload` of the file with the id `ident`.

        If its `ref` is empty, the caller uploads the file and sets `ref`.
        Concurrent callers for the same file wait until the upload has ended.
        """
        if ref := self._refs.get(ident, ""):
            yield Upload(ref)
            return
        async with self._first.setdefault(ident, asyncio.Lock()):
            upload = await self._found(ident)
            if not upload.ref:
                yield upload
                if upload.ref:
                    await self._keep(ident, upload.ref)
                return
        yield upload

    async def _found(self, ident: str) -> Upload:
        if ref := self._refs.get(ident, ""):
            return Upload(ref)
        async with self._store.work() as work:
            if ref := await work.files.ref(self._account, ident):
                self._refs[ident] = ref
                return Upload(ref)
            return Upload(row=await work.files.load(ident))

    async def _keep(self, ident: str, ref: str) -> None:
        async with self._store.work() as work:
            await work.files.keep_ref(self._account, ident, ref)
        self._refs[ident] = ref

    async def refused(self, ident: str, ref: str) -> None:
        """Delete `ref`, which the platform no longer accepts, so that the file `ident` is uploaded again.

        If the file was uploaded again meanwhile, its new reference stays.
        """
        if self._refs.get(ident) == ref:
            del self._refs[ident]
        async with self._store.work() as work:
            await work.files.drop_ref(self._account, ident, ref)
