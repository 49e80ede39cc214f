"""The pieces of content that is learned from, by the same names as in a pack."""

from django.apps import apps
from wagtail import blocks

from upstander.core.blocks import WORDS, Details, Headed, Key, Notice, Panel, Steps, Text
from upstander.core.translation import TranslationState
from upstander.network.interface import Facts, Services


class ResourceKey(Key):
    def choices(self) -> list[tuple[str, str]]:
        """Resources of the library."""
        rows = apps.get_model("learning", "Resource")._default_manager
        found = rows.filter(translation_state=TranslationState.SOURCE).order_by("title", "pk")
        return list(found.values_list("key", "title"))


class Resources(Headed):
    """What a collection or a reading list holds, in order."""

    items = blocks.ListBlock(ResourceKey())

    class Meta:
        icon = "list-ul"
        template = "learning/blocks/resources.html"


class Body(blocks.StreamBlock):
    """Everything that may stand in a resource."""

    text = Text()
    steps = Steps()
    panel = Panel()
    notice = Notice()
    details = Details()
    services = Services()
    facts = Facts()
    resources = Resources()


def course_keys() -> list[tuple[str, str]]:
    """Key and title of each course, in order."""
    rows = apps.get_model("learning", "Course")._default_manager
    found = rows.filter(translation_state=TranslationState.SOURCE)
    return list(found.values_list("key", "title"))


class PictureKey(Key):
    def choices(self) -> list[tuple[str, str]]:
        """Pictures that were added at the desk."""
        rows = apps.get_model("learning", "LessonPicture")._default_manager.defer("data")
        return [("", "---------"), *((str(row.pk), row.title) for row in rows)]


class Exercise(Text):
    class Meta:
        icon = "edit"


class Image(Headed):
    """A picture with words for whoever does not see it."""

    picture = PictureKey()
    alternative = blocks.CharBlock(
        required=False, max_length=300, help_text="What the picture shows, in a sentence"
    )

    class Meta:
        icon = "image"


class Video(Headed):
    """A video on another site, with captions; `text` is its transcript."""

    address = blocks.URLBlock()
    has_captions = blocks.BooleanBlock(required=False, help_text="The video has captions")
    text = blocks.RichTextBlock(
        required=False, features=WORDS, help_text="Transcript: every word, and what one sees"
    )

    class Meta:
        icon = "media"


class Choice(blocks.StructBlock):
    choice = blocks.CharBlock(max_length=240)
    text = blocks.RichTextBlock(features=WORDS, help_text="What happens then, and why")


class Scenario(Text):
    """Something happens; each choice leads on, and nobody is blamed."""

    items = blocks.ListBlock(Choice())

    class Meta:
        icon = "help"


class Answer(blocks.StructBlock):
    answer = blocks.CharBlock(max_length=240)
    is_right = blocks.BooleanBlock(required=False)
    text = blocks.RichTextBlock(features=WORDS, help_text="Why this is right, or not quite")


class Question(blocks.StructBlock):
    """A question to oneself, each of its answers explained."""

    heading = blocks.CharBlock(max_length=240, label="Question")
    items = blocks.ListBlock(Answer())

    class Meta:
        icon = "circle-check"


class CourseBody(blocks.StreamBlock):
    """What stands before the lessons."""

    text = Text()
    panel = Panel()
    notice = Notice()


class LessonBody(blocks.StreamBlock):
    """Everything that may stand in a lesson."""

    text = Text()
    panel = Panel()
    notice = Notice()
    exercise = Exercise()
    image = Image()
    video = Video()
    scenario = Scenario()
    question = Question()
