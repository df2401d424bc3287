"""`python -m bot intents`: measures intent recognition on labelled messages, or explains the result for one text."""

import csv
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from bot.errors import BadMessagesError
from flows.book.loading import folds, phrase_digests, trained_classifier
from flows.nlu import entities
from flows.nlu.folds import Folds
from flows.nlu.intents import IntentClassifier, Judged
from flows.nlu.tie_breaks import NOT_OURS

Echo = Callable[[str], None]


class Message(NamedTuple):
    """A labelled message: its text, and the right intent, one of the 24 broad intents of `flows/nlu/folds.py`."""

    text: str
    intent: str


class Heard(NamedTuple):
    """The result for one message.

    `meant`: the labelled intent; `intent`: the recognised one; `sure`: the bot would act on it without a question;
    `offered`: the intents of the offered buttons; `spent`: CPU milliseconds.
    """

    meant: str
    intent: str
    certainty: float
    sure: bool
    offered: frozenset[str]
    spent: float

    @property
    def right(self) -> bool:
        """Return whether the recognised intent is the labelled one."""
        return self.intent == self.meant

    @property
    def helped(self) -> bool:
        """Return whether one of the offered buttons leads to the labelled intent.

        Always True if the label is NOT_OURS, because the button «Другое» is right for such a message.
        """
        return self.meant in self.offered or self.meant == NOT_OURS


def measured(file: Path, echo: Echo) -> int:
    """Measure the classifier on a file of labelled messages and print the figures; return the exit code."""
    of, classifier = folds(), trained_classifier()
    known = {of.of(intent) for intent in phrase_digests()}
    found = [heard(message, classifier, of) for message in messages(file, known)]
    for line in report(found):
        echo(line)
    return 0


