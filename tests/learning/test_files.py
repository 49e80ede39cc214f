"""Files of a resource: clean, few, of the kind that they say, and the hub's to keep."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.accounts.people import hub, member, sign_in
from tests.learning.library_made import a_resource, translated, worker
from upstander.core.cleaning.results import Clean
from upstander.core.errors import NotAllowed
from upstander.learning.actions.file import MOST_FILES, add_file, remove_file
from upstander.learning.models import ResourceFile
from upstander.network.states import Role

pytestmark = pytest.mark.django_db
PDF = Clean("pdf", "application/pdf", "pdf", b"%PDF")
SOUND = Clean("audio", "audio/mpeg", "mp3", b"ID3")


def hub_worker():
    return member(Role.HUB_STAFF, hub())


def test_a_file_is_added_and_taken_out_by_the_hub_alone():
    row, by, other = a_resource(), hub_worker(), worker()
    with pytest.raises(NotAllowed, match="Only the hub"):
        add_file(row, PDF, "download", "Poster", by=other)
    add_file(row, PDF, "download", "Poster", by=by)
    (file,) = row.files.all()
    assert (file.media_type, file.size, bytes(file.data)) == ("application/pdf", 4, b"%PDF")
    with pytest.raises(NotAllowed, match="Only the hub"):
        remove_file(file, by=other)
    remove_file(file, by=by)
    assert not row.files.exists()


@pytest.mark.parametrize(("file", "kind"), [(PDF, "audio"), (SOUND, "download")])
def test_a_recording_is_audio_and_nothing_else_is(file, kind):
    with pytest.raises(NotAllowed, match="a recording is audio"):
        add_file(a_resource(), file, kind, "T", by=hub_worker())


def test_there_are_not_too_many():
    row, by = a_resource(), hub_worker()
    for number in range(MOST_FILES):
        add_file(row, SOUND, "audio", str(number), by=by)
    with pytest.raises(NotAllowed, match="enough files"):
        add_file(row, SOUND, "audio", "one more", by=by)


def test_a_photo_is_written_anew_and_what_is_no_file_is_refused(client):
    a_resource()
    sign_in(client, hub_worker())
    where = "/desk/learning/resources/tea/"
    out = BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG", comment=b"secret")
    photo = SimpleUploadedFile("p.jpg", out.getvalue())
    data = {"title": "Photo", "kind": "download", "file": photo}
    assert client.post(where, data).status_code == 302
    file = ResourceFile.objects.get()
    assert b"secret" not in bytes(file.data)
    wrong = client.post(where, {**data, "file": SimpleUploadedFile("x.exe", b"MZ\x00\x01")})
    assert 'class="errors"' in wrong.content.decode()
    mixed = {**data, "kind": "audio", "file": SimpleUploadedFile("p.jpg", out.getvalue())}
    assert "a recording is audio" in client.post(where, mixed).content.decode()
    out_of = f"/desk/learning/files/{file.pk}/remove/"
    assert "This cannot be undone." in client.get(out_of).content.decode()
    client.post(out_of)
    assert not ResourceFile.objects.exists()


def test_a_spoke_cannot_add_or_remove(client):
    row = a_resource()
    add_file(row, SOUND, "audio", "T", by=hub_worker())
    sign_in(client, worker())
    client.post("/desk/learning/resources/tea/", {"title": "T", "kind": "audio"})
    file = ResourceFile.objects.get()
    assert client.post(f"/desk/learning/files/{file.pk}/remove/").status_code == 404
    assert client.get("/desk/learning/resources/nothing/").status_code == 404
    translated(row, "fr")
    assert client.get("/desk/learning/resources/tea/").status_code == 200
