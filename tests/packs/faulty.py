"""Faulty packs: each is the tiny pack with one change, and all the faults that are then found.

The line of a fault is a number, or words that stand only on that line of the changed file.
"""

from typing import NamedTuple

Change = tuple[str, str, str]
Found = tuple[str, int | str, str]


class Faulty(NamedTuple):
    """One change (file, old, new) and every fault that it makes (file, line, reason)."""

    name: str
    change: Change
    faults: list[Found]


def one(name: str, change: Change, line: int | str, reason: str, file: str = "") -> Faulty:
    """A change that makes one fault, in the same file unless another is named."""
    return Faulty(name, change, [(file or change[0], line, reason)])


def untranslated(file: str, text: str) -> list[Found]:
    """What is said of a text that no catalogue has."""
    return [(file, text, f"not translated into {code!r}: {text[:40]!r}") for code in ("ar", "fr")]


PLACES, GROUPS, SPOKES, REGIONS = (
    "communities.toml", "organisations.toml", "spokes.toml", "regions.toml",
)  # fmt: skip
PROGRAMME, PACK, TERMS = "programme.toml", "pack.toml", "taxonomies.toml"
SERVICES, RIGHTS, GLOSSARY = "services.toml", "rights.toml", "glossary.toml"
HOME, LAMP, OIL, AROUND = "pages/home.md", "pages/lamp.md", "pages/lamp-oil.md", "pages/around.md"
HUB = '[hub]\norganisation = "lantern-house"\nstarts_on = "2024-01-01"\n'
OTHER_HUB = '[[hub]]\norganisation = "hill-council"\nstarts_on = "2020-01-01"\n'
BEACH = 'taxonomy = "place"\nkey = "beach"\nname = "On the beach"'
BOTH = 'communities = ["amber-bay", "birch-ferry"]'
TOP = 'communities = ["cedar-top"]'
FIRST = 'partners = ["lantern-house"]\nstarts_on = "2024-01-01"\n'
SECOND = (
    '\n[[spoke]]\norganisation = "hill-council"\nregion = "hills"\nkind = "community"\n'
    'communities = ["cedar-top"]\n'
)
SAME = SECOND.replace("hills", "coast").replace("cedar-top", "amber-bay")
WEBSITE = 'website = "https://harbour.example/"\n'
NO_SITE = "must be an address that begins with https:// or http://"
FORM_OF = '[[form]]\nterm = "{}"\nlanguage = "{}"\nwords = ["lampes"]'
FRONT = "a page begins with its front matter between +++ lines"
RICH = "only **bold** and [links](page:key) may stand in a text"
NUMBER = "'since' must be a whole number"
KEY = "is no key (a-z, 0-9, hyphens)"

