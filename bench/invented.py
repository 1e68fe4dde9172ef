"""People and matters for the labelled pairs, drawn as they are spread in the country.

Nothing here is shared with the matcher or with the demo: it is the independent witness.
"""

from dataclasses import dataclass, replace
from random import Random

FAMILIES = {
    "Nguyễn": 38, "Trần": 11, "Lê": 9, "Phạm": 7, "Huỳnh": 5, "Phan": 4, "Vũ": 4, "Võ": 3,
    "Đặng": 3,
    "Bùi": 2, "Đỗ": 2, "Hồ": 2, "Ngô": 1, "Dương": 1, "Lý": 1, "Kỳ": 1, "Đinh": 1, "Thái": 1,
    "Mạc": 1,
}  # fmt: skip
MEN = ("Văn", "Văn", "Văn", "Đức", "Hữu", "Quang", "Đình", "Công", "Minh", "Bá", "Xuân", "Huy")
WOMEN = ("Thị", "Thị", "Thị", "Thị", "Ngọc", "Mỹ", "Thu", "Kim", "Thuý", "Hoài", "Bích", "Ánh")
SECOND = (
    "Ngọc",
    "Thanh",
    "Minh",
    "Hoàng",
    "Thuỳ",
    "Mỹ",
    "Kỳ",
    "Đăng",
    "Hoài",
    "Quý",
    "Diệu",
    "Tường",
)
HIS = {
    "Hùng": 5, "Dũng": 5, "Tuấn": 5, "Hoà": 4, "Đức": 4, "Đạt": 3, "Thuỷ": 1, "Sỹ": 2, "Lộc": 2,
    "Phước": 2,
    "Toàn": 3, "Khoa": 2, "Duy": 3, "Quý": 2, "Trường": 2, "Thịnh": 2, "Nghĩa": 2, "Khuê": 1,
    "Luỹ": 1,
    "An": 3, "Bảy": 2, "Đông": 2, "Đoàn": 1, "Giáp": 1, "Hiếu": 3, "Vĩ": 1, "Trị": 1,
    "Chiến": 2, "Kỷ": 1,
}  # fmt: skip
HERS = {
    "Hoa": 5, "Lan": 5, "Hương": 5, "Thuý": 4, "Hoà": 3, "Loan": 3, "Nguyệt": 3, "Đào": 3,
    "Thuỷ": 4,
    "Mỹ": 2, "Huệ": 3, "Vỹ": 1, "Yến": 3, "Duyên": 3, "Oanh": 3, "Quyên": 2, "Diễm": 2,
    "Đượm": 1, "Lý": 2,
    "Phượng": 3, "Trinh": 3, "Hạnh": 3, "Khánh": 2, "Xuyến": 2, "Nhung": 3, "Tuyết": 3,
    "Hằng": 3, "Ly": 2,
}  # fmt: skip
HOUSES = (
    "Số {n}, đường {street}", "Số nhà {n}, tổ {k}, đường {street}", "Thôn {hamlet}",
    "Tổ {k}, ấp {hamlet}",
    "Xóm {hamlet}, thôn {k}", "Tổ dân phố số {k}", "Số {n}, ngõ {k}, đường {street}",
    "Khu phố {k}",
)  # fmt: skip
STREETS = (
    "Đồng Khởi",
    "Bờ Sông",
    "Kỳ Đồng",
    "Lúa Mới",
    "Mỹ Thành",
    "Hoà Hưng",
    "Cây Sanh",
    "Đá Dựng",
)
HAMLETS = (
    "Mỹ Lệ",
    "Đông Thuỷ",
    "Hoà An",
    "Gò Đá",
    "Lý Sơn Cũ",
    "Bàu Đưng",
    "Kỳ Thọ",
    "Phú Quý",
    "Đập Làng",
)
COMMUNES = (
    "xã Mỹ Hoà", "xã Đức Lợi Hạ", "xã Hành Thuỷ", "xã Đông Kỳ", "xã Nghĩa Đăng", "xã Thạnh Quý",
    "xã Gò Đùng",
    "phường Mỹ Thọ", "phường Hoà Đông", "phường Quảng Đức", "phường Trương Lý",
    "thị trấn Đồng Lý",
    "thị trấn Sa Kỳ", "xã Bình Mỹ Đông", "xã Trà Đường", "phường Đá Bàn",
)  # fmt: skip
PROVINCES = (
    "tỉnh Quảng Ngãi",
    "tỉnh Quảng Ngãi",
    "tỉnh Quảng Ngãi",
    "thành phố Đà Nẵng",
    "tỉnh Gia Lai",
)


