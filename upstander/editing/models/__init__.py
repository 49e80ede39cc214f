"""What is kept of editing, by noun."""

from upstander.editing.models.careful import Careful
from upstander.editing.models.glossary import AvoidedWord, GlossaryTerm
from upstander.editing.models.pending import PendingImport
from upstander.editing.models.task import TranslationTask, TranslatorLanguage

__all__ = [
    "AvoidedWord",
    "Careful",
    "GlossaryTerm",
    "PendingImport",
    "TranslationTask",
    "TranslatorLanguage",
]
