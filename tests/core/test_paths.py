"""Words by path: all of them, in the order of reading, and put back where they were."""

from upstander.core.paths import clean_html, is_rich, with_words, words_by_path

BODY = [
    ["text", {"text": "<p>One</p>", "heading": "First"}],
    ["steps", {"heading": "", "items": ["Do", "Rest"]}],
    ["services", {"heading": "Help", "items": ["bc-211"]}],
    ["cards", {"heading": "", "items": [{"line": "Go", "page": "home", "title": "Home"}]}],
    ["question", {"heading": "Why", "items": [{"answer": "So", "is_right": True, "text": "x"}]}],
]
VALUES = {"title": "Tea", "summary": "", "body": BODY}
NAMES = ("title", "summary", "body")
PATHS = [
    "title", "body/0/heading", "body/0/text", "body/1/items/0", "body/1/items/1",
    "body/2/heading", "body/3/items/0/title", "body/3/items/0/line", "body/4/heading",
    "body/4/items/0/answer", "body/4/items/0/text",
]  # fmt: skip


def test_every_text_has_a_path_and_keys_of_records_have_none():
    assert list(words_by_path(VALUES, NAMES)) == PATHS


def test_words_go_back_to_where_they_were():
    words = words_by_path(VALUES, NAMES)
    assert with_words(VALUES, NAMES, words) == VALUES
    other = with_words(VALUES, NAMES, {path: f"F {text}" for path, text in words.items()})
    assert words_by_path(other, NAMES)["body/4/items/0/answer"] == "F So"
    assert other["body"][2][1] == {"heading": "F Help", "items": ["bc-211"]}
    assert other["summary"] == ""


def test_which_are_html():
    assert [path for path in PATHS if is_rich(path)] == [
        "body/0/text", "body/1/items/0", "body/1/items/1", "body/4/items/0/text",
    ]  # fmt: skip


def test_only_what_the_editor_lets_in_stays():
    assert clean_html("<p>a<br>b &amp; c's</p>") == "<p>a<br>b &amp; c's</p>"
    assert clean_html('<a href="page:home">x</a><a href="javascript:y">z</a></a>') == (
        '<a href="page:home">x</a>z'
    )
    assert clean_html("<style>p{}</style><script>x</script></script><img src=x>ok") == "ok"
