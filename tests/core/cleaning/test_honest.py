"""Honest files come back whole, and without a trace of who made them or where."""

from collections import Counter
from functools import cache
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

import av
import pikepdf
import pytest
from PIL import Image

from tests.core.cleaning.documents_made import WORDS, all_documents
from tests.core.cleaning.made import Sample
from tests.core.cleaning.pdfs_made import all_pdfs
from tests.core.cleaning.photos_made import all_photos, picture
from tests.core.cleaning.reading import marks_in
from tests.core.cleaning.sounds_made import SECONDS, all_sounds
from upstander.core.cleaning.child import cleaned
from upstander.core.cleaning.interface import clean
from upstander.core.cleaning.results import SORTS, Clean

PHOTOS, SOUNDS, PDFS, DOCUMENTS = all_photos(), all_sounds(), all_pdfs(), all_documents()
ALL = [*PHOTOS, *SOUNDS, *PDFS, *DOCUMENTS]
GIVEN = {sample.name: sample.data for sample in ALL}
PLACES = ((12, 16), (84, 16), (12, 48))  # one in each coloured field
COLOURS = ((255, 0, 0), (0, 0, 255), (0, 255, 0))
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@cache
def cleaned_in_child(name: str) -> Clean:
    """Each file goes through a child once, whatever is asked about it."""
    return clean(GIVEN[name], "holiday.exe")


def clean_of(sample: Sample) -> Clean:
    return cleaned_in_child(sample.name)


def named(samples: list[Sample]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("sample", samples, ids=lambda sample: sample.name)


def test_the_set_is_as_large_as_it_should_be() -> None:
    counted = Counter(sample.kind for sample in ALL)

    assert counted == {"photo": 32, "audio": 20, "pdf": 14, "document": 21}
    assert len({sample.name for sample in ALL}) == len(ALL)


@named(ALL)
def test_the_search_finds_the_mark_in_the_file_as_it_came(sample: Sample) -> None:
    assert marks_in(sample.data) != set()


@named(ALL)
def test_no_mark_is_left(sample: Sample) -> None:
    clean = clean_of(sample)

    assert marks_in(clean.data) == set()
    assert (clean.kind, clean[:3] in SORTS) == (sample.kind, True)


@named(ALL)
def test_a_clean_file_is_taken_again(sample: Sample) -> None:
    assert cleaned(clean_of(sample).data)[:3] == clean_of(sample)[:3]


@named(PHOTOS)
def test_a_photo_is_the_same_picture_and_upright(sample: Sample) -> None:
    image = Image.open(BytesIO(clean_of(sample).data))
    shown = image.convert("RGB")

    assert shown.size == (96, 64)
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "version",
                               "background", "duration", "extension", "loop"}  # fmt: skip
    assert dict(image.getexif()) == {}
    if "grey" not in sample.name and "alpha" not in sample.name:
        seen = [shown.getpixel(place) for place in PLACES]
        assert [tuple(255 * (part > 127) for part in colour) for colour in seen] == list(COLOURS)


def test_a_picture_that_moves_goes_on_moving() -> None:
    image = Image.open(BytesIO(cleaned_in_child("photo  moving gif").data))

    assert (image.n_frames, image.info["duration"]) == (2, 70)


def test_what_lay_under_clear_pixels_is_gone() -> None:
    hidden = picture("RGBA")
    hidden.putalpha(0)
    out = BytesIO()
    hidden.save(out, "PNG")

    assert Image.open(BytesIO(cleaned(out.getvalue()).data)).getcolors() == [
        (96 * 64, (255, 255, 255))
    ]


def test_a_large_photo_becomes_smaller() -> None:
    out = BytesIO()
    Image.new("RGB", (6000, 3000)).save(out, "JPEG")

    assert Image.open(BytesIO(cleaned(out.getvalue()).data)).size == (4096, 2048)


@named(SOUNDS)
def test_a_recording_still_sounds_as_long(sample: Sample) -> None:
    with av.open(BytesIO(clean_of(sample).data)) as recording:
        frames = list(recording.decode(audio=0))
        length = sum(frame.samples for frame in frames) / frames[0].sample_rate
        told = dict(recording.metadata)

    assert length == pytest.approx(SECONDS, abs=0.15)
    assert any(any(bytes(frame.planes[0])) for frame in frames)
    assert set(told) <= {"major_brand", "minor_version", "compatible_brands"}


