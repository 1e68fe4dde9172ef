"""What makes a matter complex: the criteria that a written finding names."""

from tracker.law.terms import Term


class Criterion(Term):
    """What makes a matter complex (Điều 3a Nghị định 124/2020; Điều 3 Nghị định 31/2019)."""

    PLACES = (
        "1",
        "Một nội dung, phải xác minh từ hai nơi trở lên",
        "One point, two or more places",
    )
    CONTENTS = "2", "Có từ hai nội dung trở lên", "Two or more points"
    MANY = "3", "Nhiều người hoặc liên quan quyền lợi của nhiều người", "Many people concerned"
    FOREIGN = "4", "Có yếu tố nước ngoài", "A foreign element"
    BODIES = "5", "Thuộc quản lý của nhiều cơ quan", "Several managing bodies"
    DISAGREEMENT = "6", "Các cơ quan còn ý kiến khác nhau", "Bodies still disagree"
    EVIDENCE = (
        "7",
        "Chứng cứ mâu thuẫn, cần thời gian hoặc ý kiến chuyên môn",
        "Conflicting evidence",
    )
