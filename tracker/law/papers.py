"""The papers that prove each step, by the names that the circulars give them."""

from tracker.law.terms import Term


class Paper(Term):
    """A document that a move produces or rests on."""

    PETITION = "petition", "Đơn hoặc bản ghi lời trình bày", "Petition or record of statement"
    PROPOSAL_SLIP = "proposal_slip", "Phiếu đề xuất (Mẫu 01 TT 05/2021)", "Proposal slip"
    NOTICE_TO_CITIZEN = (
        "notice_to_citizen",
        "Văn bản hoặc ghi nhận trả lời công dân",
        "Notice to the citizen",
    )
    ACCEPTANCE_NOTICE = (
        "acceptance_notice",
        "Thông báo thụ lý giải quyết khiếu nại (Mẫu 03)",
        "Acceptance notice",
    )
    ACCEPTANCE_DECISION = (
        "acceptance_decision",
        "Quyết định thụ lý tố cáo (Mẫu 04)",
        "Decision to accept the denunciation",
    )
    SETTLEMENT_ORDER = "settlement_order", "Phiếu giao giải quyết", "Order to settle"
    REFUSAL_NOTICE = (
        "refusal_notice",
        "Thông báo không thụ lý giải quyết (Mẫu 04)",
        "Notice of refusal",
    )
    GUIDANCE_SLIP = "guidance_slip", "Phiếu hướng dẫn", "Guidance slip"
    FORWARDING_SLIP = "forwarding_slip", "Phiếu chuyển đơn", "Forwarding slip"
    RETURN_LETTER = "return_letter", "Văn bản trả lại đơn", "Return letter"
    FILING_NOTE = "filing_note", "Ghi nhận xếp lưu đơn", "Filing note"
    ACCEPTANCE_NOTICES = (
        "acceptance_notices",
        "Thông báo thụ lý (Mẫu 05) và thông báo nội dung tố cáo (Mẫu 06)",
        "Notices of acceptance and of content",
    )
    COMPLEXITY_FINDING = (
        "complexity_finding",
        "Văn bản xác định vụ việc phức tạp",
        "Written finding of complexity",
    )
    VERIFICATION_ORDER = (
        "verification_order",
        "Quyết định giao xác minh, thành lập đoàn (tổ)",
        "Verification order",
    )
    VERIFICATION_REPORT = (
        "verification_report",
        "Báo cáo kết quả xác minh",
        "Verification report",
    )
    DIALOGUE_NOTICE = "dialogue_notice", "Thông báo đối thoại", "Notice of dialogue"
    DIALOGUE_RECORD = "dialogue_record", "Biên bản đối thoại (Mẫu 14)", "Dialogue record"
    EXTENSION_DECISION = (
        "extension_decision",
        "Quyết định gia hạn giải quyết tố cáo (Mẫu 01)",
        "Extension decision",
    )
    SUSPENSION_DECISION = (
        "suspension_decision",
        "Quyết định tạm đình chỉ",
        "Suspension decision",
    )
    RESUMPTION_DECISION = (
        "resumption_decision",
        "Quyết định tiếp tục giải quyết",
        "Decision to continue",
    )
    PROOF_OF_SENDING = "proof_of_sending", "Chứng từ gửi", "Proof of sending"
    PROOF_OF_RECEIPT = "proof_of_receipt", "Chứng từ nhận", "Proof of receipt"
    WITHDRAWAL = "withdrawal", "Đơn rút hoặc biên bản ghi nhận việc rút", "Withdrawal"
    DISCONTINUATION_DECISION = (
        "discontinuation_decision",
        "Quyết định đình chỉ",
        "Discontinuation decision",
    )
    DECISION = "decision", "Quyết định giải quyết khiếu nại", "Settlement decision"
    CONCLUSION = "conclusion", "Kết luận nội dung tố cáo (Mẫu 12)", "Conclusion"
    PUBLICATION_RECORD = "publication_record", "Biên bản, ảnh hoặc liên kết công khai", "Record"
    HANDLING_PAPER = (
        "handling_paper",
        "Quyết định xử lý hoặc văn bản kiến nghị xử lý",
        "Decision or recommendation on handling",
    )
    ANSWER = "answer", "Văn bản trả lời", "Written answer"
    ENFORCEMENT_REPORT = "enforcement_report", "Báo cáo thi hành", "Enforcement report"
    APPEAL = "appeal", "Đơn khiếu nại lần hai", "Second-level complaint"
    COURT_NOTICE = "court_notice", "Thông báo của Tòa án", "Court notice"
    MERGER_NOTE = "merger_note", "Ghi nhận nhập, tách vụ việc", "Merger note"
    CORRECTION_NOTE = "correction_note", "Ghi nhận đính chính", "Correction note"
    CASE_FILE = "case_file", "Mục lục hồ sơ vụ việc", "Index of the case file"