FORM = [
    one("bad TOML", (REGIONS, '"The Hills"', '"The Hills'), '"The Hills',
        "not valid TOML: Illegal character '\\n' (at line 7, column 18)"),
    one("unclosed list", (SPOKES, TOP, 'communities = ["cedar-top"'), 'starts_on = "2024-02-01"',
        "not valid TOML: Unclosed array (at line 14, column 1)"),
    one("unclosed text at the end", (GLOSSARY, '"Never lantern."', '"""Never'), '"""Never',
        "not valid TOML: Unterminated string (at end of document)"),
    one("number too long to read", (GROUPS, "1987", "9" * 5000), 1,
        "not valid TOML: Exceeds the limit (4300 digits) for integer string conversion: "
        "value has 5000 digits; use sys.set_int_max_str_digits() to increase the limit"),
    one("unknown table", (SERVICES, '[[service]]\nkey = "harbour', '[[servise]]\nkey = "harbour'),
        "[[servise]]", "no table is called 'servise'"),
    one("table in the wrong file", (RIGHTS, "[[fact]]",
        '[[region]]\nkey = "sea"\nname = "Sea"\n[[fact]]'),
        "[[region]]", "[region] belongs in regions.toml"),
    one("table in a table", (PROGRAMME, HUB, "[programme.more]\nx = 1\n"),
        "[programme.more]", "a table stands in another table"),
    one("setting in no table", (GLOSSARY, "[[glossary]]", "lost = 1\n[[glossary]]"),
        "lost", "'lost' stands in no table"),
    one("unknown field", (PLACES, "geonames_id", "geoname_id"), "geoname_id",
        "[community] has no field 'geoname_id'"),
    one("text for a number", (GROUPS, "1987", '"1987"'), "since", NUMBER),
    one("half a number", (GROUPS, "1987", "1987.5"), "since", NUMBER),
    one("true for a whole number", (GROUPS, "1987", "true"), "since", NUMBER),
    one("true for a number", (PLACES, "latitude = 12\n", "latitude = true\n"), "latitude = true",
        "'latitude' must be a number"),
    one("number for true", (SERVICES, "on_every_page = true", "on_every_page = 1"),
        "on_every_page", "'on_every_page' must be true or false"),
    one("date of TOML", (PROGRAMME, HUB, HUB.replace('"2024-01-01"', "2024-01-01")), "starts_on",
        "'starts_on' must be text"),
    one("text for a list", (SPOKES, TOP, 'communities = "cedar-top"'), 'communities = "cedar-top"',
        "'communities' must be a list of texts"),
    one("lists in a list", (SPOKES, TOP, 'communities = ["cedar-top", []]'), '"cedar-top", []',
        "'communities' must be a list of texts"),
    one("missing required field", (SPOKES, 'kind = "community"\n', ""), 9,
        "[spoke] lacks 'kind' (text)"),
    one("empty required field", (PROGRAMME, '"The Island Fund"', '""'), "[programme]",
        "[programme] lacks 'funder' (text)"),
    one("doubled key", (REGIONS, 'key = "hills"', 'key = "coast"'), 5,
        "the key 'coast' stands already on line 1 of regions.toml"),
    one("doubled spoke", (SPOKES, 'organisation = "hill-council"',
        'organisation = "ferry-friends"'),
        9, "the key 'ferry-friends' stands already on line 1 of spokes.toml"),
    one("doubled term", (TERMS, 'key = "beach"', 'key = "outside"'), 11,
        "the key 'place/outside' stands already on line 6 of taxonomies.toml"),
    one("second hub", (PROGRAMME, HUB, f'{OTHER_HUB}\n[{HUB.replace("]", "]]")}'), 14,
        "[hub] stands only once"),
    Faulty("no programme", (PROGRAMME, "[programme]", "[programm]"), [
        (PROGRAMME, 1, "a pack needs a [programme] table"),
        (PROGRAMME, 1, "no table is called 'programm'"),
    ]),
    one("word in an unknown language", (GLOSSARY, "fr =", "xx ="), "xx",
        "[glossary] has no field 'xx'"),
]  # fmt: skip

REFERENCES = [
    one("unknown community", (SPOKES, TOP, 'communities = ["cedar-top", "nowhere"]'), "nowhere",
        "unknown community 'nowhere'"),
    one("unknown region of a community", (PLACES, 'region = "hills"\nlatitude = 12\n',
        'region = "sea"\nlatitude = 12\n'), 'region = "sea"', "unknown region 'sea'"),
    one("unknown region of a spoke", (SPOKES, 'region = "hills"', 'region = "sea"'), "sea",
        "unknown region 'sea'"),
    one("unknown organisation", (SPOKES, '"hill-council"', '"moon-council"'), "moon-council",
        "unknown organisation 'moon-council'"),
    one("unknown hub", (PROGRAMME, '"lantern-house"', '"moon-house"'), "moon-house",
        "unknown organisation 'moon-house'"),
    one("unknown partner", (SPOKES, '["lantern-house"]', '["moon-house"]'), "moon-house",
        "unknown organisation 'moon-house'"),
    one("unknown seat", (GROUPS, 'community = "cedar-top"', 'community = "moon"'), "moon",
        "unknown community 'moon'"),
    one("unknown whole", (PLACES, 'part_of = "amber-bay"', 'part_of = "moon"'), "moon",
        "unknown community 'moon'"),
    one("unknown region of a total", (PROGRAMME, 'region = "coast"', 'region = "sea"'), "sea",
        "unknown region 'sea'"),
    Faulty("unknown taxonomy", (TERMS, f'{BEACH}\nparent = "outside"', BEACH.replace("place",
        "time")), [
        (TERMS, "time", "unknown taxonomy 'time'"),
        *untranslated(TERMS, "On the beach"),
    ]),
    one("unknown parent term", (TERMS, 'parent = "outside"', 'parent = "inside"'), "inside",
        "unknown term 'inside'"),
    one("term below itself", (TERMS, 'parent = "outside"', 'parent = "beach"'), 'parent = "beach"',
        "'place/beach' is part of itself"),
    one("named twice", (SPOKES, TOP, 'communities = ["cedar-top", "cedar-top"]'), "cedar-top",
        "'cedar-top' stands 2 times"),
]  # fmt: skip

