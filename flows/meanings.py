"""What a typed question is about: the meanings heard in it, by example phrases.

A model learnt from examples will stand here later; it keeps `Ear.hear` and what that promises. What a text presses
on the screen is for `answers`, and is asked first.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from flows.normal import layouts, normal, root, roots, stem


class Heard(NamedTuple):
    """A meaning found in a text, whether surely, and what was told on the way: `document` is birth or snils."""

    meaning: str
    sure: bool
    told: Mapping[str, str]


class Ear:
    """Hears meanings in what people type, by the example phrases of each meaning."""

    def __init__(self, phrases: Mapping[str, Sequence[str]], alone: Mapping[str, Sequence[str]] | None = None) -> None:
        """Learn phrases, and the words that, said alone, only suggest a meaning («дневник»)."""
        self._phrases = sorted({
            (meaning, tuple(sorted(words)))
            for meaning, examples in phrases.items()
            for example in examples
            if (words := frozenset(roots(normal(example))))
        })  # fmt: skip
        self._weights = _weights(self._phrases)
        self._by_word = _by_rarest(self._phrases, self._weights)
        self._mends = {
            known: word for word in self._weights for known in (stem(word), word) if len(known) >= _SHORTEST_TO_MEND
        }
        self._mendable = sorted(self._mends)
        self._alone = _suggested(alone or {})

    def hear(self, text: str) -> tuple[Heard, ...]:
        """Give up to three meanings of `text`, the likeliest first; nothing when it is about something else.

        A phrase counts when all its words stand near each other, in any order; ties are broken by `_BEATS`.
        """
        forms = {form: self._mended(roots(form)) for form in layouts(text)}
        said, finds = max(map(self._listen, forms.values()), key=_strength)
        if not finds:
            return tuple(Heard(meaning, sure=False, told={}) for meaning in self._suggestions(forms)[:_MOST])
        if finds[0].meaning == _NOT_OURS:
            return ()
        best = _tied([find for find in finds if find.meaning != _NOT_OURS], said)[:_MOST]
        return tuple(
            Heard(find.meaning, not place and _sure(best, said), _told(find.meaning, said))
            for place, find in enumerate(best)
        )

    def _suggestions(self, forms: "Mapping[str, _Said]") -> Sequence[str]:
        said = (*map(roots, forms), *(each.words for each in forms.values()))
        found = (self._alone.get(frozenset(words)) for words in said)
        return next((meanings for meanings in found if meanings), ())

    def _listen(self, said: "_Said") -> "tuple[_Said, list[_Find]]":
        """Find every meaning with at least one whole phrase in a text, the weightiest first."""
        present = set(said.words)
        spots: dict[str, set[int]] = {}
        for meaning, phrase in chain.from_iterable(self._by_word.get(word, ()) for word in present):
            if present.issuperset(phrase) and (spot := _spot(phrase, said.words)):
                spots.setdefault(meaning, set()).update(spot)
        finds = [_Find(meaning, self._weigh(spot, said), frozenset(spot)) for meaning, spot in spots.items()]
        return said, sorted(finds, key=lambda find: (-find.weight, find.meaning))

    def _weigh(self, spot: Iterable[int], said: "_Said") -> float:
        """Weigh what a meaning explains of the text: words of few meanings weigh more, mended ones less."""
        return sum({said.words[at]: self._weights[said.words[at]] * said.trust[at] for at in spot}.values())

    def _mended(self, words: Sequence[str]) -> "_Said":
        known = [self._known(word) for word in words]
        return _Said([word for word, _ in known], [trust for _, trust in known])

    def _known(self, word: str) -> tuple[str, float]:
        """Give the word of the phrases that `word` is, mending slips of the finger, and how far to trust it."""
        if word in self._weights or len(word) < _SHORTEST_TO_MEND:
            return word, 1.0
        if word.startswith("не") and (denied := root(word[2:], denied=True)) in self._weights:  # «ненайден»
            return denied, 1.0
        near = extractOne(word, self._mendable, scorer=OSA.distance, score_cutoff=2)
        return (self._mends[near[0]], _MENDED) if near and _slip(word, near[0], near[1]) else (word, 1.0)


# --- what a text says ---------------------------------------------------------------------------------------------


class _Said(NamedTuple):
    words: Sequence[str]
    trust: Sequence[float]


class _Find(NamedTuple):
    meaning: str
    weight: float
    spot: frozenset[int]


def _suggested(alone: Mapping[str, Sequence[str]]) -> dict[frozenset[str], list[str]]:
    """Give the meanings that each word or pair suggests when nothing else is said."""
    found: dict[frozenset[str], list[str]] = {}
    for meaning, words in alone.items():
        for said in dict.fromkeys(frozenset(roots(normal(word))) for word in words):
            found.setdefault(said, []).append(meaning)
    found.pop(frozenset(), None)
    return found


def _weights(phrases: Iterable[tuple[str, Sequence[str]]]) -> dict[str, float]:
    """Weigh every word by how few meanings use it."""
    users: dict[str, set[str]] = {}
    for meaning, phrase in phrases:
        for word in phrase:
            users.setdefault(word, set()).add(meaning)
    return {word: len(meanings) ** -0.5 for word, meanings in users.items()}


def _by_rarest(
    phrases: Iterable[tuple[str, tuple[str, ...]]], weights: Mapping[str, float]
) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """Sort phrases by the word fewest meanings use: only texts that have it need look at them."""
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for meaning, phrase in phrases:
        found.setdefault(max(phrase, key=weights.__getitem__), []).append((meaning, phrase))
    return found


def _spot(phrase: Sequence[str], words: Sequence[str]) -> set[int] | None:
    """Give the last place where all words of the phrase stand together, with one or two others between at most."""
    between = min(len(phrase) - 1, _BETWEEN)
    for start in range(len(words) - len(phrase), -1, -1):
        near = range(start, min(start + len(phrase) + between, len(words)))
        if words[start] in phrase and {words[at] for at in near}.issuperset(phrase):
            return {at for at in near if words[at] in phrase}
    return None


def _strength(heard: tuple[_Said, list[_Find]]) -> float:
    return heard[1][0].weight if heard[1] else 0.0


def _slip(word: str, meant: str, slips: float) -> bool:
    """Tell whether a word is a known one with a slip of the finger: one, or two in eight letters or more."""
    return word[0] == meant[0] and slips <= (1 if max(len(word), len(meant)) < 8 else 2)


# --- which of several: the numbers are the tie-breaks agreed with those who label parents' messages ---------------


def _tied(finds: Sequence[_Find], said: _Said) -> list[_Find]:
    """Order what was heard by weight, then by the rules that do not ask for weight."""
    ordered = _with_current_status(finds, said)
    for winner, losers in _BEATS:
        found = next((find for find in ordered if find.meaning == winner), None)
        if found and (losers is None or ordered[0].meaning in losers):
            ordered = [found, *(find for find in ordered if find is not found)]
    return ordered


def _with_current_status(finds: Sequence[_Find], said: _Said) -> list[_Find]:
    """Rule 2: of two statuses the current one, which is not told with «был» and is told last."""
    statuses = [find for find in finds if find.meaning in _STATUSES]
    if len(statuses) < 2:
        return list(finds)
    current = max(statuses, key=lambda find: (not _was(find, said), max(find.spot)))
    rest = [find for find in finds if find.meaning not in _STATUSES or find is current]
    place = finds.index(statuses[0])
    others = [find for find in rest if find is not current]
    return [*others[:place], current, *others[place:]]


def _was(find: _Find, said: _Said) -> bool:
    start = min(find.spot)
    return not _PAST.isdisjoint(said.words[max(0, start - 2) : start + 1])


def _sure(best: Sequence[_Find], said: _Said) -> bool:
    """Tell whether the first was heard word for word, explains half the text, and nothing else is near.

    Of safety it is always sure: an answer nobody asked for costs less than a code given away.
    """
    first = best[0]
    if first.meaning == _SAFETY:
        return True
    exact = all(said.trust[at] == 1.0 for at in first.spot)
    return exact and len(first.spot) * 2 >= len(said.words) and all(
        find.weight < first.weight * _NEAR for find in best[1:]
    )  # fmt: skip


def _told(meaning: str, said: _Said) -> Mapping[str, str]:
    """Give the document spoken of, when the meaning is about the check of one and just one is named."""
    if meaning in _DOCUMENT_OF:
        return {"document": _DOCUMENT_OF[meaning]}
    named = {_DOCUMENTS[word] for word in said.words if word in _DOCUMENTS}
    return {"document": named.pop()} if meaning in _ABOUT_A_DOCUMENT and len(named) == 1 else {}


_MOST = 3
_BETWEEN = 2
_NEAR = 0.7  # of the weight of the first: the second is then too near to be sure
_MENDED = 0.8  # of the weight of a word written right
_SHORTEST_TO_MEND = 5  # letters; in shorter words one slip makes another word
_NOT_OURS = "out_of_scope"

_STATUSES = frozenset({
    "status_manual", "status_checking", "status_searching", "status_not_found_zags", "status_not_found_sfr",
})  # fmt: skip
_PAST = frozenset(map(root, ("был", "была", "раньше", "сначала", "прежде", "вчера")))

# From the weakest rule to the strongest; `None` beats whatever was heard first.
_SAFETY = "code_asked"
_BEATS: Sequence[tuple[str, frozenset[str] | None]] = (
    ("check_takes_too_long", _STATUSES),  # 1: elapsed time is the complaint, even if a status is named
    ("sferum_request_pending_or_rejected", frozenset({"check_takes_too_long"})),  # 1: waiting for the school is not
    ("myschool_request_pending", frozenset({"check_takes_too_long"})),
    ("autoupdate_how_to_disable", frozenset({"check_takes_too_long"})),
    ("paper_diary_extract_request", frozenset({"diary_login_howto"})),  # 8
    ("email_or_phone_taken", frozenset({"create_account_howto", "child_password_or_login_lost"})),  # 6
    ("foreign_birth_certificate", None),  # 4
    ("child_turned_14_or_older", None),  # 3
    ("teen_confirm", frozenset({"child_turned_14_or_older"})),  # 3: what is asked of that age
    ("teen_diary", frozenset({"child_turned_14_or_older", "teen_confirm"})),
    ("pushkin_card", frozenset({"child_turned_14_or_older"})),
    ("hotline", None),  # 5: a person of another service
    ("talk_to_human", None),  # 5
    (_SAFETY, None),  # whatever else is said, fraud is spoken of first
)

_DOCUMENTS = {"свидетельство": "birth", "загс": "birth", "снилс": "snils", "сфр": "snils"}
_DOCUMENT_OF = {"status_not_found_zags": "birth", "status_not_found_sfr": "snils"}
_ABOUT_A_DOCUMENT = _STATUSES | {"check_takes_too_long"}
