"""The errors of this package. Their docstrings are Russian because they are part of the message.

TextError
├── TextErrors          all mistakes in the files of texts
├── UnknownTextError    no template at this path (a LookupError too)
├── UnknownLabelError   no label under this key (a LookupError too)
└── RenderError         a template that cannot be rendered, with its file and line
"""

from collections.abc import Iterable


class TextError(Exception):
    """Словам что-то мешает."""


class TextErrors(TextError):
    """В файлах текстов есть ошибки: исправьте их и повторите проверку."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self.sentences: tuple[str, ...] = tuple(sentences)
        super().__init__("\n".join([self.__doc__ or "", *self.sentences]))


class UnknownTextError(TextError, LookupError):
    """Такого текста нет: создайте файл."""

    def __init__(self, path: str) -> None:
        super().__init__(f"Текста «{path}» нет: создайте файл texts/{path}.j2.")


class UnknownLabelError(TextError, LookupError):
    """Подписи для кнопки нет."""

    def __init__(self, sheet: str, *, key: str, sections: Iterable[str]) -> None:
        places = ", ".join(f"«{section}»" for section in sections)
        super().__init__(f"{sheet}: нет подписи «{key}»: добавьте её в один из разделов {places}.")


class RenderError(TextError):
    """Текст не собрался: не хватает слова, факта или нарушено правило шаблона."""

    def __init__(self, place: str, reason: str, *, line: int = 1) -> None:
        self.line = line
        self.reason = reason
        super().__init__(f"{place}: текст не собрался: {reason}")
