"""Resources and trainings as records, split by noun."""

from upstander.learning.models.cohort import (
    Attendance,
    Certificate,
    Cohort,
    CohortSession,
    Enrolment,
)
from upstander.learning.models.course import Course, Lesson, LessonPicture
from upstander.learning.models.proposal import Proposal
from upstander.learning.models.resource import Link, Resource, ResourceFile
from upstander.learning.models.translated import Translated

__all__ = [
    "Attendance",
    "Certificate",
    "Cohort",
    "CohortSession",
    "Course",
    "Enrolment",
    "Lesson",
    "LessonPicture",
    "Link",
    "Proposal",
    "Resource",
    "ResourceFile",
    "Translated",
]
