"""Documents as PDF: in every script, without a browser and without the network."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.apps import apps
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from upstander.core.languages import table

HERE = Path(__file__).parent
# Languages that a typesetter knows by another name; the part after the dash chooses among forms
# of a letter that Chinese, Japanese and Korean write differently.
NAMES = {"zh-hans": ("zh", "CN"), "zh-hant": ("zh", "TW")}


def pdf_of(template_name: str, context: Mapping[str, Any], language: str) -> bytes:
    """The PDF, tagged for screen readers, of a Typst source in an app's folder `typst`.

    `context` is anything that JSON can hold. It reaches the source as data, by
    `#import "/page.typ": data`, and never as markup. `language` is a code of the language table;
    it sets the face, the direction and the way in which lines break. On a demonstration site
    each page says that it is one. The same input on the same site gives the same bytes. Raises
    LookupError where there is no such source.
    """
    name, region = NAMES.get(language, (language, ""))
    about = {"lang": name, "region": region, "dir": table()[language].direction}
    about["stamp"] = _stamp(language)
    inputs = {"data": json.dumps(context, ensure_ascii=False), "about": json.dumps(about)}
    sources = {
        "main": _source(template_name),
        "page.typ": (HERE / "typst" / "page.typ").read_bytes(),
    }
    try:
        return _compiled(sources, inputs, "ua-1")
    except typst.TypstError:
        # The standard refuses a letter that no face has, such as a smile in a name. It becomes
        # a box then, as it does on a page. What is wrong in a source is said by the second try.
        return _compiled(sources, inputs, "1.7")


def _stamp(language: str) -> str:
    """What stands above each page; nothing on a site that is real."""
    if not settings.IS_DEMONSTRATION:
        return ""
    with translation.override(language):
        return _("Demonstration")


def _compiled(sources: dict[str, bytes], inputs: dict[str, str], standard: str) -> bytes:
    compile_: Any = typst.compile  # it takes several sources, which its types do not say
    made = compile_(
        sources,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs=inputs,
        pdf_standards=standard,
        timestamp=0,
    )
    return bytes(made)


@cache
def _fonts() -> typst.Fonts:
    """Read once: the largest has twenty thousand letters."""
    folder = HERE / "fonts"
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
    )


@cache
def _source(name: str) -> bytes:
    for app in apps.get_app_configs():
        path = Path(app.path) / "typst" / name
        if path.is_file():
            return path.read_bytes()
    raise LookupError(f"no document {name!r}")