@named(PDFS)
def test_a_pdf_keeps_its_words_and_nothing_around_them(sample: Sample) -> None:
    with pikepdf.open(BytesIO(clean_of(sample).data)) as made:
        page = made.pages[0].obj
        assert len(made.pages) == 1
        assert set(made.trailer.keys()) <= {
            "/Root", "/Size", "/ID", "/Type", "/W", "/Index", "/Filter", "/DecodeParms", "/Length",
        }  # fmt: skip
        assert set(made.Root.keys()) == {"/Type", "/Pages"}
        assert WORDS.encode() in page.Contents.read_bytes()


def test_a_remark_in_a_pdf_keeps_its_words() -> None:
    with pikepdf.open(BytesIO(cleaned_in_child("pdf remark's author").data)) as made:
        notes = [{key: str(value) for key, value in note.items()} for note in made.pages[0].Annots]

    assert [note.get("/Contents") for note in notes] == ["I saw it"]
    assert [set(note) for note in notes] == [{"/Type", "/Subtype", "/Rect", "/Contents"}]


def test_a_field_of_a_pdf_becomes_part_of_the_page() -> None:
    with pikepdf.open(BytesIO(cleaned_in_child("pdf form").data)) as made:
        drawn = b"".join(
            found.read_bytes() for found in made.objects if isinstance(found, pikepdf.Stream)
        )

        assert "/Annots" not in made.pages[0]
        assert b"Tuesday" in drawn


def words_in(clean: Clean) -> list[str]:
    """The words of a document, part by part, by a reader of another make."""
    with ZipFile(BytesIO(clean.data)) as archive:
        names = [name for name in sorted(archive.namelist()) if name.endswith(".xml")]
        wanted = [name for name in names if name.startswith(("word/", "content"))]
        texts = ["".join(ElementTree.fromstring(archive.read(n)).itertext()) for n in wanted]  # noqa: S314 - what we wrote
    return [text for text in texts if text]


KEPT = {
    "docx remark's author": ["I saw it", WORDS],
    "docx change's author": [f"{WORDS}twiceonce"],
    "docx link": [f"{WORDS}here"],
    "docx traces of saving": [f"{WORDS}so"],
    "docx name of a space": [f"{WORDS}so"],
    "odt remark's author": [f"{WORDS}I saw it"],
    "odt link": [f"{WORDS}here"],
}


@named(DOCUMENTS)
def test_a_document_keeps_its_words(sample: Sample) -> None:
    assert words_in(clean_of(sample)) == KEPT.get(sample.name, [WORDS])


def test_a_change_in_a_document_is_by_no_one() -> None:
    with ZipFile(BytesIO(cleaned_in_child("docx change's author").data)) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))  # noqa: S314 - what we wrote
    changes = [dict(e.attrib) for e in root.iter() if e.tag in (f"{W}ins", f"{W}del")]

    assert changes == [{f"{W}id": "1", f"{W}author": "Author"}] * 2


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("docx photo with a place", ["[Content_Types].xml", "_rels/.rels",
                                     "word/_rels/document.xml.rels", "word/document.xml",
                                     "word/media/image1.jpg"]),
        ("docx macro", ["[Content_Types].xml", "_rels/.rels", "word/document.xml"]),
        ("odt photo with a place", ["META-INF/manifest.xml", "Pictures/1.jpg", "content.xml",
                                    "mimetype"]),
        ("odt thumbnail", ["META-INF/manifest.xml", "content.xml", "mimetype"]),
    ],
)  # fmt: skip
def test_a_document_has_only_parts_that_are_known(name: str, parts: list[str]) -> None:
    with ZipFile(BytesIO(cleaned_in_child(name).data)) as archive:
        assert sorted(archive.namelist()) == parts


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (f"{WORDS}\r\nThere\x07\x1b".encode(), f"{WORDS}\nThere"),
        ("\ufeffआज\u200d".encode(), "आज\u200d"),
        ("Café où".encode("utf-16"), "Café où"),
        ("Un café où j’étais".encode("cp1252"), "Un café où j’étais"),
    ],
)
def test_text_becomes_utf_8(data: bytes, text: str) -> None:
    assert cleaned(data) == Clean("document", "text/plain", "txt", text.encode())
