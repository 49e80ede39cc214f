"""What was written at the desk and could not be taken."""

from django.http import HttpRequest

WRITTEN = ("text", "words", "place", "when_words", "name", "reach")


def words_of(request: HttpRequest) -> list[str]:
    """What was written at the desk, for who was signed out while she wrote.

    The form itself opens nothing more: its token belongs to the session of before.
    """
    is_desk = request.method == "POST" and request.path_info.startswith("/desk/")
    return [request.POST[name] for name in WRITTEN if is_desk and request.POST.get(name)]