def messages(file: Path, known: set[str]) -> list[Message]:
    """Read labelled messages from a CSV file. `known`: the intents that labels may name.

    Raises BadMessagesError for missing columns, an unknown intent or an empty file.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            if not {"text", "intent"} <= set(reader.fieldnames or ()):
                raise BadMessagesError(file, "нет столбцов text и intent")
            read = [Message(row["text"] or "", (row["intent"] or "").strip()) for row in reader]
    except UnicodeDecodeError:
        raise BadMessagesError(file, "он не в UTF-8") from None
    except csv.Error:
        raise BadMessagesError(file, "строка не разбирается") from None
    if unknown := sorted({each.intent for each in read} - known):
        raise BadMessagesError(file, f"нет такого смысла: {', '.join(unknown)}")
    if not read:
        raise BadMessagesError(file, "в нём нет ни одного сообщения")
    return read


def heard(message: Message, classifier: IntentClassifier, of: Folds) -> Heard:
    """Classify one message as the bot does, and measure the CPU time. `of` converts intents to those of the labels."""
    began = time.process_time_ns()
    judged = classifier.judge(message.text)
    spent = (time.process_time_ns() - began) / 1e6
    offered = frozenset(intent(each, judged, of) for each in judged.offered)
    return Heard(message.intent, intent(judged.intent, judged, of), judged.certainty, judged.sure, offered, spent)


def intent(intent: str, judged: Judged, of: Folds) -> str:
    """Convert a recognised intent to one of the 24 broad intents of the labels; NOT_OURS if no intent was recognised.

    The classifier distinguishes more intents than the labels do.
    """
    return of.of(intent, entities.services(judged.said)) if intent else NOT_OURS


# --- the figures ----------------------------------------------------------------------------------------------------


class Figures(NamedTuple):
    """The precision and the recall of one intent, and the number of messages labelled with it."""

    precision: float
    recall: float
    meant: int

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall; 0 if both are 0."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def table(found: Sequence[Heard]) -> dict[str, Figures]:
    """Return {intent: its precision and recall} for every intent that a message is labelled with."""
    right = Counter(each.meant for each in found if each.right)
    meant, said = Counter(each.meant for each in found), Counter(each.intent for each in found)
    return {
        name: Figures(ratio(right[name], said[name]), ratio(right[name], many), many)
        for name, many in sorted(meant.items())
    }


def ratio(part: float, whole: float) -> float:
    """Return `part` divided by `whole`, 0 if `whole` is 0."""
    return part / whole if whole else 0.0


class Summary(NamedTuple):
    """The totals of a measurement of the classifier. All are shares from 0 to 1, except the median time."""

    accuracy: float
    macro_f1: float
    sure_coverage: float
    sure_precision: float
    offered_right: float  #: share of messages with a right button, among those whose intent is not sure
    foreign_taken: float  #: share of messages recognised as in scope, among those out of scope
    sent_away: float  #: share of messages that are offered nothing, among those in scope
    ms_median: float


def summary(found: Sequence[Heard]) -> Summary:
    """Compute the totals over the results of all messages."""
    sure, unsure = _parted(found, lambda each: each.sure)
    foreign, ours = _parted(found, lambda each: each.meant == NOT_OURS)
    rows = table(found).values()
    return Summary(
        accuracy=ratio(sum(each.right for each in found), len(found)),
        macro_f1=ratio(sum(row.f1 for row in rows), len(rows)),
        sure_coverage=ratio(len(sure), len(found)),
        sure_precision=ratio(sum(each.right for each in sure), len(sure)),
        offered_right=ratio(sum(each.helped for each in unsure), len(unsure)),
        foreign_taken=ratio(sum(not each.right for each in foreign), len(foreign)),
        sent_away=ratio(sum(not each.offered for each in ours), len(ours)),
        ms_median=median(each.spent for each in found),
    )


def _parted(found: Sequence[Heard], by: Callable[[Heard], bool]) -> tuple[list[Heard], list[Heard]]:
    return [each for each in found if by(each)], [each for each in found if not by(each)]


# --- the report ------------------------------------------------------------------------------------------------------


def report(found: Sequence[Heard]) -> list[str]:
    """Return the lines of the report on all messages. Scripts read the first two: accuracy and macro F1."""
    whole = summary(found)
    return [
        f"accuracy {whole.accuracy:.3f}",
        f"macro_f1 {whole.macro_f1:.3f}",
        "",
        *_table(found),
        "",
        *_confusions(found),
        "",
        f"sure_coverage {whole.sure_coverage:.3f}    # на скольких сообщениях бот уверен",
        f"sure_precision {whole.sure_precision:.3f}   # сколько из них понято верно",
        f"offered_right {whole.offered_right:.3f}    # на остальных: верный смысл среди предложенных кнопок",
        f"foreign_taken {whole.foreign_taken:.3f}    # чужого принято за своё",
        f"sent_away {whole.sent_away:.3f}        # своих вопросов отослано",
        "",
        *_reliability(found),
        "",
        f"ms_median {whole.ms_median:.3f}",
        f"ms_most {max(each.spent for each in found):.3f}",
    ]


def _table(found: Sequence[Heard]) -> list[str]:
    rows = table(found)
    wide = max(map(len, rows))
    return [
        f"{'meaning':{wide}}  precision  recall     f1  messages",
        *(
            f"{name:{wide}}  {row.precision:9.3f}  {row.recall:6.3f}  {row.f1:5.3f}  {row.meant:8d}"
            for name, row in rows.items()
        ),
    ]


def _confusions(found: Sequence[Heard]) -> list[str]:
    mixed = Counter((each.meant, each.intent) for each in found if not each.right)
    lines = [f"{many:4d}  {meant} → {said}" for (meant, said), many in mixed.most_common()]
    return ["confusions (meant → heard)", *lines]


def _reliability(found: Sequence[Heard]) -> list[str]:
    lines = ["reliability (certainty: mean, right, messages)"]
    for low in (0.0, 0.2, 0.4, 0.6, 0.7, 0.8, 0.9, 0.97):
        high = next((edge for edge in (0.2, 0.4, 0.6, 0.7, 0.8, 0.9, 0.97) if edge > low), 1.01)
        part = [each for each in found if low <= each.certainty < high]
        if part:
            mean, right = (
                ratio(sum(e.certainty for e in part), len(part)),
                ratio(sum(e.right for e in part), len(part)),
            )
            lines.append(f"  {low:.2f}–{min(high, 1):.2f}  {mean:.3f}  {right:.3f}  {len(part):4d}")
    return lines


def explained(text: str, echo: Echo) -> int:
    """Print how a text is classified and why; return the exit code."""
    judged = trained_classifier().judge(text)
    echo(f"Простыми словами: {judged.said.plain}")
    echo(f"Корни: {' '.join(judged.said.roots)}")
    for intent, likely in sorted(judged.likely.items(), key=lambda each: -each[1])[:5]:
        echo(f"  {likely:.3f}  {intent}")
    by = _BY.get(judged.by, f"правило {judged.by}")
    echo(f"Решено: {judged.intent or 'ничего'} ({by}, уверенность {judged.certainty:.2f})")
    echo(f"Бот: {_does(judged)}")
    return 0


def _does(judged: Judged) -> str:
    if not judged.offered:
        return "скажет, что это не к нему, и покажет карту"
    if judged.sure:
        return f"откроет {judged.offered[0]}"
    return f"спросит «Вы про …?»: {', '.join(judged.offered)}"


_BY = {
    "model": "модель",
    "near": "похожий пример",
    "alone": "одно слово",
    "nothing": "слов не нашлось",
    "two": "два вопроса сразу",
}
