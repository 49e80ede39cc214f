"""The objects of a PDF, each freed of what is not seen on a page."""

from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from upstander.core.cleaning.embedded import bare_jpeg, bare_jpeg2000
from upstander.core.cleaning.results import Reason, Unclean

# Gone wherever they stand: who, when, with what; what acts; what is attached.
REMOVED: Final = {
    "/Metadata", "/PieceInfo", "/LastModified", "/OPI", "/Ref", "/JS", "/JavaScript", "/AA",
    "/OpenAction", "/URI", "/EF", "/RF", "/AF", "/EmbeddedFiles", "/Thumb", "/Alternates",
    "/Author", "/Creator", "/Producer", "/Title", "/Subject", "/Keywords", "/CreationDate",
    "/ModDate", "/CreatorInfo", "/Private", "/ID", "/StructParent", "/StructParents", "/Properties",
    "/Measure", "/PtData", "/GTS_Env", "/OC", "/PS", "/XFA", "/AcroForm", "/FFilter",
    "/FDecodeParms",
}  # fmt: skip
ACTIONS: Final = {
    "/JavaScript", "/Launch", "/URI", "/GoToR", "/GoToE", "/SubmitForm", "/ImportData",
    "/Rendition", "/Movie", "/Sound", "/RichMediaExecute", "/Hide", "/Named", "/SetOCGState",
    "/ResetForm",
}  # fmt: skip
IMAGE: Final = {
    "/Type", "/Subtype", "/Width", "/Height", "/ColorSpace", "/BitsPerComponent", "/Intent",
    "/ImageMask", "/Mask", "/Decode", "/Interpolate", "/SMask", "/SMaskInData", "/Matte", "/Filter",
    "/DecodeParms", "/Length",
}  # fmt: skip
FORM: Final = {
    "/Type", "/Subtype", "/FormType", "/BBox", "/Matrix", "/Resources", "/Group", "/Filter",
    "/DecodeParms", "/Length",
}  # fmt: skip
KNOWN: Final = {"/Image": IMAGE, "/Form": FORM}
BARE: Final = {"/DCTDecode": bare_jpeg, "/DCT": bare_jpeg, "/JPXDecode": bare_jpeg2000}
MOST_PIXELS: Final = 100_000_000
LONGEST_DRAWING: Final = 32 * 2**20  # bytes that draw one page
COLOURS: Final = {1: Name.DeviceGray, 3: Name.DeviceRGB, 4: Name.DeviceCMYK}


def clean_object(found: Any, *, is_drawn: bool = False) -> None:
    """Clean an object in place, and those that stand in it; `is_drawn`: it draws a page."""
    waiting = [found]
    while waiting:
        current = waiting.pop()
        if isinstance(current, Stream):
            _clean_stream(current, is_drawn=is_drawn)
        if isinstance(current, Dictionary | Stream):
            waiting += [value for value in _dictionary(current) if not value.is_indirect]
        elif isinstance(current, Array):
            waiting += [value for value in _array(current) if not value.is_indirect]


def _dictionary(current: Any) -> list[Any]:
    """Free a dictionary of the keys that tell; the containers in it."""
    known = KNOWN.get(str(current.get("/Subtype"))) if isinstance(current, Stream) else None
    is_action = str(current.get("/S")) in ACTIONS
    for key in list(current.keys()):
        if is_action or key in REMOVED or (known and key not in known):
            del current[key]
        elif colour := _colour(current[key]):
            current[key] = colour
    return [value for _, value in current.items() if isinstance(value, pikepdf.Object)]


def _array(current: Any) -> list[Any]:
    for index, value in enumerate(current.as_list()):
        if colour := _colour(value):
            current[index] = colour
    return [value for value in current.as_list() if isinstance(value, pikepdf.Object)]


def _colour(value: Any) -> Any:
    """The plain colour space instead of a profile, which may name a screen or camera."""
    if not isinstance(value, Array) or len(value) != 2 or value[0] != Name.ICCBased:
        return None
    return COLOURS.get(int(value[1].get("/N", 0)))


def _clean_stream(stream: Any, *, is_drawn: bool) -> None:
    filters = _filters(stream)
    if int(stream.get("/Width", 0)) * int(stream.get("/Height", 0)) > MOST_PIXELS:
        raise Unclean(Reason.PIXELS)
    if filters and filters[-1] in BARE:
        stream.write(
            BARE[filters[-1]](_before_last(stream, filters)),
            filter=Name(filters[-1]), decode_parms=_last_parameters(stream),
        )  # fmt: skip
    elif is_drawn or stream.get("/Subtype") == Name.Form or stream.get("/PatternType") == 1:
        _drop_remarks(stream)
    if "/F" in stream:  # a file outside that would be read instead
        del stream["/F"]


def _drop_remarks(stream: Any) -> None:
    """Write drawing instructions anew where there may be remarks between them."""
    drawing = stream.read_bytes()
    if len(drawing) > LONGEST_DRAWING:
        raise Unclean(Reason.LIMITS)
    if b"%" in drawing:
        instructions = pikepdf.parse_content_stream(stream)
        stream.write(pikepdf.unparse_content_stream(instructions))


def _filters(stream: Any) -> list[str]:
    found = stream.get("/Filter")
    if isinstance(found, Array):
        return [str(one) for one in found]
    return [str(found)] if found is not None else []


def _last_parameters(stream: Any) -> Any:
    found = stream.get("/DecodeParms")
    return found[-1] if isinstance(found, Array) and len(found) else found


def _before_last(stream: Any, filters: list[str]) -> bytes:
    """The bytes of a picture, out of the wrappings around it."""
    raw = bytes(stream.read_raw_bytes())
    if len(filters) == 1:
        return raw
    wrapped = pikepdf.Stream(pikepdf.Pdf.new(), raw)
    wrapped.Filter = Array([Name(one) for one in filters[:-1]])
    return bytes(wrapped.read_bytes())
