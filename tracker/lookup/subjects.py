"""What a rule is about, so that people find it in a list by subject and not by number."""

from collections.abc import Iterable, Mapping

from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older

from tracker.law.rulebook import Rule, Rulebook
from tracker.law.terms import Term
from tracker.web.rule_words import title_of
from tracker.web.words import gettext as _
from tracker.web.words import term


class Subject(Term):
    """A group of rules."""

    COMPLAINT = "complaint", "Khiếu nại", "Complaints"
    DISCIPLINE = "discipline", "Khiếu nại quyết định kỷ luật", "Disciplinary complaints"
    DENUNCIATION = "denunciation", "Tố cáo, bảo vệ người tố cáo", "Denunciations, protection"
    RECEPTION = "reception", "Tiếp công dân, xử lý đơn", "Reception and processing"
    DEMOCRACY = (
        "democracy",
        "Kiến nghị, phản ánh, dân chủ ở cơ sở",
        "Recommendations, feedback, democracy at work",
    )
    REPORTS = "reports", "Báo cáo định kỳ", "Periodic reports"
    PRIVACY = "privacy", "Dữ liệu cá nhân, sự cố an ninh mạng", "Personal data, cyber incidents"
    OTHER = "other", "Khác", "Other"


# The series in which the rules are numbered.
OF_SERIES: Mapping[str, Subject] = {
    "KN": Subject.COMPLAINT,
    "KL": Subject.DISCIPLINE,
    "TC": Subject.DENUNCIATION,
    "BV": Subject.DENUNCIATION,
    "TCD": Subject.RECEPTION,
    "XLD": Subject.RECEPTION,
    "ND154": Subject.RECEPTION,
    "NB": Subject.DEMOCRACY,
    "DC": Subject.DEMOCRACY,
    "BC": Subject.REPORTS,
    "ND356": Subject.PRIVACY,
    "L91": Subject.PRIVACY,
    "ND331": Subject.PRIVACY,
}


def subject_of(rule: Rule) -> Subject:
    """Say what a rule is about, by its series."""
    return OF_SERIES.get(rule.id.partition("-")[0], Subject.OTHER)


def rule_choices(rulebook: Rulebook) -> list[SelectChoice]:
    """Give every rule as an option, those about one thing together, and none to begin with."""
    return [
        SelectChoice(value="", label=_("— Chọn —")),
        *(
            SelectChoice(
                value=rule.id, label=f"{rule.id} · {title_of(rule)}", optgroup=term(subject)
            )
            for subject in Subject
            for rule in _about(subject, rulebook.rules)
        ),
    ]


def _about(subject: Subject, rules: Iterable[Rule]) -> Iterable[Rule]:
    return (rule for rule in rules if subject_of(rule) is subject)