@dataclass(frozen=True, slots=True)
class Someone:
    """An invented person."""

    name: str
    address: str
    phone: str
    number: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What is written down of one person and matter."""

    who: Someone
    content: str


def someone(rng: Random) -> Someone:
    """Draw a person."""
    number = f"051{rng.randrange(2)}{rng.randrange(45, 99):02d}{rng.randrange(10**6):06d}"
    phone = f"0{rng.choice('35789')}{rng.randrange(10**8):08d}"
    return Someone(_name(rng), _address(rng), phone, number)


def namesake(rng: Random, one: Someone) -> Someone:
    """Draw somebody else of the very same name, who lives elsewhere."""
    other = someone(rng)
    while other.address.split(", ")[-2:] == one.address.split(", ")[-2:]:
        other = someone(rng)
    return replace(other, name=one.name)


def relative(rng: Random, one: Someone) -> Someone:
    """Draw somebody of the same house: family and middle name alike, the given name another."""
    words = one.name.split()
    given = rng.choice([g for g in (*HIS, *HERS) if g != words[-1]])
    return replace(someone(rng), name=" ".join([*words[:-1], given]), address=one.address)


def _name(rng: Random) -> str:
    is_woman = rng.random() < 0.5
    middle, given = (WOMEN, HERS) if is_woman else (MEN, HIS)
    words = [_drawn(rng, FAMILIES), rng.choice(middle)]
    if rng.random() < 0.3:
        words.append(rng.choice([word for word in SECOND if word not in words]))
    return " ".join([*words, _drawn(rng, given)])


def _drawn(rng: Random, weights: dict[str, int]) -> str:
    return rng.choices(list(weights), list(weights.values()))[0]


def _address(rng: Random) -> str:
    house = rng.choice(HOUSES).format(
        n=rng.randrange(1, 400), k=rng.randrange(1, 16), street=rng.choice(STREETS),
        hamlet=rng.choice(HAMLETS),
    )  # fmt: skip
    return f"{house}, {rng.choice(COMMUNES)}, {rng.choice(PROVINCES)}"


OPENINGS = (
    ("Ngày {day} {body} ra quyết định số {paper} thu hồi {area} m2 đất {land} của gia đình"
    " {where} để làm {work}"),
    ("{body} bồi thường cho gia đình {money} đồng cho {area} m2 đất {land} {where}, thấp hơn"
    " nhiều so với bảng giá"),
    ("Từ ngày {day}, cơ sở {trade} {where} xả nước thải ra {water}, mùi hôi bốc lên cả ngày lẫn"
    " đêm"),
    ("Hồ sơ xin cấp giấy chứng nhận thửa đất số {plot}, tờ bản đồ {sheet} {where} nộp ngày"
    " {day} đến nay chưa trả"),
    ("Gia đình bị cắt trợ cấp {aid} từ ngày {day} theo thông báo số {paper} của {body} mà không"
    " nêu rõ vì sao"),
    ("Nhà bên cạnh {where} xây lấn {area} m2 lối đi chung, {body} lập biên bản số {paper} rồi"
    " để đó"),
    ("Con đường {where} bị đào từ ngày {day} để lắp cống, đơn vị thi công bỏ dở, xe cộ ngã liên"
    " tục"),
    "Trường {school} {where} thu mỗi học sinh {money} đồng tiền {fee} mà không họp phụ huynh",
    ("Đơn vị trúng thầu chợ {where} tăng phí sạp lên {money} đồng một tháng, ai không đóng thì"
    " bị khoá sạp"),
    ("Việc kê khai cây trồng trên {area} m2 {where} bị tính thiếu {trees} cây {crop} đang cho"
    " thu hoạch"),
)  # fmt: skip
MIDDLES = (
    ("Biên bản kiểm đếm ngày {day} ghi {trees} cây {crop} nhưng phương án niêm yết chỉ còn một"
    " nửa."),
    "Cán bộ địa chính đo lại bằng thước dây, chênh {area} m2 so với sổ đỏ cấp năm {year}.",
    "Ông trưởng thôn {hamlet} có ký xác nhận gia đình ở ổn định từ năm {year}.",
    ("Gia đình đã lên {body} ba lần, lần cuối gặp ông {official}, được hẹn ngày {day} nhưng"
    " không ai tiếp."),
    "Tiền thuê nhà ở tạm mỗi tháng {money} đồng, từ lúc dọn đi đến nay chưa ai hoàn lại.",
    ("Bà {official} ở {body} nói miệng là hồ sơ thiếu bản vẽ, mà bản vẽ số {paper} đã nộp từ"
    " trước."),
    "Hộ ông {official} cùng hoàn cảnh lại được tính đủ, chỉ cách nhau bờ rào {crop}.",
    ("Hai cháu nhỏ phải nghỉ học {trees} buổi vì đường ngập, bệnh viện có giấy ra viện ngày"
    " {day}."),
    "Giếng nhà ở cạnh {water} không dùng được, mẫu nước gửi xét nghiệm có phiếu số {paper}.",
    "Máy xúc làm sập {area} mét tường rào cùng chuồng bò, thiệt hại khoảng {money} đồng.",
)  # fmt: skip
STOCK = (
    "Kính mong quý cơ quan xem xét, giải quyết theo đúng quy định của pháp luật.",
    (
        "Tôi xin cam đoan những điều trình bày trên đây là đúng sự thật và chịu trách nhiệm trước"
        " pháp luật."
    ),
    "Vụ việc kéo dài làm ảnh hưởng nghiêm trọng đến đời sống của gia đình và bà con trong thôn.",
    "Đề nghị cơ quan có thẩm quyền kiểm tra, trả lời bằng văn bản cho gia đình được rõ.",
    "Gia đình luôn chấp hành tốt chủ trương của Đảng, chính sách pháp luật của Nhà nước.",
)
SLOTS = {
    "body": ("Uỷ ban nhân dân xã", "Ban quản lý dự án", "Chi nhánh văn phòng đất đai",
        "Trung tâm phát triển quỹ đất"),
    "land": ("trồng lúa", "vườn", "trồng cây lâu năm", "nuôi trồng thuỷ sản", "ở"),
    "work": ("đường tránh", "kè sông", "trạm bơm", "khu tái định cư", "nhà văn hoá",
        "bãi rác tập trung"),
    "trade": ("chế biến mì", "nhuộm vải", "giết mổ gia súc", "tái chế nhựa", "nấu dầu tràm",
        "ép cá"),
    "water": ("mương Đồng Cát", "suối Đá Lở", "kênh Chính Bắc", "bàu Súng", "hói Cây Dừa",
        "rạch Ông Kỳ"),
    "aid": ("người cao tuổi", "khuyết tật nặng", "thương binh", "hộ nghèo", "nuôi con nhỏ"),
    "school": ("Tiểu học số 2", "Mầm non Hoa Sữa", "Trung học cơ sở Đồng Tâm", "Tiểu học Gò Dưa"),
    "fee": ("máy lạnh", "xã hội hoá", "sửa cổng trường", "nước uống", "sân cỏ"),
    "crop": ("dừa", "keo lai", "xoài", "quế", "bưởi", "cau", "chuối", "mít"),
}  # fmt: skip


def matter(rng: Random) -> str:
    """Draw the text of a petition: what happened, some particulars, what everybody writes."""
    opening = f"{_filled(rng, rng.choice(OPENINGS))}."
    middles = [_filled(rng, text) for text in rng.sample(MIDDLES, rng.randrange(2, 6))]
    return " ".join([opening, *middles, *rng.sample(STOCK, rng.randrange(1, 4))])


def same_sort(rng: Random, text: str) -> str:
    """Draw another matter that is told in the very same words, with other facts."""
    opening = next(i for i, form in enumerate(OPENINGS) if _begins(form, text))
    middles = [_filled(rng, form) for form in rng.sample(MIDDLES, 3)]
    return " ".join([f"{_filled(rng, OPENINGS[opening])}.", *middles, *rng.sample(STOCK, 2)])


def _begins(form: str, text: str) -> bool:
    """Tell a text by the longest run of fixed words in the form of its opening."""
    fixed = max((part.partition("}")[2] for part in f"}}{form}".split("{")), key=len)
    return fixed in text


def _filled(rng: Random, form: str) -> str:
    drawn = {name: rng.choice(words) for name, words in SLOTS.items()}
    hamlet = rng.choice(HAMLETS)
    return form.format(
        **drawn,
        hamlet=hamlet,
        where=f"tại thôn {hamlet}, {rng.choice(COMMUNES)}",
        day=f"{rng.randrange(1, 29):02d}/{rng.randrange(1, 13):02d}/{rng.randrange(2019, 2026)}",
        paper=f"{rng.randrange(10, 2000)}/{rng.choice(('QĐ-UBND', 'TB-UBND', 'BB-KK'))}",
        area=rng.randrange(20, 2000),
        money=f"{rng.randrange(20, 9000) * 1000:,}".replace(",", "."),
        plot=rng.randrange(5, 900),
        sheet=rng.randrange(1, 60),
        trees=rng.randrange(3, 90),
        year=rng.randrange(1985, 2015),
        official=f"{_drawn(rng, FAMILIES)} {rng.choice((*HIS, *HERS))}",
    )
