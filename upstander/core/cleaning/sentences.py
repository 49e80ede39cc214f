"""What a person reads when her file cannot be taken: what to do, and no blame."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from upstander.core.cleaning.results import Reason

SENTENCES: Final[dict[Reason, str | Promise]] = {
    Reason.EMPTY: _("This file is empty. Please choose the file again."),
    Reason.LARGE: _("This file is larger than 20 MB. Please send a smaller file, or only a part."),
    Reason.UNKNOWN: _(
        "We cannot take this kind of file. "
        "You can send photos, sound recordings, PDF files and documents (DOCX, ODT or TXT)."
    ),
    Reason.BROKEN: _("We could not open this file. Please save it again, or send a photo of it."),
    Reason.VIDEO: _(
        "We cannot take videos. You can send photos, sound recordings, PDF files and documents."
    ),
    Reason.OFFICE: _(
        "We cannot take this kind of document. Please save it as PDF and send the PDF."
    ),
    Reason.LOCKED: _(
        "This file has a password. Please save it without a password and send it again."
    ),
    Reason.PIXELS: _(
        "This picture is too large. Please send a smaller picture, or a screenshot of it."
    ),
    Reason.PAGES: _(
        "This file has too many pages. Please send it in smaller parts, each saved as PDF."
    ),
    Reason.LETTERS: _(
        "We could not read the letters in this file. Please save it as PDF and send the PDF."
    ),
    Reason.LIMITS: _(
        "This file took too long to check. Please send a smaller file, or only a part."
    ),
    Reason.BUSY: _(
        "Many files are being checked right now. Please send your file again in a minute."
    ),
}
