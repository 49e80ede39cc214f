"""People who translate, made by their real verbs."""

from django.core import mail
from django_tasks_db.models import DBTaskResult

from tests.accounts.people import hub, member
from upstander.accounts.interface import User
from upstander.editing.actions.translator import set_languages
from upstander.editing.models import TranslationTask
from upstander.editing.tasks import tell_people
from upstander.network.states import Role


def editor(email: str = "editor@example.org") -> User:
    """Of the hub; she asks."""
    return member(Role.EDITOR, hub(), email)


def translator(by: User, name: str, *languages: str) -> User:
    """Someone who translates into these languages."""
    user = member(Role.TRANSLATOR, hub(), f"{name.lower()}@example.org")
    User.objects.filter(pk=user.pk).update(name=name)
    user.refresh_from_db()
    set_languages(user, languages, by=by)
    return user


def task_of(kind: str, key: str, language: str) -> TranslationTask:
    """The newest."""
    return TranslationTask.objects.filter(kind=kind, key=key, language=language).first()


def letters() -> list[str]:
    """To whom the letters that wait go, as the worker would send them; then none waits."""
    mail.outbox.clear()
    for job in DBTaskResult.objects.filter(task_path=tell_people.module_path):
        tell_people.call(*job.args_kwargs["args"])
        job.delete()
    return sorted(letter.to[0] for letter in mail.outbox)
