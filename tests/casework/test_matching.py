"""Earlier petitions of the same person or matter, found while the desk is typing."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import false, select, true
from sqlalchemy.orm import Session

from tracker.casework.identity import Identity, keep, seal
from tracker.casework.likeness import Likeness
from tracker.casework.matching import Suggestion, same_content_warning, suggest
from tracker.law.kinds import CaseKind, Level
from tracker.law.moves import State
from tracker.records.cases import Case, PetitionLink
from tracker.records.names import NameSpelling, learn_names
from tracker.records.organisation import OrgUnit, User
from tracker.records.petitions import Channel, Party, PartyRole, Petition
from tracker.records.search import index_petition

ROAD = (
    "Việc thu hồi 120 m2 đất của gia đình tại thôn Đông để làm đường liên xã chưa được bồi thường"
    " theo giá đã niêm yết tại trụ sở"
)
NOISE = "Quán hát bên cạnh nhà mở nhạc quá nửa đêm suốt ba tháng nay, cả xóm không ai ngủ được"

Add = Callable[..., Petition]
Found = Callable[..., tuple[Suggestion, ...]]


def reasons(suggestion: Suggestion) -> list[Likeness]:
    return [reason.likeness for reason in suggestion.reasons]


def test_the_same_person_is_found_in_any_spelling(add: Add, found: Found) -> None:
    earlier = add("Lý Thị Hoà", address="Thôn Đông, xã Nghĩa Hà")

    (suggestion,) = found("LÍ THỊ HÒA", address="thon Dong, Nghia Ha")

    assert (suggestion.petition_id, suggestion.code) == (earlier.id, earlier.code)
    assert reasons(suggestion) == [Likeness.NAME, Likeness.ADDRESS]


def test_a_name_is_found_before_its_last_word_is_typed_out(add: Add, found: Found) -> None:
    add("Nguyễn Thị Hoà")

    assert reasons(found("Nguyễn Thị H")[0]) == [Likeness.NAME_START]
    assert found("Nguyễn Th") == ()


def test_identity_and_phone_numbers_are_found_in_any_writing(add: Add, found: Found) -> None:
    add("Lê An", identity_number="001090123456", phone="0912 345 678")

    assert reasons(found("", identity_number="001 090 123 456")[0]) == [Likeness.IDENTITY]
    assert reasons(found("Bùi Bình", phone="+84912345678")[0]) == [Likeness.PHONE]


def test_the_surest_comes_before_newer_namesakes(add: Add, found: Found) -> None:
    surest = add("Nguyễn Văn Hùng", phone="0912345678")
    for _ in range(5):
        add("Nguyễn Văn Hùng")

    suggestions = found("Nguyễn Văn Hùng", phone="0912345678")

    assert suggestions[0].petition_id == surest.id
    assert [reasons(s) for s in suggestions[1:]] == [[Likeness.NAME]] * 2
    assert suggestions[1].received_on > suggestions[2].received_on


def test_the_same_matter_of_another_person_is_found(add: Add, found: Found) -> None:
    add("Lê An", summary=NOISE)
    earlier = add("Lê Bình", summary=ROAD)

    suggestions = found("Trần Cường", content=f"Kính gửi quý cơ quan. {ROAD.upper()}")

    assert [s.petition_id for s in suggestions] == [earlier.id]
    assert [str(reason) for reason in suggestions[0].reasons] == ["nội dung giống 1,00"]
    assert same_content_warning(suggestions) is suggestions[0]


def test_another_matter_of_the_same_person_gives_no_warning(add: Add, found: Found) -> None:
    add("Lê An", summary=NOISE)

    suggestions = found("Lê An", content=ROAD)

    assert reasons(suggestions[0]) == [Likeness.NAME]
    assert same_content_warning(suggestions) is None


def test_running_cases_are_named(add: Add, found: Found, session: Session) -> None:
    earlier = add("Lê An")
    for number, ended_on in enumerate((None, None, earlier.received_on), start=1):
        session.add(link(earlier, number, ended_on))
    session.flush()

    (suggestion,) = found("Lê An")

    assert [(c.code, c.state) for c in suggestion.cases] == [
        ("KN-1", State.RECEIVED),
        ("KN-2", State.RECEIVED),
    ]


def test_a_sealed_person_is_never_found(add: Add, found: Found) -> None:
    add("Lê An", sealed=True, identity_number="001090123456", phone="0912345678")
    add("Lê An", sealed=True, authorised="Bùi Thị Bình")

    assert found("Lê An", identity_number="001090123456", phone="0912345678") == ()
    assert found("Bùi Thị Bình") == ()


def test_a_person_complained_of_is_not_the_same_person(add: Add, found: Found) -> None:
    add("Lê An", role=PartyRole.RESPONDENT)

    assert found("Lê An") == ()


def test_what_may_not_be_seen_is_not_suggested(add: Add, found: Found) -> None:
    add("Lê An", summary=ROAD)

    assert found("Lê An", content=ROAD, visible=false()) == ()
    assert found("Lê An", content=ROAD, agency_id=0) == ()


@pytest.mark.parametrize(
    "odd", ["", " ", "\x00", "%", "'\"*(", "a-b AND (", "😀", "\ud800", "x" * 10_000, "a " * 9_000]
)
def test_odd_input_finds_nothing_and_never_raises(add: Add, found: Found, odd: str) -> None:
    add("Lê An")

    assert found(odd, identity_number=odd, phone=odd, address=odd, content=odd) == ()


@pytest.mark.parametrize(
    "typed",
    [
        "Nguyễn Thị Hanhh", "nguyen thi hnah", "Ngyễn Thị Hạhn", "Nguyễn Hạnh", "Hạnh Nguyễn Thị",
        "NguyễnThị Hạnh", "Nguyễn Thị Ngọc Hạnh", "Nguyeenx Thij Hanhj", "Nguye6n4 Thi5 Hanh5",
        "Nguyễn Hanhh",
    ],
)  # fmt: skip
def test_the_same_person_is_found_through_slips(add: Add, found: Found, typed: str) -> None:
    earlier = add("Nguyễn Thị Hạnh", address="Thôn 3, xã Ba Vì")
    add("Trần Văn Sơn", address="Thôn 3, xã Ba Vì")

    suggestions = found(typed, address="thon 3, x. Ba Vi")

    assert [s.petition_id for s in suggestions] == [earlier.id]
    assert Likeness.ADDRESS in reasons(suggestions[0])


def test_a_slip_on_paper_is_forgiven_as_one_at_the_desk(add: Add, found: Found) -> None:
    earlier = add("Nguyeenx Thij Hanhj")

    assert [s.petition_id for s in found("Nguyễn Thị Hạnh")] == [earlier.id]
    assert [s.petition_id for s in found("Nguyễn Thị Hamh")] == [earlier.id]


def test_a_near_name_elsewhere_is_no_suggestion(add: Add, found: Found) -> None:
    add("Nguyễn Văn Anh", address="xã Ba Tơ")

    assert found("Nguyễn Văn An", address="xã Ba Vì") == ()


@pytest.mark.parametrize(
    "typed",
    ["Lê Thị Huyền", "le thi huyen", "Lê Huyền", "Huyền Lê Thị", "Lee Thij Huyeenf",
     "Lê Thị Huyềnn",     "Lê Thi Huyên", "LÊ THỊ HUYỀN"],
)  # fmt: skip
def test_a_denouncer_is_met_in_no_spelling_and_teaches_no_word(
    add: Add, found: Found, session: Session, typed: str
) -> None:
    learnt = set(session.scalars(select(NameSpelling.word)))
    add("Lê Thị Huyền", sealed=True, phone="0912345678", identity_number="001090123456",
        address="Thôn 3, xã Ba Vì")  # fmt: skip

    assert found(typed, phone="0912345678", identity_number="001090123456",
                 address="Thôn 3, xã Ba Vì") == ()  # fmt: skip
    assert set(session.scalars(select(NameSpelling.word))) == learnt


def test_a_few_statements_are_enough(
    add: Add, found: Found, max_queries: Callable[[int], AbstractContextManager[None]]
) -> None:
    for _ in range(10):
        add("Nguyễn Văn Hùng", summary=ROAD)

    with max_queries(5):
        found("Nguyễn Văn Hùng", phone="0912345678", content=ROAD)


def link(linked: Petition, number: int, ended_on: date | None) -> PetitionLink:
    """Link a petition to a new case."""
    case = Case(
        agency_id=linked.agency_id,
        logged_unit_id=linked.agency_id,
        code=f"KN-{number}",
        kind=CaseKind.COMPLAINT,
        level=Level.FIRST,
        traits=[],
        state=State.RECEIVED,
        title="Đơn",
        sender_label="Lê An",
        received_on=linked.received_on,
    )
    day = linked.received_on
    return PetitionLink(petition=linked, case=case, linked_on=day, ended_on=ended_on)


@pytest.fixture
def desk(session: Session) -> User:
    """Give the person at the desk of an agency."""
    agency = OrgUnit(name="Sở Thử", short_name="ST")
    session.add(agency)
    session.flush()
    agency.agency_id = agency.id
    user = User(agency_id=agency.id, login="desk", full_name="Bùi Bàn", password_hash="-")
    session.add(user)
    session.flush()
    return user


def petition(desk: User, day: date, summary: str, *, is_sealed: bool) -> Petition:
    """Make a petition handed in at the desk on a day."""
    return Petition(
        agency_id=desk.agency_id,
        logged_unit_id=desk.agency_id,
        code=f"D{day:%j}",
        receipt_code=f"R{day:%j}",
        channel=Channel.DESK,
        kind=CaseKind.COMPLAINT,
        received_on=day,
        summary=summary,
        sender_label="Người gửi",
        is_sealed=is_sealed,
        recorded_by_id=desk.id,
        recorded_at=datetime(2026, 1, 1, tzinfo=UTC),
        parties=[],
    )


@pytest.fixture
def add(session: Session, desk: User) -> Add:
    """Give the way to a petition of one party, each a day newer than the last."""
    days = iter(date(2026, 1, 1) + timedelta(days=day) for day in range(100))

    def make(
        name: str,
        *,
        role: PartyRole = PartyRole.SENDER,
        summary: str = NOISE,
        sealed: bool = False,
        authorised: str = "",
        **identity: str,
    ) -> Petition:
        made = petition(desk, next(days), summary, is_sealed=sealed)
        who = Identity(name, **identity)
        party = Party(role=role, uuid=uuid4())
        made.parties.append(party)
        if sealed:
            seal(party, who, pseudonym=made.code, by=desk.id)
        else:
            keep(party, who)
        if authorised:
            made.parties.append(Party(role=PartyRole.AUTHORISED, uuid=uuid4()))
            keep(made.parties[-1], Identity(authorised))
        session.add(made)
        session.flush()
        index_petition(session, made.id, summary)
        learn_names(session, made.parties)
        return made

    return make


@pytest.fixture
def found(session: Session, desk: User) -> Found:
    """Give what the desk would be shown."""

    def ask(name: str, **typed: object) -> tuple[Suggestion, ...]:
        asked = {"agency_id": desk.agency_id, "visible": true()} | typed
        return suggest(session, name=name, **asked)  # type: ignore[arg-type]  # by name

    return ask
