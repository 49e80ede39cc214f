"""Honest PDFs, each with one thing in it that tells of a person or a place."""

from collections.abc import Callable
from io import BytesIO
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from tests.core.cleaning.made import MARK, XMP, Sample
from tests.core.cleaning.photos_made import exif, profile, saved

WORDS: Final = "It happened on Monday"
Change = Callable[[Pdf], object]


def document(change: Change, **options: Any) -> bytes:
    """A page with words, changed, as a file."""
    made = Pdf.new()
    page = made.add_blank_page(page_size=(300, 200))
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.obj.Resources = Dictionary(Font=Dictionary(F1=font), XObject=Dictionary())
    page.obj.Contents = made.make_stream(f"BT /F1 12 Tf 20 20 Td ({WORDS}) Tj ET".encode())
    change(made)
    out = BytesIO()
    made.save(out, **options)
    return out.getvalue()


def page(made: Pdf) -> Any:
    return made.pages[0].obj


def annotated(**entries: Any) -> Change:
    def change(made: Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Rect=Array([10, 10, 40, 40]), **entries)
        page(made).Annots = Array([made.make_indirect(note)])

    return change


def action(**entries: Any) -> Dictionary:
    return Dictionary(Type=Name.Action, **entries)


def information(made: Pdf) -> None:
    made.docinfo["/Author"] = MARK
    made.docinfo["/Producer"] = MARK


def described(made: Pdf) -> None:
    made.Root.Metadata = made.make_stream(XMP, Type=Name.Metadata, Subtype=Name.XML)


def attached(made: Pdf) -> None:
    made.attachments["diary.txt"] = MARK.encode()


def scripted(made: Pdf) -> None:
    made.Root.OpenAction = action(S=Name.JavaScript, JS=String(f"app.alert('{MARK}')"))
    page(made).AA = Dictionary(O=action(S=Name.Launch, F=String(MARK)))


def with_field(made: Pdf) -> None:
    field = made.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String(MARK),
                   Rect=Array([10, 50, 90, 70]), V=String("Tuesday"), DA=String("/F1 12 Tf"))
    )  # fmt: skip
    page(made).Annots = Array([field])
    made.Root.AcroForm = Dictionary(
        Fields=Array([field]),
        NeedAppearances=True,
        XFA=made.make_stream(MARK.encode()),
        DR=page(made).Resources,
    )


def with_pieces(made: Pdf) -> None:
    page(made).PieceInfo = Dictionary(Maker=Dictionary(Private=String(MARK)))
    page(made).Thumb = made.make_stream(MARK.encode(), Width=1, Height=1)


def with_remark(made: Pdf) -> None:
    page(made).Contents.write(f"% {MARK}\n".encode() + page(made).Contents.read_bytes())


def with_photo(photo: bytes, **entries: Any) -> Change:
    def change(made: Pdf) -> None:
        image = made.make_stream(
            photo, Type=Name.XObject, Subtype=Name.Image, Width=96, Height=64, BitsPerComponent=8,
            ColorSpace=Name.DeviceRGB, Filter=Name.DCTDecode, **entries,
        )  # fmt: skip
        page(made).Resources.XObject.Im1 = image

    return change


def with_profile(made: Pdf) -> None:
    space = Array([Name.ICCBased, made.make_stream(profile(), N=3)])
    page(made).Resources.ColorSpace = Dictionary(C1=made.make_indirect(space))


def revised() -> bytes:
    """A file whose earlier revision named the author, as programs leave it when they append."""
    first = document(information)
    at = first.rindex(b"startxref")
    number = first[at:].split()[1].decode()
    later = f"\n99 0 obj\n<< >>\nendobj\nxref\n99 1\n{len(first) + 1:010} 00000 n \n"
    root = b"/Root 1 0 R"
    assert root in first
    trailer = f"trailer\n<< /Size 100 /Root 1 0 R /Prev {number} >>\n"
    return first + (later + trailer + f"startxref\n{len(first) + 25}\n%%EOF\n").encode()


def all_pdfs() -> list[Sample]:
    remark = {"Subtype": Name.Text, "T": String(MARK), "M": String(MARK)}
    link = action(S=Name.URI, URI=String(f"https://example.org/{MARK}"))
    box = {"Metadata": Dictionary(Author=String(MARK))}
    made = {
        "information": document(information),
        "xmp": document(described),
        "attachment": document(attached),
        "scripts": document(scripted),
        "earlier revision": revised(),
        "remark's author": document(annotated(Contents=String("I saw it"), **remark)),
        "link": document(annotated(Subtype=Name.Link, A=link)),
        "form": document(with_field),
        "pieces and thumbnail": document(with_pieces),
        "remark between drawing": document(with_remark),
        "photo with a place": document(with_photo(saved("JPEG", exif=exif()))),
        "photo with a remark": document(with_photo(saved("JPEG", comment=MARK.encode()), **box)),
        "colour profile": document(with_profile),
        "packed objects": document(
            information, object_stream_mode=pikepdf.ObjectStreamMode.generate
        ),
    }
    return [Sample(f"pdf {name}", "pdf", data) for name, data in made.items()]
