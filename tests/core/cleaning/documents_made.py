"""Honest documents, each with one thing in it that tells of a person or a place."""

from typing import Final

from tests.core.cleaning.made import MARK, Sample
from tests.core.cleaning.photos_made import exif, saved
from upstander.core.cleaning.archives import packed

WORDS: Final = "It happened on Monday"
W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A: Final = "http://schemas.openxmlformats.org/drawingml/2006"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
OASIS: Final = "urn:oasis:names:tc:opendocument:xmlns"
SPACES: Final = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:a="{A}/main" xmlns:pic="{A}/picture" '
    f'xmlns:wp="{A}/wordprocessingDrawing" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
STAMP: Final = f'w:id="1" w:author="{MARK}" w:date="2026-01-01T00:00:00Z"'
DRAWING: Final = (
    f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="{MARK}.jpg" descr="{MARK}"/><a:graphic>'
    f'<a:graphicData uri="{A}/picture"><pic:pic><pic:blipFill><a:blip r:embed="rId7"/>'
    "</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)
TARGETS: Final = {
    "rId7": ("image", "media/holiday.jpg"),
    "rId8": ("comments", "comments.xml"),
    "rId9": ("vbaProject", "vbaProject.bin"),
    "rId10": ("oleObject", "embeddings/oleObject1.bin"),
    "rId11": ("settings", "settings.xml"),
}


def words(text: str = WORDS) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def docx(body: str = "", outside: str = "", **parts: bytes | str) -> bytes:
    """A document of one paragraph; `parts` come beside it, `__` for a slash and `_` for a dot."""
    more = {name.replace("__", "/").replace("_", "."): part for name, part in parts.items()}
    related = "".join(
        f'<Relationship Id="{key}" Type="{R}/{kind}" Target="{target}"/>'
        for key, (kind, target) in TARGETS.items()
        if f"word/{target}" in more
    )
    made = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {SPACES}><w:body><w:p>{words()}{body}</w:p></w:body>"
        "</w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f"{related}{outside}</Relationships>",
    } | more
    return packed({k: v if isinstance(v, bytes) else v.encode() for k, v in made.items()})


def odt(body: str = "", **parts: bytes | str) -> bytes:
    """A document of one paragraph, as `docx`."""
    more = {name.replace("__", "/").replace("_", "."): part for name, part in parts.items()}
    spaces = " ".join(
        f'xmlns:{short}="{OASIS}:{name}:1.0"'
        for short, name in {"office": "office", "text": "text", "draw": "drawing"}.items()
    )
    made = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f'<office:document-content {spaces} xmlns:dc="http://purl.org/dc/elements/'
        '1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"><office:body><office:text>'
        f"<text:p>{WORDS}{body}</text:p></office:text></office:body></office:document-content>",
    } | more
    return packed({k: v if isinstance(v, bytes) else v.encode() for k, v in made.items()})


def properties(root: str) -> str:
    return f'<{root} xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{MARK}</dc:creator></{root}>'


def docxs() -> dict[str, bytes]:
    remark = f'<w:comments {SPACES}><w:comment {STAMP} w:initials="{MARK}">'
    link = f'<Relationship Id="rId20" Type="{R}/hyperlink" Target="https://{MARK}.example" '
    photo = saved("JPEG", exif=exif())
    return {
        "properties": docx(docProps__core_xml=properties("cp"), docProps__app_xml=properties("p")),
        "own properties": docx(docProps__custom_xml=properties("p"),
                               customXml__item1_xml=properties("x")),
        "thumbnail": docx(docProps__thumbnail_jpeg=photo),
        "remark's author": docx(word__comments_xml=remark
                                + f"<w:p>{words('I saw it')}</w:p></w:comment></w:comments>"),
        "change's author": docx(f"<w:ins {STAMP}>{words('twice')}</w:ins><w:del {STAMP}><w:r>"
                                "<w:delText>once</w:delText></w:r></w:del>"),
        "photo with a place": docx(DRAWING, word__media__holiday_jpg=photo),
        "link": docx(f'<w:hyperlink r:id="rId20" w:tooltip="{MARK}">{words("here")}</w:hyperlink>',
                     outside=link + 'TargetMode="External"/>'),
        "field": docx(f"<w:r><w:instrText>INCLUDEPICTURE {MARK}</w:instrText></w:r>"),
        "traces of saving": docx(f'<w:r w:rsidR="{MARK}" w14:paraId="{MARK}"><w:t>so</w:t></w:r>'),
        "macro": docx(word__vbaProject_bin=MARK),
        "object": docx(f'<w:object><o:OLEObject ProgID="{MARK}" r:id="rId10"/></w:object>',
                       word__embeddings__oleObject1_bin=MARK),
        "settings": docx(word__settings_xml=f'<w:settings {SPACES}><w:docVars><w:docVar w:name="x"'
                         f' w:val="{MARK}"/></w:docVars></w:settings>'),
        "remark in xml": docx(f"<!-- {MARK} --><?{MARK} x?>"),
        "name of a space": docx(f'<w:r xmlns:me="urn:{MARK}"><w:t>so</w:t><me:note/></w:r>'),
    }  # fmt: skip


def odts() -> dict[str, bytes]:
    who = f"<dc:creator>{MARK}</dc:creator><dc:date>2026-01-01</dc:date>"
    frame = f'<draw:frame draw:name="{MARK}"><draw:image xlink:href="Pictures/a.jpg"/></draw:frame>'
    return {
        "properties": odt(meta_xml=properties("office"), settings_xml=properties("s")),
        "remark's author": odt(f"<office:annotation>{who}<text:p>I saw it</text:p>"
                               "</office:annotation>"),
        "change's author": odt(f"<office:change-info>{who}</office:change-info>"),
        "photo with a place": odt(frame, Pictures__a_jpg=saved("JPEG", exif=exif())),
        "thumbnail": odt(Thumbnails__thumbnail_png=saved("PNG") + MARK.encode()),
        "link": odt(f'<text:a xlink:href="https://{MARK}.example">here</text:a>'),
        "script": odt(f"<office:scripts>{MARK}</office:scripts>", Basic__a_xml=MARK),
    }  # fmt: skip


def all_documents() -> list[Sample]:
    made = {f"docx {name}": data for name, data in docxs().items()}
    made |= {f"odt {name}": data for name, data in odts().items()}
    return [Sample(name, "document", data) for name, data in made.items()]
