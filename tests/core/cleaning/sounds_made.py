"""Honest recordings, each with one thing in it that tells of a person or a place."""

import struct
from array import array
from io import BytesIO
from math import sin
from typing import Any

import av
from av.audio.resampler import AudioResampler

from tests.core.cleaning.made import MARK, Sample
from tests.core.cleaning.photos_made import saved

SECONDS = 2


def recorded(form: str, codec: str, rate: int = 48000, **tags: str) -> bytes:
    """Two seconds of a tone in a container, with tags."""
    out = BytesIO()
    with av.open(out, "w", format=form, options={"strict": "experimental"}) as fresh:
        layout = "stereo" if codec == "vorbis" else "mono"
        track = fresh.add_stream(codec, rate=rate, layout=layout, options={"strict": "-2"})
        fresh.metadata.update(tags)
        track.codec_context.open()
        for frame in _frames(track.codec_context, rate):
            fresh.mux(track.encode(frame))
        fresh.mux(track.encode(None))
    return out.getvalue()


def _frames(target: Any, rate: int) -> list[Any]:
    tone = array("h", (int(9000 * sin(i * 0.06)) for i in range(SECONDS * rate)))
    frame = av.AudioFrame(format="s16", layout="mono", samples=len(tone))
    frame.planes[0].update(tone.tobytes())
    frame.sample_rate = rate
    resampler = AudioResampler(
        format=target.format, layout=target.layout, rate=rate, frame_size=target.frame_size or None
    )
    return [*resampler.resample(frame), *resampler.resample(None)]


def with_film(*, moves: bool) -> bytes:
    """A recording with pictures beside its sound, or with pictures alone."""
    out = BytesIO()
    with av.open(out, "w", format="mp4") as fresh:
        track = fresh.add_stream("mpeg4", rate=10)
        track.width, track.height, track.pix_fmt = 64, 48, "yuv420p"
        if moves:
            fresh.add_stream("aac", rate=48000, layout="mono")
        for _ in range(5):
            fresh.mux(track.encode(av.VideoFrame(64, 48, "yuv420p")))
        fresh.mux(track.encode(None))
    return out.getvalue()


def id3(*frames: tuple[bytes, bytes]) -> bytes:
    body = b"".join(kind + struct.pack(">I", len(text)) + b"\0\0" + text for kind, text in frames)
    size = len(body)
    return b"ID3\x03\0\0" + bytes([size >> 21 & 127, size >> 14 & 127, size >> 7 & 127,
                                   size & 127]) + body  # fmt: skip


def riff(wav: bytes, kind: bytes, content: bytes) -> bytes:
    """A WAV with one more chunk at its end."""
    content += b"\0" * (len(content) % 2)
    made = wav + kind + struct.pack("<I", len(content)) + content
    return made[:4] + struct.pack("<I", len(made) - 8) + made[8:]


def flac_block(flac: bytes, kind: int, content: bytes) -> bytes:
    """A FLAC with one more block behind its first."""
    return flac[:42] + bytes([kind]) + len(content).to_bytes(3) + content + flac[42:]


def udta(m4a: bytes) -> bytes:
    """An M4A with a place in a box of its own behind the rest."""
    text = MARK.encode()
    place = struct.pack(">I", 12 + len(text)) + b"\xa9xyz" + struct.pack(">HH", len(text), 0) + text
    return m4a + struct.pack(">I", 8 + len(place)) + b"udta" + place


def all_sounds() -> list[Sample]:
    mark = MARK.encode()
    mp3, wav = recorded("mp3", "libmp3lame"), recorded("wav", "pcm_s16le")
    cover = b"\0image/jpeg\0\x03\0" + saved("JPEG", comment=mark)
    made = {
        "mp3 comment": id3((b"COMM", b"\0eng\0" + mark), (b"TPE1", b"\0" + mark)) + mp3,
        "mp3 cover": id3((b"APIC", cover)) + mp3,
        "mp3 old tag": mp3 + b"TAG" + mark.ljust(125, b"\0"),
        "m4a tags": recorded("ipod", "aac", title=MARK, comment=MARK, artist=MARK),
        "m4a place": recorded("mov", "aac", location=MARK),
        "m4a box": udta(recorded("ipod", "aac")),
        "lossless m4a": recorded("ipod", "alac", artist=MARK),
        "aac": id3((b"TIT2", b"\0" + mark)) + recorded("adts", "aac"),
        "ogg opus": recorded("ogg", "libopus", artist=MARK),
        "ogg vorbis": recorded("ogg", "vorbis", artist=MARK),
        "webm": recorded("webm", "libopus", title=MARK),
        "flac tags": recorded("flac", "flac", artist=MARK),
        "flac block": flac_block(recorded("flac", "flac"), 2, b"test" + mark),
        "wav info": recorded("wav", "pcm_s16le", artist=MARK),
        "wav bext": riff(wav, b"bext", mark.ljust(602, b"\0")),
        "wav own chunk": riff(wav, b"iXML", mark),
        "amr": recorded("amr", "libopencore_amrnb", 8000) + mark,
        "3gp": recorded("3gp", "libopencore_amrnb", 8000, title=MARK, location=MARK),
        "caf": recorded("caf", "pcm_s16be", artist=MARK),
        "aiff": recorded("aiff", "pcm_s16be", title=MARK),
    }
    return [Sample(f"sound {name}", "audio", data) for name, data in made.items()]
