"""The sharing of reviews against every sharing that there is."""

import random
from itertools import combinations, product

from upstander.funding.rules.assigning import Lack, Question, propose, repeats


def some_question(seed: int) -> Question:
    """Up to five applications and reviewers, some of whom are too near or at work already."""
    chance = random.Random(seed)  # noqa: S311 - some case
    people = list(range(chance.randint(2, 5)))
    wanted, able, held = {}, {}, {}
    for key in range(chance.randint(2, 5)):
        held[key] = [who for who in people if chance.random() < 0.1][:1]
        able[key] = [who for who in people if who not in held[key] and chance.random() < 0.75]
        wanted[key] = min(max(chance.randint(1, 2) - len(held[key]), 0), len(able[key]))
    return Question(wanted, able, held)


def worth(question: Question, chosen: dict) -> tuple[int, int]:
    """How uneven the loads are, and how often pairs repeat: less is better."""
    together = {key: [*question.held[key], *chosen[key]] for key in question.wanted}
    load: dict[int, int] = {}
    for people in together.values():
        for who in people:
            load[who] = load.get(who, 0) + 1
    return sum(number**2 for number in load.values()), repeats(together)


def best(question: Question) -> tuple[int, int]:
    """By looking at all of them."""
    keys = list(question.wanted)
    ways = [combinations(question.able[key], question.wanted[key]) for key in keys]
    found = product(*map(list, ways))
    return min(worth(question, dict(zip(keys, way, strict=True))) for way in found)


def test_no_sharing_is_more_even_and_none_of_these_has_fewer_repeated_pairs():
    for seed in range(400):
        question = some_question(seed)
        found = propose(question)
        assert found.lacks == []
        for key, people in found.chosen.items():
            assert len(set(people)) == len(people) == question.wanted[key]
            assert set(people) <= set(question.able[key]) - set(question.held[key])
        assert worth(question, found.chosen) == best(question), seed


def test_who_is_missing_is_said_and_the_others_get_theirs():
    question = Question({"a": 2, "b": 2}, {"a": [1, 2], "b": [2]}, {})
    assert propose(question) == ({"a": [1, 2], "b": [2]}, [Lack("b", 1)])
    assert propose(Question({"a": 2}, {"a": []}, {})) == ({"a": []}, [Lack("a", 2)])


def test_a_call_of_usual_size_is_shared_evenly_and_the_same_again():
    chance = random.Random(7)  # noqa: S311 - some case
    able = {n: [who for who in range(10) if chance.random() < 0.9] for n in range(60)}
    question = Question(dict.fromkeys(able, 2), able, {})
    found = propose(question)
    loads = [sum(who in people for people in found.chosen.values()) for who in range(10)]
    assert loads == [12] * 10
    # 60 pairs over the 45 that ten people make: 15 must repeat.
    assert repeats(found.chosen) == 15
    assert propose(question) == found


def test_repeats_count_each_two_applications_with_the_same_two():
    assert repeats({1: [1, 2], 2: [2, 1], 3: [1, 2], 4: [1, 3]}) == 3


def test_who_has_an_application_already_counts_for_her_pairs():
    held = {"a": [1, 2], "b": [1], "c": [3]}
    question = Question({"a": 0, "b": 1, "c": 0}, {"a": [], "b": [2, 3], "c": []}, held)
    assert propose(question) == ({"a": [], "b": [3], "c": []}, [])
