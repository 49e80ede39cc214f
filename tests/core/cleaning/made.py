"""What every builder of an upload shares: the mark that is planted, and the sample."""

from typing import NamedTuple

MARK = "Zanzibar-Quokka"
GPS = b"\x02\xee\xcc\xc9\0\0'\x17"  # 49204425/10007 degrees as EXIF writes it, big end first
SPG = b"\xc9\xcc\xee\x02\x17'\0\0"
LATITUDE = 49204425 / 10007


class Sample(NamedTuple):
    """A file as it may come, and which kind of file it is to become."""

    name: str
    kind: str
    data: bytes


XMP = (
    '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/">'
    f"<dc:creator>{MARK}</dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>"
    '<?xpacket end="w"?>'
).encode()
