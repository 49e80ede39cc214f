"""Choices and columns keep their keys, so that translations and conditions stay with them."""

import pytest

from tests.funding.call_made import a_draft_call
from upstander.funding.forms.call import EnvelopesForm
from upstander.funding.forms.call_parts import KindForm, QuestionForm, keyed

BEFORE = [{"key": "yes", "name": "Yes"}, {"key": "no", "name": "No"}]


@pytest.mark.parametrize(
    ("names", "keys"),
    [
        (["Yes", "No"], ["yes", "no"]),
        (["No", "Yes"], ["no", "yes"]),
        (["Yes, we have", "No"], ["yes", "no"]),  # only a name was changed
        (["No", "Perhaps"], ["no", "perhaps"]),  # the place of the old "No" is taken by itself
        (["Yes", "Perhaps", "No"], ["yes", "perhaps", "no"]),
        (["Yes!", "Yes?", "yes"], ["yes-2", "yes-3", "yes-4"]),
        (["是", "!"], ["yes", "no"]),
        ([], []),
    ],
)
def test_keys_stay_with_their_names(names, keys):
    rows = keyed(names, BEFORE)
    assert ([row["name"] for row in rows], [row["key"] for row in rows]) == (names, keys)


@pytest.mark.django_db
def test_a_question_hangs_on_a_choice_that_comes_before_it():
    call = a_draft_call()
    every = list(call.questions.all())
    story, before, what = every[:3]
    group = (
        before.text,
        [(f"{before.pk}:yes", f"{before.text} – Yes"), (f"{before.pk}:no", f"{before.text} – No")],
    )

    def told(part):
        form = QuestionForm(call=call, part=part, others=every)
        first, *rest = form.fields["condition"].choices
        return str(first[1]), [(name, [*rows]) for name, rows in rest], form["condition"].value()

    assert told(None) == ("Always", [group], None)
    assert told(story) == told(before) == ("Always", [], "")
    assert told(what) == ("Always", [group], f"{before.pk}:yes")
    assert told(every[3]) == ("Always", [group], "")


@pytest.mark.django_db
@pytest.mark.parametrize(("least", "most", "is_below"), [
    ("2", "1", True), ("2", "2", False), ("2", "3", False), ("2", "", False),
])  # fmt: skip
def test_the_most_may_be_as_much_as_the_least(least, most, is_below):
    call, said = a_draft_call(), ["The most must not be below the least."] if is_below else None
    kind = KindForm({"least_communities": least, "most_communities": most}, call=call, part=None,
                    others=[])  # fmt: skip
    question = QuestionForm({"least": least, "most": most}, call=call, part=None, others=[])
    region = call.envelopes.first().region
    floor, ceiling = f"floor-{region.pk}", f"ceiling-{region.pk}"
    envelopes = EnvelopesForm({floor: least, ceiling: most}, call=call, regions=[region],
                              envelopes={})  # fmt: skip
    assert kind.errors.get("most_communities") == said
    assert question.errors.get("most") == said
    assert envelopes.errors.get(ceiling) == said
