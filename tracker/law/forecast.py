"""Say how likely an open duty is to miss its date, from plain numbers learnt elsewhere."""

from tracker.law.terms import Term


class Foretold(Term):
    """The great duties whose lateness is forecast."""

    ACCEPTANCE = "acceptance", "Thụ lý, xử lý đơn", "Acceptance"
    SETTLEMENT = "settlement", "Quyết định giải quyết, trả lời", "Settlement, answer"
    CONCLUSION = "conclusion", "Kết luận nội dung tố cáo", "Conclusion"


class Source(Term):
    """Where a probability comes from."""

    MODEL = "model", "Mô hình học từ vụ việc đã xong", "Model learnt from closed cases"
    RATES = "rates", "Tỷ lệ trễ chung của cơ quan", "The agency's own rates"
    NONE = "none", "Chưa đủ dữ liệu", "Not enough data"
