"""Time zones, by their names in the IANA list."""

from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, UnknownLocaleError
from babel.dates import get_timezone_name

from upstander.core.money import CLDR_NAMES


def is_zone(name: str) -> bool:
    """Whether the machine knows a time zone of this name."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # a name may also be a folder, or no path
        return False
    return True


@cache
def zone_in_words(name: str, language: str) -> str:
    """`America/Vancouver`, `en` → `Pacific Time`, by the tables of Unicode's CLDR."""
    if name in ("UTC", "Etc/UTC"):
        return "UTC"
    try:
        locale = Locale.parse(CLDR_NAMES.get(language, language), sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale.parse("en")
    return str(get_timezone_name(ZoneInfo(name), locale=locale))
