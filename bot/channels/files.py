"""Files on their way out: each is uploaded to an account once, whoever is first, and said by its name there since."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from storage.port.files import FileRow
from storage.port.store import Store


@dataclass
class Upload:
    """One file as one account has it: `ref` is what the platform calls it, empty until somebody has uploaded it."""

    ref: str = ""
    row: FileRow | None = None  #: what to upload, while there is no `ref`; None: it is kept no more


class Files:
    """The files of one account's messages."""

    def __init__(self, account: str, store: Store) -> None:
        """Keep what the platform called the files given to it."""
        self._account, self._store = account, store
        self._refs: dict[str, str] = {}
        self._first: dict[str, asyncio.Lock] = {}  #: one a file that was ever sent: some hundreds a year

    @asynccontextmanager
    async def of(self, ident: str) -> AsyncIterator[Upload]:
        """Give a file to be sent. Who is first uploads it and sets `ref`; the others wait until that is done."""
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
        """Forget a name the platform does not know any more: the file will be uploaded anew."""
        self._refs.pop(ident, None)
        async with self._store.work() as work:
            await work.files.drop_ref(self._account, ident, ref)