NETWORK = [
    one("regional spoke with one community", (SPOKES, BOTH, 'communities = ["amber-bay"]'),
        "amber-bay", "A regional spoke serves two or more communities."),
    Faulty("regional spoke with far communities", (SPOKES, BOTH, BOTH.replace("birch-ferry",
        "dune-end")), [
        (SPOKES, "dune-end", "The communities of a regional spoke must be neighbours."),
        (SPOKES, "dune-end", "'dune-end' lies in the region 'hills'"),
    ]),
    one("spoke without communities", (SPOKES, TOP, "communities = []"), "[]",
        "A spoke serves at least one community."),
    one("unknown kind of spoke", (SPOKES, '"regional"', '"federal"'), "federal",
        "a spoke is 'community' or 'regional', not 'federal'"),
    Faulty("no funding model", (PROGRAMME, 'kind = "regional"', 'kind = "national"'), [
        (SPOKES, "regional", "no funding model is called 'regional'"),
        *untranslated(PROGRAMME, "A year for all places"),
    ]),
    one("bad date", (SPOKES, "2024-02-01", "2024-02-30"), "2024-02-30",
        "'2024-02-30' is no date (YYYY-MM-DD)"),
    one("date in another form", (SPOKES, "2024-02-01", "20240201"), "20240201",
        "'20240201' is no date (YYYY-MM-DD)"),
    one("bad date of the hub", (PROGRAMME, HUB, HUB.replace("2024-01-01", "soon")), "soon",
        "'soon' is no date (YYYY-MM-DD)"),
    one("term ends before it starts", (SPOKES, 'starts_on = "2024-02-01"',
        'starts_on = "2024-02-01"\nends_on = "2024-01-31"'), "ends_on",
        "the term ends before it starts"),
    one("too far north", (PLACES, "latitude = 12.5", "latitude = 90.5"), "90.5",
        "'dune-end' is not on earth"),
    one("too far east", (PLACES, "longitude = 21.5", "longitude = 181"), "181",
        "'dune-end' is not on earth"),
    one("nowhere at all", (PLACES, "latitude = 12.5", "latitude = nan"), "nan",
        "'dune-end' is not on earth"),
    one("part of itself", (PLACES, 'part_of = "amber-bay"', 'part_of = "old-quay"'), "part_of",
        "'old-quay' is part of itself"),
    one("own neighbour", (PLACES, 'neighbours = ["amber-bay"]',
        'neighbours = ["amber-bay", "birch-ferry"]'),
        'neighbours = ["amber-bay"', "'birch-ferry' is its own neighbour"),
    one("one-sided neighbour", (PLACES, "latitude = 12.5",
        'latitude = 12.5\nneighbours = ["cedar-top"]'),
        '["cedar-top"]', "'dune-end' names 'cedar-top' as neighbour, but not the other way"),
    one("one-sided neighbour in a list of several lines", (PLACES, '  "birch-ferry",\n',
        '  "birch-ferry",\n  "cedar-top",\n'), 8,
        "'amber-bay' names 'cedar-top' as neighbour, but not the other way"),
    one("contact without source", (GROUPS, 'sources = ["lanterns.example, 2026-01"]', ""), 1,
        "contact data needs a source"),
    one("bad mark", (SERVICES, 'mark = "S"', 'mark = "T"'), "mark = \"T\"",
        "mark is P (primary source) or S (secondary source)"),
    one("bad mark of a fact", (RIGHTS, 'mark = "P"', 'mark = "T"'), "mark",
        "mark is P (primary source) or S (secondary source)"),
    one("bad month", (RIGHTS, "2026-01", "2026-13"), "2026-13", "'2026-13' is no month (YYYY-MM)"),
    Faulty("key with a blank", (PROGRAMME, '"first-lamp"', '"first lamp"'), [
        (PROGRAMME, '"first lamp"', f"'first lamp' {KEY}"),
        *untranslated(PROGRAMME, "The first lamp was lit."),
    ]),
    one("name that is too long", (GROUPS, '"Hill Council"', f'"{"x" * 201}"'), "xxx",
        "'name': Ensure this value has at most 200 characters (it has 201)."),
    one("address that is none", (GROUPS, "https://lanterns", "lanterns"), "website",
        "'website': Enter a valid URL."),
    one("sum that is too large", (PROGRAMME, "annual_maximum = 300",
        "annual_maximum = 30000000000"),
        "30000000000", "'annual_maximum': Ensure that there are no more than 10 digits before the "
        "decimal point."),
]  # fmt: skip

