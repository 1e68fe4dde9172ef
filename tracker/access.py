"""GRANTS, the one table of who may do what and how far: permission → role → scope."""

from collections.abc import Iterable, Mapping

from tracker.law.moves import Competence
from tracker.law.terms import Term
from tracker.permissions import Permission, Role, Scope

__all__ = [
    "GRANTS",
    "GUARDED",
    "OPENS",
    "PERMISSION_OF",
    "DataClass",
    "Permission",
    "Role",
    "Scope",
    "data_class",
    "holds",
    "roles_with",
    "widest",
]

R, S, P = Role, Scope, Permission
# Given, and kept for longer, only with the consent of a second administrator.
GUARDED = frozenset({R.DIRECTOR, R.INSPECTOR})
EVERYONE: Mapping[Role, Scope] = dict.fromkeys(Role, Scope.OWN)
CASE_STAFF: Mapping[Role, Scope] = {
    R.HANDLER: S.ASSIGNED,
    R.UNIT_HEAD: S.SUBTREE,
    R.DIRECTOR: S.AGENCY,
}

GRANTS: Mapping[Permission, Mapping[Role, Scope]] = {
    P.ACCOUNT_OWN: EVERYONE,
    P.LAW_READ: EVERYONE,
    P.VISIT_LOG: {R.RECEPTIONIST: S.LOGGED},
    P.VISIT_READ: {R.RECEPTIONIST: S.LOGGED, R.DIRECTOR: S.AGENCY, R.INSPECTOR: S.AGENCY},
    P.REFUSAL_ISSUE: {R.DIRECTOR: S.AGENCY},
    P.BOOK_READ: {
        R.RECEPTIONIST: S.LOGGED,
        R.UNIT_HEAD: S.SUBTREE,
        R.DIRECTOR: S.AGENCY,
        R.INSPECTOR: S.AGENCY,
    },
    P.BOOK_CORRECT: {R.RECEPTIONIST: S.LOGGED},
    P.BOOK_CLOSE: {R.RECEPTIONIST: S.LOGGED, R.UNIT_HEAD: S.SUBTREE, R.DIRECTOR: S.AGENCY},
    P.BOOK_REOPEN: {R.DIRECTOR: S.AGENCY},
    P.BOOK_NUMBERS: {R.RECEPTIONIST: S.LOGGED, R.DIRECTOR: S.AGENCY},
    P.PETITION_READ: {R.RECEPTIONIST: S.LOGGED, **CASE_STAFF, R.INSPECTOR: S.AGENCY},
    P.PETITION_LINK: {R.RECEPTIONIST: S.LOGGED, **CASE_STAFF},
    P.CASE_READ: {R.RECEPTIONIST: S.LOGGED, **CASE_STAFF, R.INSPECTOR: S.AGENCY},
    P.CASE_CLASSIFY: {R.RECEPTIONIST: S.LOGGED, **CASE_STAFF},
    P.CASE_WORK: CASE_STAFF,
    P.CASE_RULE: {R.DIRECTOR: S.AGENCY},
    P.CASE_ASSIGN: {R.UNIT_HEAD: S.SUBTREE, R.DIRECTOR: S.AGENCY},
    P.CASE_DISPATCH: {R.RECEPTIONIST: S.LOGGED, R.DIRECTOR: S.AGENCY},
    P.IDENTITY_UNSEAL: {
        R.RECEPTIONIST: S.OWN,
        R.HANDLER: S.ASSIGNED,
        R.UNIT_HEAD: S.NAMED,
        R.DIRECTOR: S.AGENCY,
        R.INSPECTOR: S.AGENCY,
    },
    P.IDENTITY_PERMIT: {R.DIRECTOR: S.AGENCY},
    P.BOARD_READ: {R.UNIT_HEAD: S.SUBTREE, R.DIRECTOR: S.AGENCY, R.INSPECTOR: S.AGENCY},
    P.FORECAST_READ: {R.UNIT_HEAD: S.AGENCY, R.DIRECTOR: S.AGENCY, R.INSPECTOR: S.AGENCY},
    P.SCHEDULE_READ: dict.fromkeys(Role, Scope.AGENCY),
    P.SCHEDULE_MANAGE: {R.RECEPTIONIST: S.AGENCY, R.DIRECTOR: S.AGENCY},
    P.DUTY_READ: {
        R.RECEPTIONIST: S.AGENCY,
        R.UNIT_HEAD: S.AGENCY,
        R.DIRECTOR: S.AGENCY,
        R.INSPECTOR: S.AGENCY,
    },
    P.DUTY_EXPLAIN: {R.UNIT_HEAD: S.SUBTREE, R.DIRECTOR: S.AGENCY},
    P.SUBSTITUTION_SET: {R.UNIT_HEAD: S.SUBTREE, R.DIRECTOR: S.AGENCY},
    P.AUDIT_READ: {R.DIRECTOR: S.AGENCY, R.INSPECTOR: S.AGENCY},
    P.PEOPLE_MANAGE: {R.ADMINISTRATOR: S.AGENCY},
    P.CALENDAR_MANAGE: {R.ADMINISTRATOR: S.AGENCY},
    P.SETTINGS_MANAGE: {R.ADMINISTRATOR: S.AGENCY},
    P.SESSION_READ: {
        R.RECEPTIONIST: S.LOGGED,
        R.UNIT_HEAD: S.SUBTREE,
        R.DIRECTOR: S.AGENCY,
        R.INSPECTOR: S.AGENCY,
    },
    P.SESSION_HOLD: {R.RECEPTIONIST: S.LOGGED, R.DIRECTOR: S.AGENCY},
    P.SESSION_CONCLUDE: {R.RECEPTIONIST: S.LOGGED, R.DIRECTOR: S.AGENCY},
    P.TASK_WORK: CASE_STAFF,
    P.REMINDER_READ: EVERYONE,
    P.LADDER_MANAGE: {R.ADMINISTRATOR: S.AGENCY},
    P.JOB_RUN: {R.ADMINISTRATOR: S.AGENCY},
    P.FINDING_READ: {R.UNIT_HEAD: S.SUBTREE, R.DIRECTOR: S.AGENCY, R.INSPECTOR: S.AGENCY},
    P.FINDING_PURSUE: {R.INSPECTOR: S.AGENCY},
    P.FINDING_ANSWER: {R.UNIT_HEAD: S.SUBTREE, R.DIRECTOR: S.AGENCY},
    P.INSPECTION_READ: {R.DIRECTOR: S.AGENCY, R.INSPECTOR: S.AGENCY},
    P.INSPECTION_HOLD: {R.INSPECTOR: S.AGENCY},
    P.NOTICE_READ: dict.fromkeys(Role, S.AGENCY),
    P.NOTICE_MANAGE: {R.ADMINISTRATOR: S.AGENCY},
    P.DATA_READ: {
        R.RECEPTIONIST: S.LOGGED,
        R.UNIT_HEAD: S.SUBTREE,
        R.DIRECTOR: S.AGENCY,
        R.INSPECTOR: S.AGENCY,
    },
    P.DATA_LOG: {R.RECEPTIONIST: S.LOGGED},
    P.DATA_DECIDE: {R.UNIT_HEAD: S.SUBTREE, R.DIRECTOR: S.AGENCY},
    P.DATA_WITHDRAW: {R.RECEPTIONIST: S.LOGGED, R.UNIT_HEAD: S.SUBTREE, R.DIRECTOR: S.AGENCY},
    P.DATA_EXTRACT: {R.RECEPTIONIST: S.LOGGED, R.UNIT_HEAD: S.SUBTREE, R.DIRECTOR: S.AGENCY},
    P.PROCESSING_READ: {
        R.UNIT_HEAD: S.AGENCY,
        R.DIRECTOR: S.AGENCY,
        R.INSPECTOR: S.AGENCY,
        R.ADMINISTRATOR: S.AGENCY,
    },
    P.PROCESSING_EDIT: {R.DIRECTOR: S.AGENCY, R.ADMINISTRATOR: S.AGENCY},
    P.BREACH_READ: {
        R.UNIT_HEAD: S.AGENCY,
        R.DIRECTOR: S.AGENCY,
        R.INSPECTOR: S.AGENCY,
        R.ADMINISTRATOR: S.AGENCY,
    },
    P.BREACH_LOG: {R.UNIT_HEAD: S.AGENCY, R.DIRECTOR: S.AGENCY, R.ADMINISTRATOR: S.AGENCY},
}


