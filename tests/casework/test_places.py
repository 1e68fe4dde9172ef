"""Whether two addresses are one place."""

import pytest

from tracker.casework.places import SamePlace, place, same_place

ADDRESS, COMMUNE, ELSEWHERE = SamePlace.ADDRESS, SamePlace.COMMUNE, SamePlace.ELSEWHERE


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("Thôn Đông, xã Nghĩa Hà", "thon dong nghia ha", ADDRESS),
        ("12 Trần Phú, Quảng Ngãi", "14 Trần Phú, Quảng Ngãi", None),
        ("Trần Phú, Quảng Ngãi", "12 Trần Phú, Quảng Ngãi", None),
        ("Số 12, ngõ 34 Láng, P. Láng Hạ", "12 ngõ 34 đường Láng, phường Láng Hạ, HN", ADDRESS),
        ("TDP 14, x.Trà Đường, Tp. QN", "Tổ dân phố số 14, xã Trà Đường, Quảng Ngãi", ADDRESS),
        ("SN 250 tổ 1 Cây Sanh, X.Mỹ Hoà", "Số nhà 250, tổ 1, Cây Sanh, xã Mĩ Hòa", ADDRESS),
        ("P12 Q1", "Phường 12, quận 1", COMMUNE),
        ("Khu pho 1, F Da Ban", "Khu phố 1, phường Đá Bàn, TP Đà Nẵng", ADDRESS),
        ("tt Sa Kỳ", "thị trấn SK", COMMUNE),
        ("TX. Đức Phổ, P. Phổ Hoà", "phường Phổ Hòa, thị xã Đức Phổ", COMMUNE),
        ("phường Phương Liên", "P. Phương Liên", COMMUNE),
        ("Thôn Tây, Nghĩa Hà", "Thôn Đông, xã Nghĩa Hà", COMMUNE),
        ("Thôn 3, xã Ba Vì", "Thôn 3, xã Ba Tơ", ELSEWHERE),
        ("Thôn", "Thôn", None),
        ("", "", None),
    ],
)
def test_an_address_is_one_place_however_it_is_shortened(
    one: str, other: str, found: SamePlace | None
) -> None:
    assert same_place(place(one), place(other)) is found
    assert same_place(place(other), place(one)) is found