LANGUAGES = [
    one("unknown language", (PACK, '["en", "ar", "fr"]', '["en", "ar", "fr", "xx"]'), "languages",
        "no language is called 'xx'"),
    one("missing catalogue", (PACK, '["en", "ar", "fr"]', '["en", "ar", "fr", "ja"]'), 1,
        "the language 'ja' is missing its catalogue", "locale/ja.po"),
    Faulty("source not among the languages", (PACK, '["en", "ar", "fr"]', '["ar", "fr"]'), [
        (PACK, "source_language", "the source is not among the languages"),
    ]),
    one("language named twice", (PACK, '["en", "ar", "fr"]', '["en", "ar", "fr", "ar"]'),
        "languages",
        "'ar' stands 2 times"),
    one("unknown time zone", (PACK, "Asia/Kolkata", "Atlantis/Port"), "time_zone",
        "no time zone is called 'Atlantis/Port' (a name of the IANA list)"),
    one("folder for a time zone", (PACK, "Asia/Kolkata", "Asia"), "time_zone",
        "no time zone is called 'Asia' (a name of the IANA list)"),
    one("path for a time zone", (PACK, "Asia/Kolkata", "../passwd"), "time_zone",
        "no time zone is called '../passwd' (a name of the IANA list)"),
    one("no time zone at all", (PACK, "Asia/Kolkata", ""), "time_zone",
        "no time zone is called '' (a name of the IANA list)"),
    one("unknown reviewed page", (PACK, "fr/home", "fr/attic"), "reviewed",
        "unknown translation 'fr/attic'"),
    one("unknown careful lesson", (PACK, "reviewed = ", 'careful_lessons = ["x"]\nreviewed = '),
        "careful_lessons", "unknown lesson 'x'"),
    one("form of an unknown term", (GLOSSARY, 'note = "Never lantern."',
        FORM_OF.format("oil", "fr")), "term", "unknown glossary 'oil'"),
    one("form in a language that is not spoken", (GLOSSARY, 'note = "Never lantern."',
        FORM_OF.format("lamp", "ja")), "language", "the pack does not speak 'ja'"),
    one("word to avoid in no language", (GLOSSARY, 'note = "Never lantern."',
        '[[avoid]]\nlanguage = "fr-ca"\nword = "fanal"\nreason = "old"'),
        "language", "the pack does not speak 'fr-ca'"),
    one("glossary without the source", (GLOSSARY, 'en = "lamp"\n', ""), 1,
        "[glossary] lacks the word in the source language"),
    Faulty("untranslated text", (LAMP, "Someone comes.", "Somebody comes."),
        untranslated(LAMP, "Somebody comes.")),
    Faulty("untranslated item of a list", (LAMP, "With a blanket", "With a big blanket"),
        untranslated(LAMP, "With a big blanket")),
    Faulty("untranslated setting", (SERVICES, "Help with forms.", "Help."),
        untranslated(SERVICES, "Help.")),
    Faulty("untranslated menu", (LAMP, 'menu = "Lamps"', 'menu = "All lamps"'),
        untranslated(LAMP, "All lamps")),
    one("translation that is not done", ("locale/ar.po", 'msgstr "ar: Someone comes."',
        'msgstr ""'),
        "Someone comes.", "not translated into 'ar': 'Someone comes.'", LAMP),
    one("translation that leads elsewhere", ("locale/ar.po",
        'msgstr "ar: Look for [the oil](page:lamp-oil)."',
        'msgstr "ar: Look for [the oil](page:home)."'),
        "Look for", "other links in 'ar': 'Look for [the oil](page:lamp-oil).'", LAMP),
    one("translation with a picture", ("locale/fr.po", 'msgstr "fr: Someone comes."',
        'msgstr "![fr](https://spy.example/)"'), "Someone comes.",
        "more than bold words and links in 'fr': 'Someone comes.'", LAMP),
    one("menu that is too long in one language", ("locale/fr.po", 'msgstr "fr: Lamps"',
        f'msgstr "{"x" * 61}"'), "menu", "menu has more than 60 characters in 'fr'", LAMP),
    one("catalogue that cannot be read", ("locale/ar.po", 'msgstr "ar: Someone comes."',
        "message ar: Someone comes."), "message ar: ", "not a catalogue"),
]  # fmt: skip

