"""The errors of this package. The docstring of TextErrors is Russian because it is the first line of its message.

TextError
├── TextErrors          all mistakes in the files of texts
├── UnknownTextError    no template at this path (a LookupError too)
├── UnknownLabelError   no label under this key (a LookupError too)
└── RenderError         a template that cannot be rendered, with its file and line
"""

from collections.abc import Iterable


class TextError(Exception):
    """The base class of all errors of the package `texts.engine`."""


class TextErrors(TextError):
    """В файлах текстов есть ошибки: исправьте их и повторите проверку."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self.sentences: tuple[str, ...] = tuple(sentences)
        super().__init__("\n".join([self.__doc__ or "", *self.sentences]))


class UnknownTextError(TextError, LookupError):
    """There is no template at this path."""

    def __init__(self, path: str) -> None:
        super().__init__(f"Текста «{path}» нет: создайте файл texts/{path}.j2.")


class UnknownLabelError(TextError, LookupError):
    """A button has no label in any of the sections where labels are looked up."""

    def __init__(self, sheet: str, *, key: str, sections: Iterable[str]) -> None:
        places = ", ".join(f"«{section}»" for section in sections)
        super().__init__(f"{sheet}: нет подписи «{key}»: добавьте её в один из разделов {places}.")


class RenderError(TextError):
    """A template cannot be rendered: a slot or a fact is missing, or the template breaks a rule."""

    def __init__(self, place: str, reason: str, *, line: int = 1) -> None:
        self.line = line
        self.reason = reason
        super().__init__(f"{place}: текст не собрался: {reason}")
