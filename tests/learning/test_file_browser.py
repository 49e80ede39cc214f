"""The hub adds a file to a resource at its desk, in a real browser, in two directions."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, expect

from tests.accounts.people import hub, member
from tests.looking import look
from tests.support.test_desk_browser import enter
from upstander.learning.models import ResourceFile
from upstander.network.states import Role


def _photo() -> FilePayload:
    out = BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG")
    return FilePayload(name="p.jpg", mimeType="image/jpeg", buffer=out.getvalue())


@pytest.mark.parametrize(("language", "script"), [("en", False), ("ar", True)])
def test_a_file_is_added_and_readers_find_it(open_page, site, language, script):
    user = member(Role.HUB_STAFF, hub())
    user.language = language
    user.save()
    page = open_page(java_script_enabled=script, locale=language)
    enter(page, user)
    page.goto("/desk/learning/resources/pocket-card/")
    page.locator("[name=title]").fill("Our card بطاقتنا")
    page.locator("[name=kind]").select_option("download")
    wrong = FilePayload(name="x.exe", mimeType="application/pdf", buffer=b"MZ\x00\x01")
    page.locator("[name=file]").set_input_files(wrong)
    page.locator("main form button").last.click()
    expect(page.locator(".errors").first).to_be_visible()
    expect(page.locator("[name=title]")).to_have_value("Our card بطاقتنا")
    assert not script or look(page, "file refused") == {}
    page.locator("[name=file]").set_input_files(_photo())
    page.locator("main form button").last.click()
    expect(page.locator(".requests")).to_contain_text("Our card بطاقتنا")
    assert not script or look(page, "file added") == {}
    page.goto(f"/{language}/resources/pocket-card/")
    href = f"a[href$='/{ResourceFile.objects.get().pk}/']"
    expect(page.locator(f"main {href}").first).to_contain_text("Our card بطاقتنا")