PAGES = [
    one("no front matter", (HOME, '+++\ntitle', 'title'), 1, FRONT),
    one("front matter that is not closed", (LAMP, '"eye"\n+++', '"eye"'), 1, FRONT),
    one("bad front matter", (LAMP, 'icon = "eye"', "icon = eye"), "icon",
        "not valid TOML: Invalid value (at line 5, column 8)"),
    one("no title", (LAMP, 'title = "Find a lamp"\n', ""), 1, "front matter lacks title (str)"),
    one("order in words", (LAMP, "order = 10", 'order = "ten"'), "order",
        "front matter lacks order (int)"),
    one("order that is true", (LAMP, "order = 10", "order = true"), "order",
        "front matter lacks order (int)"),
    one("order below nothing", (LAMP, "order = 10", "order = -1"), "order",
        "'order' must be between 0 and 32767"),
    one("unknown field of a page", (OIL, "parent =", "parrent ="), "parrent",
        "front matter has no field 'parrent'"),
    one("parent that is a number", (OIL, 'parent = "lamp"', "parent = 5"), "parent",
        "'parent' must be text"),
    one("unclosed block", (OIL, "::: record\n:::\n", "::: record\n"), "::: record",
        "the block 'record' is not closed by :::"),
    one("block that another opens in", (LAMP, "2. Look for [the oil](page:lamp-oil).\n:::\n",
        "2. Look for [the oil](page:lamp-oil).\n"), "::: steps",
        "the block 'steps' is not closed by :::"),
    one("block closed twice", (OIL, "::: record\n:::", "::: record\n:::\n\n:::"), 22,
        "::: closes no block"),
    one("unknown block", (LAMP, "::: panel", "::: pannel"), "::: pannel",
        "no block is called 'pannel'"),
    one("block in capitals", (LAMP, "::: panel", "::: Panel"), "::: Panel",
        "no block is called 'Panel'"),
    one("text among steps", (LAMP, "1. **Stop.** Stand still.", "Stop."), "Stop.",
        "not an item of the block 'steps': Stop."),
    one("card without a link", (LAMP, "- [The oil](page:lamp-oil) How it burns.", "- The oil"),
        "- The oil", "not an item of the block 'cards': The oil"),
    one("service among facts", (LAMP, "- fact:one-moon", "- service:night-line"), "night-line",
        "not an item of the block 'facts': service:night-line"),
    one("empty list", (LAMP, "- fact:one-moon\n", ""), "::: facts",
        "the block 'facts' has no items"),
    one("block that takes no content", (OIL, "::: record\n", "::: record\nWords.\n"), "::: record",
        "the block 'record' takes no content"),
    one("words in italics", (LAMP, "Someone comes.", "*Someone* comes."), "*Someone*", RICH),
    one("picture", (LAMP, "Someone comes.", "![x](https://spy.example/)"), "spy", RICH),
    one("title of a link", (HOME, "(page:lamp-oil)", '(page:lamp-oil "Oil")'), "the oil", RICH),
    one("unknown parent page", (OIL, 'parent = "lamp"', 'parent = "candle"'), "parent",
        "unknown parent page 'candle'"),
    one("page below itself", (OIL, 'parent = "lamp"', 'parent = "lamp-oil"'), "parent",
        "'lamp-oil' stands below itself"),
    Faulty("pages below one another", (LAMP, 'icon = "eye"', 'icon = "eye"\nparent = "lamp-oil"'), [
        (OIL, "parent", "'lamp-oil' stands below itself"),
        (LAMP, "parent", "'lamp' stands below itself"),
    ]),
    one("front page below another", (HOME, 'icon = "home"', 'icon = "home"\nparent = "lamp"'),
        "parent",
        "the front page stands below no other"),
    one("unknown service", (HOME, "service:night-line", "service:day-line"), "day-line",
        "unknown service 'day-line'"),
    one("unknown fact", (LAMP, "fact:one-moon", "fact:two-moons"), "two-moons",
        "unknown fact 'two-moons'"),
    one("unknown page on a card", (HOME, "- [Who we are](page:around)",
        "- [Who we are](page:about)"),
        "Who we are", "unknown page 'about'"),
    Faulty("unknown page in a text", (HOME, "[the oil](page:lamp-oil)", "[the oil](page:fat)"), [
        (HOME, "page:fat", "unknown page 'fat'"),
        *[(HOME, "page:fat",
        f"not translated into {code!r}: 'You are welcome **here**. See [the oil]('")
          for code in ("ar", "fr")],
    ]),
]  # fmt: skip

