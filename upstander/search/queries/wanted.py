"""What was typed, as a question to the index.

BM25 over title and text, the title counting more; above that the ways in which a word is found:
as it was typed, by its beginning (the last word, which may not be finished), with one typo, by
another word that means the same. A word found in a better way always counts more.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import tantivy
from tantivy import Occur, Query

from upstander.search.index import Groups, sign_of
from upstander.search.words import Asked, asked, may_be_near, tokens_of

MOST_WORDS = 12
# What each way of finding a word counts; BM25 decides among those found alike.
AS_TYPED, WITH_ACCENTS, WITHOUT_ARTICLE, BEGINNING, NEAR, SAME = 40.0, 10.0, 30.0, 20.0, 12.0, 6.0
SAME_BM25 = 0.3
IN_TITLE = 3.0
ALL_OF_THEM = 500.0
ALL_IN_TITLE = 60.0  # for each word, where a title has all of several: it is what was asked for
SHORTEST_BEGINNING = 3


class Wanted(NamedTuple):
    """A word that was typed, or some that mean one thing together, and what means the same."""

    word: Asked
    is_last: bool
    same: tuple[tuple[str, ...], ...] = ()


Same = dict[tuple[str, ...], list[tuple[str, ...]]]


def same_words(groups: Groups, languages: Iterable[str]) -> Same:
    """For each phrase what else may stand for it, in these languages."""
    found: Same = {}
    for language in dict.fromkeys(languages):
        for group in groups.get(language, ()):
            phrases = [p for p in dict.fromkeys(tokens_of(group)) if p]
            for phrase in phrases:
                others = found.setdefault(phrase, [])
                others += [p for p in phrases if p != phrase and p not in others]
    return found


def wanted(typed: str, same: Same) -> list[Wanted]:
    """The words of a query. Several that have a meaning together are taken as one."""
    words = list(dict.fromkeys(asked(typed)))[:MOST_WORDS]
    found, at = [], 0
    while at < len(words):
        sizes = (n for n in (3, 2) if n <= len(words) - at)
        size = next((n for n in sizes if _joined(words[at : at + n]) in same), 1)
        some = words[at : at + size]
        word = some[0] if size == 1 else Asked(_joined(some))
        at += size
        others = list(same.get(word.tokens, ()))
        others += [p for p in same.get((word.also,), ()) if p not in others and word.also]
        found.append(Wanted(word, at == len(words), tuple(others)))
    return found


def _joined(words: Sequence[Asked]) -> tuple[str, ...]:
    return tuple(token for word in words for token in word.tokens)


class Asking:
    """Makes questions about one language to an index."""

    def __init__(self, schema: tantivy.Schema, language: str) -> None:
        self.schema = schema
        self.sign = sign_of(language)

    def all_of(self, words: Sequence[Wanted]) -> Query:
        """Documents with each of the words, in some way."""
        each = [self._word(word) for word in words]
        if len(each) == 1:
            return each[0]
        must = [(Occur.Must, question) for question in each]
        return Query.boolean_query([*must, (Occur.Should, self._in_one_title(words))])

    def some_of(self, words: Sequence[Wanted], *, is_by_sign: bool = False) -> Query:
        """Documents with any of the words, those with all of them first.

        Of a run of signs any pair counts, or `is_by_sign` any sign.
        """
        some = any_of([self._word(part) for part in _parts(words, is_by_sign)])
        best = even(self.all_of(words), ALL_OF_THEM)
        better = [best, self._in_one_title(words)] if len(words) > 1 else [best]
        return Query.boolean_query([(Occur.Must, some), *((Occur.Should, q) for q in better)])

    def _in_one_title(self, words: Sequence[Wanted]) -> Query:
        tokens = dict.fromkeys(token for one in words for token in one.word.tokens)
        terms = [(Occur.Must, self._term("title", token)) for token in tokens]
        return even(Query.boolean_query(terms), ALL_IN_TITLE * len(words))

    def _word(self, asked_for: Wanted) -> Query:
        word = asked_for.word
        ways = self._as_typed(word.tokens, AS_TYPED)
        if word.exact:
            exact = self._inany_of(word.exact, ("title_exact", "body_exact"))
            ways.append(even(exact, WITH_ACCENTS))
        if word.also:
            ways += self._as_typed((word.also,), WITHOUT_ARTICLE)
        if len(word.tokens) == 1 and not word.is_signs:
            token = word.tokens[0]
            if asked_for.is_last and len(token) >= SHORTEST_BEGINNING:
                ways += self._nearly(token, 0, BEGINNING, is_beginning=True)
            for form in filter(may_be_near, (token, word.also)):
                ways += self._nearly(form, 1, NEAR)
        if asked_for.same:
            same = any_of([self._each(phrase) for phrase in asked_for.same])
            ways += [even(same, SAME), Query.boost_query(same, SAME_BM25)]
        return any_of(ways)

    def _as_typed(self, tokens: Sequence[str], score: float) -> list[Query]:
        """A fixed score for being there, and BM25 for how much it says."""
        found = self._each(tokens)
        return [even(found, score), found]

    def _each(self, tokens: Sequence[str]) -> Query:
        each = [self._inany_of(token, ("title", "body")) for token in tokens]
        return each[0] if len(each) == 1 else Query.boolean_query([(Occur.Must, q) for q in each])

    def _inany_of(self, token: str, fields: Sequence[str]) -> Query:
        title, body = (self._term(field, token) for field in fields)
        return any_of([Query.boost_query(title, IN_TITLE), body])

    def _nearly(
        self, token: str, distance: int, score: float, *, is_beginning: bool = False
    ) -> list[Query]:
        title, body = (
            Query.fuzzy_term_query(
                self.schema, field, self.sign + token, distance, True, is_beginning
            )
            for field in ("title", "body")
        )
        # In the title alone is as good as in the text; in both is better.
        return [even(any_of([title, body]), score), even(title, score / 2)]

    def _term(self, field: str, value: str) -> Query:
        return Query.term_query(self.schema, field, self.sign + value)


def _parts(words: Sequence[Wanted], is_by_sign: bool) -> Iterator[Wanted]:
    for one in words:
        tokens = one.word.tokens
        if not one.word.is_signs:
            yield one
            continue
        signs = dict.fromkeys(sign for token in tokens for sign in token)
        for token in signs if is_by_sign else tokens:
            yield one._replace(word=one.word._replace(tokens=(token,)))


def narrowed(schema: tantivy.Schema, question: Query, chosen: Iterable[tuple[str, str]]) -> Query:
    """Only what has these values, by field."""
    only = [even(Query.term_query(schema, field, value), 0.0) for field, value in chosen]
    return Query.boolean_query([(Occur.Must, question), *((Occur.Must, q) for q in only)])


def any_of(questions: Sequence[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, question) for question in questions])


def even(question: Query, score: float) -> Query:
    return Query.const_score_query(question, score)
