"""Sound: the packets of one track go into a fresh container, and nothing else does.

What browsers do not play (PCM in odd containers, AMR of phones) is decoded and written anew.
"""

from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from typing import Any, Final

import av
import av.subtitles.stream  # or it is looked for when no further file can be opened
from av.audio.resampler import AudioResampler
from av.stream import Disposition

from upstander.core.cleaning.results import Clean, Reason, Unclean

# Codec as it comes: container it goes into, its media type, its extension.
KEPT: Final = {
    "aac": ("ipod", "audio/mp4", "m4a"),
    "alac": ("ipod", "audio/mp4", "m4a"),
    "mp3": ("mp3", "audio/mpeg", "mp3"),
    "mp3float": ("mp3", "audio/mpeg", "mp3"),
    "opus": ("ogg", "audio/ogg", "ogg"),
    "libopus": ("ogg", "audio/ogg", "ogg"),
    "vorbis": ("ogg", "audio/ogg", "ogg"),
    "flac": ("flac", "audio/flac", "flac"),
}
# Codec that is decoded: codec it becomes, at which rate (None: its own), and as above.
TURNED: Final = {
    "pcm": ("pcm_s16le", None, ("wav", "audio/wav", "wav")),
    "amr": ("libopus", 16000, ("ogg", "audio/ogg", "ogg")),
}
# No look at other files; no more of the file held back than a recording needs.
READING: Final = {"enable_drefs": "0", "use_absolute_path": "0", "protocol_whitelist": "none"}
QUICKLY: Final = {"compression_level": "0"}  # a long recording is written within the time
PLAIN_MP3: Final = {"write_xing": "0", "id3v2_version": "0", "write_id3v1": "0"}
# Kilobits a second, by the number in a frame of a later and of the first MPEG.
MP3_SPEEDS: Final = (
    (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
)
PROVED: Final = 50  # packets that must decode: enough to know that it is sound
DAMAGED: Final = 2  # packets of those that may be damaged, as at a cut


def clean_sound(data: bytes, form: str) -> Clean:
    """The sound track of a recording."""
    with _given(data, form) as given:
        track = _track(given)
        _prove(track, given)
        given.seek(0)
        return _turned(given, track) if _is_turned(track) else _kept(given, track)


def _given(data: bytes, form: str) -> Any:
    return av.open(BytesIO(data), format=form, options=READING, metadata_errors="ignore")


def _track(given: Any) -> Any:
    """The one track with sound; a picture that moves makes it a video."""
    cover = Disposition.attached_pic
    if any(not stream.disposition & cover for stream in given.streams.video):
        raise Unclean(Reason.VIDEO)
    if not given.streams.audio:
        raise Unclean(Reason.UNKNOWN)
    return given.streams.audio[0]


def _is_turned(track: Any) -> bool:
    return track.codec_context.name[:3] in TURNED


def _prove(track: Any, given: Any) -> None:
    """The beginning decodes, so that this is sound and not something that is called so."""
    track.codec_context.thread_count = 1
    damaged, sounds = 0, 0
    for packet in islice(given.demux(track), PROVED):
        try:
            sounds += sum(frame.samples for frame in packet.decode())
        except av.FFmpegError:
            damaged += 1
    if not sounds or damaged > DAMAGED:
        raise Unclean(Reason.BROKEN)


def _open(out: BytesIO, form: str) -> Any:
    """A container that does not say what wrote it."""
    options = {"fflags": "+bitexact"} | (PLAIN_MP3 if form == "mp3" else {})
    return av.open(out, "w", format=form, options=options)


def _kept(given: Any, track: Any) -> Clean:
    if track.codec_context.name not in KEPT:
        raise Unclean(Reason.UNKNOWN)
    form, media_type, extension = KEPT[track.codec_context.name]
    out = BytesIO()
    with _open(out, form) as fresh:
        copy = fresh.add_stream_from_template(track)
        copy.metadata.clear()
        for packet in given.demux(track):
            if packet.size and packet.dts is not None and (form != "mp3" or _is_frame(packet)):
                packet.stream = copy
                fresh.mux(packet)
    return Clean("audio", media_type, extension, out.getvalue())


def _is_frame(packet: Any) -> bool:
    """Whether an MP3 packet is as long as it says: what lies between frames is left out."""
    head = int.from_bytes(bytes(packet)[:4])
    is_first, is_padded = head >> 19 & 3 == 3, head >> 9 & 1
    speeds = MP3_SPEEDS[is_first]
    speed, rate = head >> 12 & 15, packet.stream.codec_context.sample_rate
    if head >> 21 != 0x7FF or not 0 < speed < len(speeds):
        return False
    return bool(packet.size == (144 if is_first else 72) * 1000 * speeds[speed] // rate + is_padded)


def _turned(given: Any, track: Any) -> Clean:
    codec, rate, (form, media_type, extension) = TURNED[track.codec_context.name[:3]]
    out = BytesIO()
    with _open(out, form) as fresh:
        layout = "mono" if track.codec_context.channels == 1 else "stereo"
        copy = fresh.add_stream(codec, rate=rate or track.codec_context.sample_rate, layout=layout)
        if codec == "libopus":
            copy.codec_context.options = QUICKLY
        copy.codec_context.open()
        for frame in _frames(given, track, copy.codec_context):
            fresh.mux(copy.encode(frame))
        fresh.mux(copy.encode(None))
    return Clean("audio", media_type, extension, out.getvalue())


def _frames(given: Any, track: Any, target: Any) -> Iterator[Any]:
    resampler = AudioResampler(
        format=target.format, layout=target.layout, rate=target.sample_rate,
        frame_size=target.frame_size or None,
    )  # fmt: skip
    for packet in given.demux(track):
        for frame in _decoded(packet):
            frame.pts = None
            yield from resampler.resample(frame)
    yield from resampler.resample(None)


def _decoded(packet: Any) -> list[Any]:
    try:
        return list(packet.decode())
    except av.FFmpegError:
        return []  # a damaged spot is a moment of silence less
