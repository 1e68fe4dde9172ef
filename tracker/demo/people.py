"""Invented people: names, addresses, numbers. Any likeness is chance."""

from random import Random

from tracker.casework.identity import Identity

FAMILIES = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương",
    "Lý", "Đinh", "Trương", "Phan", "Tạ", "Cao", "Lương", "Mai", "Đoàn", "Vũ", "Châu", "Tô",
)  # fmt: skip
MIDDLES = (
    "Văn", "Thị", "Ngọc", "Minh", "Thanh", "Quốc", "Đức", "Hữu", "Xuân", "Hoài", "Kim", "Bảo",
    "Gia", "Thùy", "Anh", "Công", "Đình", "Mỹ", "Hồng", "Phước",
)  # fmt: skip
GIVEN = (
    "Hạnh", "Hòa", "Hoàng", "Thủy", "Thúy", "Lan", "Hương", "Dũng", "Cường", "Đạt", "Đào", "Sơn",
    "Hải", "Giang", "Linh", "Nga", "Yến", "Quỳnh", "Phúc", "Lộc", "Thọ", "Khánh", "Vinh", "Tâm",
    "Trí", "Đông", "Bình", "An", "Khoa", "Kiệt", "Lâm", "Mận", "Nhàn", "Oanh", "Phượng", "Quý",
    "Sáu", "Tám", "Út", "Vân", "Xuyến", "Ý", "Diễm", "Luận", "Tường", "Trâm",
)  # fmt: skip
HAMLETS = (
    "Thôn 1", "Thôn 2", "Thôn 3", "Thôn Đông", "Thôn Tây", "Tổ 4", "Tổ 5", "Tổ 12",
    "Tổ dân phố 6", "Xóm Gò", "Xóm Mới", "Khu phố 2", "12 đường Bờ Tràn", "45 hẻm Cây Bàng",
    "108 đường Lúa Vàng", "7/3 đường Hoa Sen",
)  # fmt: skip
COMMUNES = (
    "xã Ba Vì", "xã Sông Êm", "xã Gò Sỏi", "xã Bến Trúc", "xã Đồng Lau", "xã An Thới Đông Hòa",
    "phường Cầu Gỗ", "phường Đông Bình An", "phường Sông Vệ Mới", "xã Núi Đá", "xã Hòa Lộc Tân",
    "đặc khu Hòn Sứ",
)  # fmt: skip
PROVINCE_CODE = "051"  # Quảng Ngãi, in the first three figures of a personal number
MOBILE_PREFIXES = ("090", "091", "035", "038", "070", "082", "097")


def name(rng: Random) -> str:
    """Draw a full name."""
    return f"{rng.choice(FAMILIES)} {rng.choice(MIDDLES)} {rng.choice(GIVEN)}"


def address(rng: Random) -> str:
    """Draw an address in an invented commune."""
    return f"{rng.choice(HAMLETS)}, {rng.choice(COMMUNES)}, tỉnh Quảng Ngãi"


def identity(rng: Random) -> Identity:
    """Draw a person with address, phone and personal number."""
    year = rng.randrange(1946, 2006)
    century = 2 * (year // 100 - 19) + rng.randrange(2)
    number = f"{PROVINCE_CODE}{century}{year % 100:02d}{rng.randrange(10**6):06d}"
    phone = f"{rng.choice(MOBILE_PREFIXES)}{rng.randrange(10**7):07d}"
    return Identity(name(rng), address(rng), phone, number)
