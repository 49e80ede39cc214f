"""What was written at the desk and could not be taken."""

from django.http import HttpRequest

WRITTEN = ("text", "words", "place", "when_words", "name", "reach")
# Here the fields are as many as a call has questions: all that is typed counts, but not what a
# page says of itself.
FREE = "/desk/funding/"
OF_THE_PAGE = ("csrfmiddlewaretoken", "do")


def words_of(request: HttpRequest) -> list[str]:
    """What was written at the desk, for who was signed out while she wrote.

    The form itself opens nothing more: its token belongs to the session of before.
    """
    if request.method != "POST" or not request.path_info.startswith("/desk/"):
        return []
    names: list[str] = list(WRITTEN)
    if request.path_info.startswith(FREE):
        names = [n for n in request.POST if not n.startswith("_") and n not in OF_THE_PAGE]
    return [request.POST[name] for name in names if request.POST.get(name)]
