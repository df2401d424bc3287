"""The attachments of a message, as `attach:` names them. `bot/rendering/attachments.py` makes the file of each."""

from collections.abc import Mapping

ATTACHMENTS: Mapping[str, str] = {
    "order_file": "файл приказа или инструкции, с которыми знакомят (вид `order`)",
    "sheet": "лист А4 для собрания: код класса (`code`) и шаги на бумаге",
    "slips": "листки семей по номерам, с кодом на один раз: `view: slips`",
    "board": "картинка класса: строка — семья, столбец — шаг (вид `board`)",
    "sent_file": "картинка или документ, которые человек прислал сам (слово `file`)",
}
FILE_WORDS = ("file", "file_kind", "file_name")  #: slots set by a file that a state `receives`
