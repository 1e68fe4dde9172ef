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
    CHECK_LIST = "check_list", "Phiếu kiểm tra điều kiện", "Check list of the conditions"
    CHECK_RECORD = (
        "check_record",
        "Biên bản, báo cáo kiểm tra thông tin người tố cáo và điều kiện thụ lý",
        "Record of the check of the denouncer and the conditions",
    )
    TRANSITION_NOTE = (
        "transition_note",
        "Ý kiến chỉ đạo áp dụng quy định khi chuyển tiếp",
        "Instruction on the rule to apply",
    )
    INFORMATION_NOTE = (
        "information_note",
        "Văn bản giao thanh tra, kiểm tra thông tin",
        "Order to inspect the information",
    )
    INSPECTION_RESULT = (
        "inspection_result",
        "Kết luận, báo cáo thanh tra, kiểm tra",
        "Result of the inspection",
    )
    RESULT_NOTICE = "result_notice", "Văn bản thông báo kết quả", "Notice of the result"
    DOCUMENT_REQUEST = (
        "document_request",
        "Văn bản yêu cầu cung cấp thông tin, tài liệu",
        "Request for documents",
    )
    DOCUMENT_RECEIPT = (
        "document_receipt",
        "Giấy biên nhận thông tin, tài liệu",
        "Receipt for documents",
    )
    STATEMENT_RECORD = (
        "statement_record",
        "Biên bản làm việc, xác minh (Mẫu 08)",
        "Record of the work with a party",
    )
    EXPLANATION = "explanation", "Văn bản giải trình, biên bản giải trình", "Written explanation"
    EXPERT_REQUEST = "expert_request", "Quyết định trưng cầu giám định (Mẫu 09)", "Expert request"
    EXPERT_OPINION = "expert_opinion", "Kết luận giám định", "Expert opinion"
    HOLD_DECISION = (
        "hold_decision",
        "Quyết định tạm đình chỉ thi hành, hủy bỏ tạm đình chỉ thi hành",
        "Decision on holding the execution",
    )
    COUNCIL_OPINION = (
        "council_opinion",
        "Văn bản ý kiến Hội đồng tư vấn",
        "Opinion of the advisory council",
    )
    GOING_ON_NOTE = (
        "going_on_note",
        "Văn bản nêu căn cứ tiếp tục giải quyết tố cáo đã rút",
        "Note of the ground to go on",
    )
    SHORT_TRACK_NOTE = (
        "short_track_note",
        "Ghi nhận áp dụng trình tự rút gọn",
        "Note of the short track",
    )
    CRIME_NOTE = "crime_note", "Ghi nhận dấu hiệu tội phạm", "Note of the signs of a crime"
    CRIME_REFERRAL = (
        "crime_referral",
        "Văn bản chuyển hồ sơ đến cơ quan điều tra, viện kiểm sát",
        "Referral to the investigators",
    )
    PROTECTION_REQUEST = (
        "protection_request",
        "Văn bản đề nghị bảo vệ hoặc biên bản ghi nhận",
        "Request for protection",
    )
    PROTECTION_DECISION = (
        "protection_decision",
        "Quyết định áp dụng, chấm dứt bảo vệ hoặc văn bản không áp dụng, nêu lý do",
        "Decision on protection",
    )
    REPORT_REQUEST = "report_request", "Văn bản yêu cầu báo cáo", "Request for a report"
    REPORT = "report", "Văn bản báo cáo", "Written report"
    NOT_REOPENED_NOTICE = (
        "not_reopened_notice",
        "Thông báo không giải quyết lại tố cáo",
        "Notice that the matter is not reopened",
    )
    HANDLING_RESULT = (
        "handling_result",
        "Quyết định xử lý của cơ quan có thẩm quyền",
        "Decision of the competent body",
    )
    MEETING_NOTICE = "meeting_notice", "Thông báo cuộc họp công khai", "Notice of the meeting"
    CORRECTION_NOTE = "correction_note", "Ghi nhận đính chính", "Correction note"
    CASE_FILE = "case_file", "Mục lục hồ sơ vụ việc", "Index of the case file"
