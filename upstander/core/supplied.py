"""Sentences of Django that a reader can meet and that some of its own catalogues lack.

They stand here so that our catalogues hold them in every language; nothing imports this module.
"""

from django.utils.translation import gettext_noop as _

SENTENCES = [
    _("This field is required."),
    _("Null characters are not allowed."),
    _("Enter a valid email address."),
    _("Enter a valid value."),
    _("Enter a valid date."),
    _("Enter a whole number."),
    _("Select a valid choice. %(value)s is not one of the available choices."),
    _("This password is too common."),
    _("This password is entirely numeric."),
    _("The two password fields didn’t match."),
]
