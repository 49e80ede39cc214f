"""Words as they are typed, as content and back."""

import pytest

from upstander.learning.written import body_of, text_of

TYPED = {
    "nothing": ("", []),
    "a line": ("One.", [["text", {"heading": "", "text": "<p>One.</p>"}]]),
    "lines of one paragraph": ("a\nb", [["text", {"heading": "", "text": "<p>a b</p>"}]]),
    "heading": ("## H\n\np", [["text", {"heading": "H", "text": "<p>p</p>"}]]),
    "heading alone": ("## H", [["text", {"heading": "H", "text": ""}]]),
    "lists": (
        "- a\n- b\n\n1. c",
        [["text", {"heading": "", "text": "<ul><li>a</li><li>b</li></ul><ol><li>c</li></ol>"}]],
    ),
    "small headings": (
        "### a\n### b\nc",
        [["text", {"heading": "", "text": "<h3>a</h3><h3>b</h3><p>c</p>"}]],
    ),
    "signs": (
        "<b> & it's",
        [["text", {"heading": "", "text": "<p>&lt;b&gt; &amp; it's</p>"}]],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("typed", "body"), TYPED.values(), ids=TYPED)
def test_what_is_typed_becomes_content(typed, body):
    assert body_of(typed) == body


@pytest.mark.parametrize(("typed", "body"), TYPED.values(), ids=TYPED)
def test_content_typed_again_is_the_same(typed, body):
    assert body_of(text_of(body)) == body


def test_steps_become_a_list_and_records_are_left_out():
    body = [
        ["steps", {"heading": "Do", "items": ["<strong>One.</strong> Go", "two"]}],
        ["services", {"heading": "", "items": ["bc-211"]}],
    ]
    assert text_of(body) == "## Do\n\n1. One. Go\n2. two"
