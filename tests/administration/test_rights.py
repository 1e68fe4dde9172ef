"""The table of rights by class of data: what it says follows from GRANTS."""

import pytest

from tracker.access import GRANTS, DataClass, Permission, Role, Scope, data_class, widest


@pytest.mark.parametrize("opened", [DataClass.RESTRICTED, DataClass.SEALED])
def test_an_administrator_reaches_neither_cases_nor_identities(opened: DataClass) -> None:
    assert widest(Role.ADMINISTRATOR, opened) is None


def test_a_state_secret_is_reached_by_nobody() -> None:
    assert {widest(role, DataClass.STATE_SECRET) for role in Role} == {None}


@pytest.mark.parametrize(
    ("role", "opened", "scope"),
    [
        (Role.INSPECTOR, DataClass.RESTRICTED, Scope.AGENCY),
        (Role.HANDLER, DataClass.RESTRICTED, Scope.ASSIGNED),
        (Role.RECEPTIONIST, DataClass.SEALED, Scope.OWN),
        (Role.UNIT_HEAD, DataClass.SEALED, Scope.NAMED),
        (Role.ADMINISTRATOR, DataClass.SEALED, None),
        (Role.HANDLER, DataClass.OPEN, Scope.AGENCY),
    ],
)
def test_the_widest_scope_is_the_one_that_is_shown(
    role: Role, opened: DataClass, scope: Scope | None
) -> None:
    assert widest(role, opened) is scope


def test_what_reads_cases_is_never_called_internal_or_open() -> None:
    about_cases = [
        p for p in Permission if p.value.startswith(("case:", "petition:", "book:", "data:"))
    ]

    assert {data_class(p) for p in about_cases} == {DataClass.RESTRICTED}
    assert all(p in GRANTS for p in about_cases)
