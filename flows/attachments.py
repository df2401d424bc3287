"""What a message may carry: the names `attach:` knows. Who draws each stands in `bot/attachments.py`."""

from collections.abc import Mapping

ATTACHMENTS: Mapping[str, str] = {
    "sent_file": "картинка или документ, которые человек прислал сам (слово `file`)",
}
FILE_WORDS = ("file", "file_kind", "file_name")  #: told by a file that a state `receives`