AGREEMENT = [
    one("community served twice", (SPOKES, FIRST + SECOND, FIRST + SAME), '["amber-bay"]',
        "'amber-bay' is served by 'ferry-friends' at the same time"),
    one("community handed over on a day of both", (SPOKES, FIRST + SECOND,
        f'{FIRST}ends_on = "2024-02-01"\n{SAME}'), '["amber-bay"]',
        "'amber-bay' is served by 'ferry-friends' at the same time"),
    one("community of another region", (SPOKES, 'region = "hills"', 'region = "coast"'),
        '["cedar-top"]', "'cedar-top' lies in the region 'hills'"),
    one("own partner", (SPOKES, '["lantern-house"]', '["lantern-house", "ferry-friends"]'),
        "partners", "'ferry-friends' is its own partner"),
    one("demonstration at no spoke", (PACK, 'attribution = ',
        'demonstration = ["hill-council", "lantern-house"]\nattribution = '),
        "demonstration", "unknown spoke 'lantern-house'"),
    Faulty("question that one must be sure of", (TERMS, 'key = "not-sure"', 'key = "sure"'), [
        (TERMS, 1, "the taxonomy 'place' lacks the term 'not-sure'"),
        *untranslated(TERMS, "Not sure"),
    ]),
    one("service not for publishing", (SERVICES, f'{WEBSITE}verdict = "A"',
        f'{WEBSITE}verdict = "X"'), '"X"',
        "verdict is A (all) or B (name, purpose and website only), not 'X'"),
    Faulty("contact that nobody confirmed", (SERVICES, 'on_every_page = true\nverdict = "A"',
        'on_every_page = true\nverdict = "B"'), [
        (SERVICES, "phone", "verdict B forbids 'phone'"),
        (SERVICES, "hours", "verdict B forbids 'hours'"),
    ]),
    one("no service on every page", (SERVICES, "on_every_page = true", "on_every_page = false"), 1,
        "no service has on_every_page = true"),
    one("text that is translated twice", ("locale/ar.po", 'msgctxt "term:place/beach:name"',
        'msgctxt "term:place/outside:name"\nmsgid "Outside"\nmsgstr "ar: In"\n\n'
        'msgctxt "term:place/beach:name"'), 249, "stands already on line 245: 'Outside'"),
]  # fmt: skip

LINKS = [
    one("script for Leave quickly", (PACK, "https://example.org/weather/", "javascript:alert(1)"),
        "leave_to", f"'leave_to' {NO_SITE}"),
    one("place of our own for Leave quickly", (PACK, "https://example.org/weather/", "/en/"),
        "leave_to", f"'leave_to' {NO_SITE}"),
    one("website of a service that is no page", (SERVICES, "https://harbour", "ftp://harbour"),
        "website", f"'website' {NO_SITE}"),
    one("website of a group that is no page", (GROUPS, "https://lanterns", "FTPS://lanterns"),
        "website", f"'website' {NO_SITE}"),
    one("website that is a script", (GROUPS, "https://lanterns.example/", "javascript:alert(1)"),
        "website", "'website': Enter a valid URL."),
    Faulty("link that leads nowhere", (OIL, "https://oil.example/?a=1&b=2", "//oil.example"), [
        (OIL, "//oil", "a link leads nowhere: '//oil.example'"),
        *[(OIL, "//oil", f"not translated into {code!r}: "
           "'Oil is \"slippery\" & hot. Read [more](//o'") for code in ("ar", "fr")],
    ]),
]  # fmt: skip

FAULTY = [*FORM, *REFERENCES, *NETWORK, *LANGUAGES, *PAGES, *AGREEMENT, *LINKS]