class DataClass(Term):
    """How data are classed, from open to sealed (TCVN 14423:2026, items 4.4.2.1, 5.4.2.1)."""

    OPEN = "open", "Công khai", "Public"
    INTERNAL = "internal", "Nội bộ", "Internal"
    RESTRICTED = "restricted", "Hạn chế truy cập", "Restricted"
    SEALED = "sealed", "Danh tính người tố cáo (niêm phong)", "Identity of denouncers (sealed)"
    STATE_SECRET = (
        "state_secret",
        "Bí mật nhà nước (không được đưa vào hệ thống)",
        "State secrets (never in this system)",
    )


# Which class of data a permission opens; what is not named here opens internal data.
OPENS: Mapping[Permission, DataClass] = {
    P.LAW_READ: DataClass.OPEN,
    P.SCHEDULE_READ: DataClass.OPEN,
    P.SCHEDULE_MANAGE: DataClass.OPEN,
    P.NOTICE_READ: DataClass.OPEN,
    P.NOTICE_MANAGE: DataClass.OPEN,
    **dict.fromkeys(
        (
            P.VISIT_LOG, P.VISIT_READ, P.REFUSAL_ISSUE, P.BOOK_READ, P.BOOK_CORRECT,
            P.BOOK_NUMBERS, P.PETITION_READ, P.PETITION_LINK, P.CASE_READ, P.CASE_CLASSIFY,
            P.CASE_WORK, P.CASE_RULE, P.CASE_ASSIGN, P.CASE_DISPATCH, P.SESSION_READ,
            P.SESSION_HOLD, P.SESSION_CONCLUDE, P.TASK_WORK, P.AUDIT_READ,
            P.FINDING_READ, P.FINDING_PURSUE, P.FINDING_ANSWER, P.INSPECTION_READ,
            P.INSPECTION_HOLD, P.BOOK_CLOSE, P.BOOK_REOPEN, P.DATA_READ, P.DATA_LOG, P.DATA_DECIDE,
            P.DATA_EXTRACT, P.DATA_WITHDRAW, P.IDENTITY_PERMIT,
        ),
        DataClass.RESTRICTED,
    ),
    P.IDENTITY_UNSEAL: DataClass.SEALED,
}  # fmt: skip

PERMISSION_OF: Mapping[Competence, Permission] = {
    Competence.PROCESSING: P.CASE_CLASSIFY,
    Competence.WORK: P.CASE_WORK,
    Competence.RULING: P.CASE_RULE,
    Competence.DISPATCH: P.CASE_DISPATCH,
}


def holds(roles: Iterable[Role], permission: Permission) -> bool:
    """Say whether any of these roles carries a permission, however far it reaches."""
    return any(role in GRANTS[permission] for role in roles)


def roles_with(permission: Permission) -> tuple[Role, ...]:
    """Give the roles that carry a permission, to say who may where someone may not."""
    return tuple(role for role in Role if role in GRANTS[permission])


def data_class(permission: Permission) -> DataClass:
    """Give the class of the data that a permission opens."""
    return OPENS.get(permission, DataClass.INTERNAL)


def widest(role: Role, opened: DataClass) -> Scope | None:
    """Give how far a role reaches at most into data of a class; None where not at all."""
    scopes = tuple(Scope)
    reached = [
        scopes.index(granted[role])
        for permission, granted in GRANTS.items()
        if role in granted and data_class(permission) is opened
    ]
    return scopes[max(reached)] if reached else None
