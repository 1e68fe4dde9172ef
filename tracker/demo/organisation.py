"""The invented department: its units, its people, the sign-ins that the demo prints."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.access import Role
from tracker.law.settlers import Profile
from tracker.records.organisation import Membership, OrgUnit, Substitution, User

PASSWORD = "Tiep-cong-dan-2026"  # noqa: S105  # nosec B105 # printed on purpose: the demo never loads in production
AGENCY = "Sở Khoa học và Công nghệ tỉnh Quảng Ngãi"
STARTED = date(2019, 1, 1)

UNITS = (
    ("Văn phòng Sở", "Văn phòng", "Chánh Văn phòng"),
    ("Phòng Quản lý Khoa học", "P. QLKH", "Trưởng phòng"),
    ("Phòng Quản lý Công nghệ và Đổi mới sáng tạo", "P. CNĐM", "Trưởng phòng"),
    ("Phòng Bưu chính, Viễn thông và Chuyển đổi số", "P. CĐS", "Trưởng phòng"),
    ("Phòng Kế hoạch – Tài chính", "P. KHTC", "Trưởng phòng"),
    ("Chi cục Tiêu chuẩn Đo lường Chất lượng", "CC. TĐC", "Chi cục trưởng"),
    ("Trung tâm Ứng dụng và Dịch vụ Khoa học, Công nghệ", "TT. ƯD", "Giám đốc Trung tâm"),
)

PROFILES = {"CC. TĐC": Profile.SUB_DEPARTMENT, "TT. ƯD": Profile.SERVICE_UNIT}

# login, name, role, unit (0 is the agency itself)
PEOPLE = (
    ("tiepdan", "Nguyễn Thị Mai", Role.RECEPTIONIST, 1),
    ("tiepdan2", "Võ Hoài Thương", Role.RECEPTIONIST, 1),
    ("xuly", "Lê Văn Đạt", Role.HANDLER, 2),
    ("xuly2", "Trần Thùy Dung", Role.HANDLER, 2),
    ("xuly3", "Đặng Quốc Khánh", Role.HANDLER, 3),
    ("xuly4", "Phạm Ngọc Ánh", Role.HANDLER, 4),
    ("xuly5", "Huỳnh Đức Thắng", Role.HANDLER, 5),
    ("xuly6", "Bùi Thanh Hà", Role.HANDLER, 6),
    ("xuly7", "Đỗ Minh Trí", Role.HANDLER, 6),
    ("xuly8", "Hồ Xuân Lộc", Role.HANDLER, 7),
    ("truongphong", "Trương Công Vinh", Role.UNIT_HEAD, 2),
    ("truongphong2", "Phan Hồng Nhung", Role.UNIT_HEAD, 3),
    ("truongphong3", "Ngô Hữu Phước", Role.UNIT_HEAD, 6),
    ("giamdoctt", "Lương Thị Ngọc Diễm", Role.UNIT_HEAD, 7),
    ("giamdoc", "Đinh Bảo Quốc", Role.DIRECTOR, 0),
    ("thanhtra", "Cao Thị Lệ Thu", Role.INSPECTOR, 0),
    ("quantri", "Tạ Anh Khoa", Role.ADMINISTRATOR, 0),
    ("quantri2", "Mai Thị Tường Vi", Role.ADMINISTRATOR, 0),
)

# The one sign-in of each role that `make run` prints.
SIGN_INS = tuple(
    next(p for p in PEOPLE if p[2] is role) for role in Role if any(p[2] is role for p in PEOPLE)
)


@dataclass(frozen=True, slots=True)
class Worker:
    """A person of the demo, as the histories need them."""

    id: int
    unit_id: int
    role: Role


@dataclass(frozen=True, slots=True)
class Department:
    """The units and people of the demo by what they do."""

    agency_id: int
    desk_unit_id: int
    workers: tuple[Worker, ...]

    def of(self, role: Role) -> tuple[Worker, ...]:
        """Give the workers with a role."""
        return tuple(w for w in self.workers if w.role is role)


def found(session: Session, *, password_hash: str, today: date) -> Department:
    """Set up the units and people."""
    agency = OrgUnit(name=AGENCY, short_name="Sở KH&CN", head_title="Giám đốc Sở")
    session.add(agency)
    session.flush()
    agency.agency_id, agency.path = agency.id, f"/{agency.id}/"
    units = [agency]
    for name, short_name, head_title in UNITS:
        unit = OrgUnit(
            name=name,
            short_name=short_name,
            head_title=head_title,
            profile=PROFILES.get(short_name, Profile.DEPARTMENT),
            parent_id=agency.id,
            agency_id=agency.id,
        )
        session.add(unit)
        session.flush()
        unit.path = f"{agency.path}{unit.id}/"
        units.append(unit)
    workers = tuple(_hire(session, agency.id, units, person, password_hash) for person in PEOPLE)
    _stand_in(session, agency.id, workers, today)
    return Department(agency.id, units[1].id, workers)


def _hire(
    session: Session,
    agency_id: int,
    units: list[OrgUnit],
    person: tuple[str, str, Role, int],
    password_hash: str,
) -> Worker:
    login, full_name, role, place = person
    user = User(
        agency_id=agency_id,
        login=login,
        email=f"{login}@example.invalid",
        full_name=full_name,
        password_hash=password_hash,
    )
    user.memberships = [Membership(unit_id=units[place].id, role=role, starts_on=STARTED)]
    session.add(user)
    session.flush()
    return Worker(user.id, units[place].id, role)


def _stand_in(session: Session, agency_id: int, workers: tuple[Worker, ...], today: date) -> None:
    """One handler is on leave this week; a colleague of the same unit stands in."""
    absent, substitute = (
        w for w in workers if w.role is Role.HANDLER and w.unit_id == workers[7].unit_id
    )
    session.add(
        Substitution(
            agency_id=agency_id,
            absent_id=substitute.id,
            substitute_id=absent.id,
            starts_on=today,
            ends_on=date.fromordinal(today.toordinal() + 6),
            reason="Nghỉ phép năm",
        )
    )
    session.flush()
