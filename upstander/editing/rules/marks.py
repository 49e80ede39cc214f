"""What a translation must keep as it is: tags, links, and places where something is filled in."""

import re
from collections import Counter

# A tag that is not closed counts too: a browser would make one of it.
TAG = re.compile(r"</?[A-Za-z!?][^<>]*>?")
NAMED = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
OPENS = re.compile(r"<([A-Za-z]\w*)[^<>]*>")
CLOSES = re.compile(r"</([A-Za-z]\w*)\s*>")
ALONE = {"br", "hr", "img", "embed"}


def lost_marks(source: str, words: str) -> list[str]:
    """Those that are not in both as often, and tags that are no longer one within the other."""
    found: list[str] = []
    for pattern in (TAG, NAMED):
        wanted, there = Counter(pattern.findall(source)), Counter(pattern.findall(words))
        found += [*(wanted - there), *(there - wanted)]
    if not found and is_nested(source) and not is_nested(words):
        found = list(dict.fromkeys(TAG.findall(words)))
    return list(dict.fromkeys(found))


def is_nested(html: str) -> bool:
    """Whether each tag that is opened is closed, in order."""
    open_tags: list[str] = []
    for tag in TAG.findall(html):
        if closing := CLOSES.fullmatch(tag):
            if not open_tags or open_tags.pop() != closing[1].lower():
                return False
        elif (opening := OPENS.fullmatch(tag)) and opening[1].lower() not in ALONE:
            open_tags.append(opening[1].lower())
    return not open_tags
