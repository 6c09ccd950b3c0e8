"""Another query for one that finds nothing: words as the archive writes them, words apart, fewer conditions, fewer words.

Of texts it is the only way from pinyin to what is read so (:mod:`reader.library.heard`).
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from reader.library.query import All, Field, Not, Query, Text
from reader.library.terms import runs
from reader.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.library.query import Tree

_SHORTEST, _LONGEST = 4, 12
"""Characters of a run that may be two words; a longer one is a sentence."""
_MOST_WORDS = 6


def suggest(
    asked: Query, count: Callable[[str], int], corrected: Callable[[str], str], heard: Callable[[str], str]
) -> str:
    """A query like ``asked`` that finds something; empty when none comes to mind.

    Args:
        asked: finds nothing.
        count: how many posts a query finds exactly.
        corrected: a word as it stands in the title nearest to it, or in texts when it is pinyin; empty when there is none, or
            when it is right.
        heard: the word of the texts that is read as some letters; empty when there is none.
    """
    parts = asked.tree.parts if isinstance(asked.tree, All) else (asked.tree,)
    if len(parts) > _MOST_WORDS * 2:
        return ""
    for tree in chain(_as_heard(parts, heard), _others(parts, corrected)):
        query = str(replace(asked, tree=tree))
        if count(query):
            return query
    return ""


def _as_heard(parts: tuple[Tree, ...], heard: Callable[[str], str]) -> Iterator[Tree]:
    """All of it as one word that was typed in pinyin, perhaps with blanks between syllables."""
    typed = [part.text for part in parts if isinstance(part, Text) and not part.quoted]
    if len(typed) == len(parts) and (word := heard(" ".join(typed))):
        yield Text(word)


def _others(parts: tuple[Tree, ...], corrected: Callable[[str], str]) -> Iterator[Tree]:
    """What may have been meant, the likeliest first."""
    words = [part for part in parts if isinstance(part, Text)]
    mended = parts
    if len(parts) > 1:  # one word alone has been looked for in all ways
        right = {word: other for word in words if not word.quoted and (other := corrected(word.text))}
        mended = tuple(Text(right[part]) if part in right else part for part in parts)
    if mended != parts:
        yield All(mended)
    for word in words:
        for one, two in _apart(word):
            yield All(tuple(each for part in parts for each in ((one, two) if part is word else (part,))))
    quoted = [part for part in words if part.quoted and len(part.text.split()) > 1]
    for phrase in quoted:
        apart = tuple(Text(word) for word in phrase.text.split())
        yield All(tuple(each for part in parts for each in (apart if part is phrase else (part,))))
    conditions = [part for part in parts if isinstance(part, Field | Not)]
    for condition in conditions:
        yield _without(mended, condition)
    words = [part for part in mended if isinstance(part, Text)]
    if len(conditions) > 1 and words:
        yield All(tuple(words))
    if len(words) > 1:
        for word in words[:_MOST_WORDS]:
            yield _without(mended, word)


def _without(parts: tuple[Tree, ...], left_out: Tree) -> Tree:
    kept = tuple(part for part in parts if part is not left_out)
    return kept[0] if len(kept) == 1 else All(kept)


def _apart(word: Text) -> Iterator[tuple[Text, Text]]:
    """A run of characters as two words, cut nearest to the middle first; a mixed one between its scripts."""
    pieces = runs(fold(word.text))
    if len(pieces) == 2:
        yield Text(pieces[0].text), Text(pieces[1].text)
    if len(pieces) == 1 and pieces[0].unspaced and _SHORTEST <= len(pieces[0].text) <= _LONGEST:
        text = pieces[0].text
        for at in sorted(range(2, len(text) - 1), key=lambda at: abs(2 * at - len(text))):
            yield Text(text[:at]), Text(text[at:])
