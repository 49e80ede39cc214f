"""Words as a PO file and back: nothing lost, and each refusal a sentence."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upstander.core.errors import NotAllowed
from upstander.editing.rules.po import (
    MOST_BYTES,
    MOST_ENTRIES,
    Change,
    Entry,
    Unit,
    compare,
    context_of,
    counts_of,
    parts_of,
    print_of,
    read_po,
    write_po,
)

# Any script, quotes, backslashes, ends of lines of every kind; no halves of letters, no null.
WORDS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=60)
AWKWARD = st.sampled_from(
    ['"', "\\", '\\"', "\\n", "\n", "\n\n", "\r\n", "\t", " ", "#", "#~ ", 'msgid "x"', "%(n)s",
     "العربية", "فارسی‌ها", "ਪੰਜਾਬੀ", "हिन्दी", "日本語", "한국어", "简体", "Tiếng Việt", "\u2028",
     "\x85", "<b>x</b>", "\ufeff"]
)  # fmt: skip
TEXT = st.lists(st.one_of(WORDS, AWKWARD), max_size=6).map("".join)
UNITS = st.lists(st.tuples(TEXT.filter(bool), TEXT, st.booleans()), min_size=1, max_size=6).map(
    lambda rows: [Unit(context_of("page", "k", f"body/{n}"), *row) for n, row in enumerate(rows)]
)
HEAD = 'msgid ""\nmsgstr ""\n"Language: fr\\n"\n\n'


@settings(max_examples=150, deadline=None)
@given(UNITS)
def test_words_come_back_as_they_went_and_the_file_is_the_same(units):
    file = write_po("ar", "en", units)
    entries = read_po(file.encode(), "ar")
    back = {entry.context: entry for entry in entries}

    assert [(e.source, e.words) for e in entries] == [
        (unit.source, unit.words) for unit in units if unit.words.strip()
    ]
    again = [
        unit._replace(words=back[unit.context].words if unit.context in back else unit.words)
        for unit in units
    ]
    assert write_po("ar", "en", again) == file


def test_a_context_gives_its_parts_again():
    known = {("resource", "first-meeting"), ("wording", "term:motive/faith")}
    for parts in [
        ("resource", "first-meeting", "body/0/text"), ("wording", "term:motive/faith", "name"),
    ]:  # fmt: skip
        assert parts_of(context_of(*parts), known) == parts
    for unknown in ("resource:gone/title", "resource:first-meeting", "", "a/b/c", ":/"):
        assert parts_of(unknown, known) is None


def test_the_file_says_language_source_and_draft():
    file = write_po("fr", "en", [Unit("page:a/title", "Help", "Aide", True), Unit("page:a/b", "")])

    lines = file.split("\n")
    assert '"Language: fr\\n"' in lines
    assert '"X-Source-Language: en\\n"' in lines
    assert (lines.count("#, fuzzy"), file.count("msgctxt")) == (1, 1)


def entry(words='msgstr "Aide"', context="page:a/title"):
    return f'msgctxt "{context}"\nmsgid "Help"\n{words}\n'


BAD = {
    b"": "The file is empty. Choose the file that you translated.",
    b" \n \n": "The file is empty. Choose the file that you translated.",
    HEAD.encode(): "The file has no texts. Choose the file that you translated.",
    b"\x89PNG\r\n\x1a\n\x00\xff": (
        "This is no PO file that can be read: see line 1. Save it again as PO."
    ),
    b"/etc/passwd": "This is no PO file that can be read: see line 1. Save it again as PO.",
    (HEAD + entry('msgstr "Aide')).encode(): (
        "This is no PO file that can be read: see line 7. Save it again as PO."
    ),
    (HEAD + entry('msgstr "A "b" c"')).encode(): (
        "This is no PO file that can be read: see line 7. Save it again as PO."
    ),
    (HEAD + 'msgid "a"\nmsgid "b"\n').encode(): (
        "This is no PO file that can be read: see line 6. Save it again as PO."
    ),
    (HEAD + entry('msgstr "Aidée"')).encode("latin-1"): (
        "Line 7 cannot be read. Save the file as UTF-8, and choose it again."
    ),
    (HEAD + entry() + "\n" + entry()).encode(): ("Line 9 repeats line 5. Take one of the two out."),
    (HEAD.replace("fr", "es") + entry()).encode(): (
        "The file says its language is es. Choose that language, or another file."
    ),
    entry().encode(): "The file says its language is ?. Choose that language, or another file.",
    b"#" * (MOST_BYTES + 1): "The file is larger than 2 MB. Send it in smaller parts.",
}


@pytest.mark.parametrize("number", range(len(BAD)))
def test_a_file_that_cannot_be_taken_is_told_why(number):
    data, sentence = list(BAD.items())[number]

    with pytest.raises(NotAllowed) as why:
        read_po(data, "fr")

    assert str(why.value) == sentence


def many(count):
    rows = [Unit(f"page:p/{n}", f"Word {n}", f"Mot {n}") for n in range(count)]
    return write_po("fr", "en", rows).encode()


def test_ten_thousand_texts_are_taken_and_one_more_is_too_many():
    assert len(read_po(many(MOST_ENTRIES), "fr")) == MOST_ENTRIES
    with pytest.raises(NotAllowed) as why:
        read_po(many(MOST_ENTRIES + 1), "fr")
    assert str(why.value) == "The file has more than 10000 texts. Send it in smaller parts."


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: "\ufeff" + text.replace("\n", "\r\n"),
        lambda text: text.replace("Language: fr", "Language: FR"),
        lambda text: text + '\n#~ msgid "old"\n#~ msgstr "vieux"\n',
        lambda text: text + '\nmsgctxt "page:a/menu"\nmsgid "Help"\nmsgstr ""\n',
    ],
)
def test_what_tools_of_other_systems_write_is_taken(change):
    found = read_po(change(HEAD + entry()).encode(), "fr")

    assert [(e.context, e.source, e.words, e.line) for e in found] == [
        ("page:a/title", "Help", "Aide", 5)
    ]


LINK = '<p>Call <a href="page:help">help</a> for %(name)s.</p>'
CASES = [
    ("Help", "", "Aide", "added", ""),
    ("Help", "Aide", "Secours", "changed", ""),
    ("Help", "Aide", "Aide", "unchanged", ""),
    (
        "Help now", "Aide", "Aide", "refused",
        "The original has changed since. Export it again, and translate what is new.",
    ),
    (
        "Help", "", "Ai\x0bde", "refused",
        "It holds characters that nobody can see. Type the words again.",
    ),
    (LINK, "", LINK.replace("Call", "Appelez"), "added", ""),
    (
        LINK, "", "<p>Appelez %(name)s.</p>", "refused",
        'These must stand as in the original: <a href="page:help">, </a>',
    ),
    (
        LINK, "", LINK.replace("%(name)s", "nom"), "refused",
        "These must stand as in the original: %(name)s",
    ),
    (
        "Help", "", "Aide<script>x</script>", "refused",
        "These must stand as in the original: <script>, </script>",
    ),
    (
        "Help", "", "Aide<img src=x onerror=y ", "refused",
        "These must stand as in the original: <img src=x onerror=y ",
    ),
    (
        "<p><strong>a</strong></p>", "", "<p><strong>a</p></strong>", "refused",
        "These must stand as in the original: <p>, <strong>, </p>, </strong>",
    ),
    ("3 < 4", "", "3 < 4 oui", "added", ""),
]  # fmt: skip


@pytest.mark.parametrize(("now", "before", "words", "step", "why"), CASES)
def test_each_entry_is_compared_with_what_there_is(now, before, words, step, why):
    source = "Help" if now == "Help now" else now
    found = compare([Entry("page:a/t", source, words, 3)], {"page:a/t": Unit("", now, before)})

    assert found == [Change(step, Entry("page:a/t", source, words, 3), before, why)]


def test_an_entry_of_a_place_that_is_gone_is_refused():
    (found,) = compare([Entry("page:gone/t", "Help", "Aide", 3)], {})

    assert (found.step, found.why) == ("refused", "No text stands at this place any more.")


def test_changes_are_counted_and_known_again():
    units = {f"page:a/{n}": Unit("", "Help", words) for n, words in enumerate(["", "x", "Aide"])}
    entries = [Entry(f"page:a/{n}", "Help", "Aide", n) for n in range(4)]
    found = compare(entries, units)

    assert counts_of(found) == {"added": 1, "changed": 1, "unchanged": 1, "refused": 1}
    assert print_of(found) == print_of(compare(entries, dict(units)))
    assert print_of(found) != print_of(compare(entries, {**units, "page:a/1": Unit("", "Help")}))
