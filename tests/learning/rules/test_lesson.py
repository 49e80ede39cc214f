"""What a lesson must have."""

import pytest

from upstander.core.errors import NotAllowed
from upstander.learning.rules.lesson import may_teach

RIGHT, WRONG = {"answer": "a", "is_right": True, "text": ""}, {"answer": "b", "is_right": False}
VIDEO = {"heading": "", "address": "https://e.org", "has_captions": True, "text": "<p>Words</p>"}
IMAGE = {"heading": "", "picture": "6f1c", "alternative": "A bus"}


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("text", {"heading": "", "text": ""}),
        ("video", VIDEO),
        ("image", IMAGE),
        ("scenario", {"items": [{}, {}]}),
        ("question", {"items": [RIGHT, WRONG]}),
    ],
)
def test_what_is_whole_may_stand(kind, value) -> None:
    may_teach([(kind, value)])


@pytest.mark.parametrize(
    ("kind", "value", "says"),
    [
        ("video", {**VIDEO, "has_captions": False}, "captions"),
        ("video", {**VIDEO, "text": " "}, "transcript"),
        ("image", {**IMAGE, "alternative": " "}, "what it shows"),
        ("image", {**IMAGE, "picture": ""}, "Choose a picture"),
        ("scenario", {"items": [{}]}, "two choices"),
        ("question", {"items": [RIGHT]}, "two answers"),
        ("question", {"items": [WRONG, WRONG]}, "one that is right"),
    ],
)
def test_what_lacks_something_is_refused_with_what_to_do(kind, value, says) -> None:
    with pytest.raises(NotAllowed, match=says):
        may_teach([("text", {}), (kind, value)])
