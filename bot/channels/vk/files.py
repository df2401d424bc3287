"""Files of VK: uploads each outgoing file once per community, and downloads the files that staff send."""

from collections.abc import Sequence
from typing import Any

import aiohttp
import msgspec

from bot.channels.files import Files
from bot.channels.network.http import http_session
from bot.channels.network.network import SYSTEM, Network
from bot.channels.vk.client.api import Api
from bot.channels.vk.errors import CallFailed, Class
from bot.messages.files import LARGEST, PICTURE
from bot.messages.screen import Attachment
from storage.port.delivery.files import FileRow

TIMES = aiohttp.ClientTimeout(total=60, sock_connect=5)
LOST = CallFailed("the file is kept no more", 100)
TRIED = 5  #: recipients tried for one upload: VK refuses one who forbade the community to write


class Uploads:
    """Uploads the files of one community."""

    def __init__(self, api: Api, files: Files) -> None:
        """Store the API and the references of the files uploaded before."""
        self._api, self._files = api, files

    async def ref(self, attached: Attachment, peers: Sequence[str], urgency: int = 0) -> str:
        """Return VK's name of a file, uploading the file first if needed. Raises CallFailed; then nothing was sent.

        `peers`: the recipients. VK requires a recipient for an upload (platform fact B2); after the upload the file
        can be sent to anybody. `urgency`: of the message that carries the file.
        """
        async with self._files.of(attached.file) as upload:
            if not upload.ref:
                if upload.row is None:
                    raise LOST
                upload.ref = await self._for_one_of(upload.row, list(dict.fromkeys(peers))[:TRIED], urgency)
            return upload.ref

    async def refused(self, attached: Attachment, ref: str) -> None:
        """Delete the stored name `ref` of a file, because VK refuses it. The file is then uploaded again."""
        await self._files.refused(attached.file, ref)

    async def _for_one_of(self, row: FileRow, peers: Sequence[str], urgency: int) -> str:
        for peer in peers[:-1]:
            try:
                return await self._uploaded(row, peer, urgency)
            except CallFailed as failed:
                if failed.kind is not Class.gone:
                    raise
        return await self._uploaded(row, peers[-1], urgency)

    async def _uploaded(self, row: FileRow, peer: str, urgency: int) -> str:
        if row.kind == PICTURE:
            server = await self._api.call("photos.getMessagesUploadServer", {"peer_id": peer}, urgency)
            uploaded = await _posted(self._api.network, str(server["upload_url"]), "photo", row)
            (saved,) = await self._api.call("photos.saveMessagesPhoto", uploaded, urgency)
            return named("photo", saved)
        server = await self._api.call("docs.getMessagesUploadServer", {"type": "doc", "peer_id": peer}, urgency)
        uploaded = await _posted(self._api.network, str(server["upload_url"]), "file", row)
        saved = await self._api.call("docs.save", {**uploaded, "title": row.name}, urgency)
        return named("doc", saved["doc"])


def named(kind: str, saved: dict[str, Any]) -> str:
    """Return VK's name of a saved file: `photo-213_7_key`."""
    key = f"_{saved['access_key']}" if saved.get("access_key") else ""
    return f"{kind}{saved['owner_id']}_{saved['id']}{key}"


async def _posted(network: Network, url: str, field: str, row: FileRow) -> dict[str, Any]:
    form = aiohttp.FormData()
    form.add_field(field, row.content, filename=row.name, content_type="application/octet-stream")
    try:
        async with http_session(network, timeout=TIMES) as http, http.post(url, data=form) as answer:
            body = msgspec.json.decode(await answer.read(), type=dict[str, Any])
    except (aiohttp.ClientError, TimeoutError, msgspec.DecodeError) as error:
        raise CallFailed(f"upload:{type(error).__name__}") from None
    if "error" in body:
        raise CallFailed(f"upload:{body['error']}"[:60], 100)
    return body


async def downloaded(url: str, network: Network = SYSTEM) -> bytes:
    """Return the bytes of a file that staff sent. Stops after more than LARGEST bytes. Raises network errors."""
    async with http_session(network, timeout=TIMES) as http, http.get(url) as answer:
        answer.raise_for_status()
        content = bytearray()
        async for chunk in answer.content.iter_chunked(65536):
            content += chunk
            if len(content) > LARGEST:
                break
        return bytes(content)
