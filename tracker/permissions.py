"""The roles that people hold, what a permission allows, and how far it may reach."""

from tracker.law.terms import Term


class Role(Term):
    """What a person is in a unit; one person may hold several roles."""

    RECEPTIONIST = "receptionist", "Cán bộ tiếp công dân", "Receptionist"
    HANDLER = "handler", "Cán bộ xử lý", "Handler"
    UNIT_HEAD = "unit_head", "Trưởng phòng, đơn vị", "Unit head"
    DIRECTOR = "director", "Lãnh đạo", "Director"
    INSPECTOR = "inspector", "Thanh tra, kiểm tra", "Inspector"
    ADMINISTRATOR = "administrator", "Quản trị hệ thống", "Administrator"


class Scope(Term):
    """How far a permission reaches, from nothing but one's own to the whole agency."""

    NAMED = "named", "vụ việc được lãnh đạo cho phép", "cases one is permitted"
    OWN = "own", "của chính mình", "one's own"
    ASSIGNED = "assigned", "được giao", "assigned"
    LOGGED = "logged", "do đơn vị mình tiếp nhận", "logged in one's unit"
    SUBTREE = "subtree", "đơn vị mình và đơn vị trực thuộc", "one's unit and below"
    AGENCY = "agency", "toàn cơ quan", "the agency"


class Permission(Term):
    """One thing that a person may do; a view states exactly one."""

    ACCOUNT_OWN = "account:own", "Xem và đổi tài khoản của mình", "See and change one's account"
    LAW_READ = "law:read", "Tra cứu quy định, tính thời hạn", "Look up the law and its limits"
    VISIT_LOG = "visit:log", "Ghi lượt tiếp, tiếp nhận đơn", "Log visits and petitions"
    VISIT_READ = "visit:read", "Xem sổ tiếp công dân", "Read the book of receptions"
    REFUSAL_ISSUE = (
        "refusal:issue",
        "Ra thông báo từ chối tiếp công dân",
        "Issue notices of refusal to receive",
    )
    BOOK_READ = "book:read", "Xem, in sổ tiếp công dân, sổ theo dõi đơn", "Read and print the books"
    BOOK_CORRECT = "book:correct", "Đính chính sổ tiếp công dân", "Put book entries right"
    BOOK_CLOSE = "book:close", "Khóa sổ tiếp công dân theo ngày", "Close the book for a day"
    BOOK_REOPEN = "book:reopen", "Mở lại sổ đã khóa", "Reopen a closed day"
    BOOK_NUMBERS = (
        "book:numbers",
        "In sổ có đủ số giấy tờ tùy thân",
        "Print the book with identity numbers",
    )
    PETITION_READ = "petition:read", "Xem đơn", "Read petitions"
    PETITION_LINK = (
        "petition:link",
        "Liên kết đơn cùng nội dung",
        "Link petitions of the same matter",
    )
    CASE_READ = "case:read", "Xem vụ việc", "Read cases"
    CASE_CLASSIFY = "case:classify", "Phân loại, đề xuất xử lý", "Classify and propose"
    CASE_WORK = "case:work", "Ghi các bước giải quyết", "Record steps"
    CASE_RULE = (
        "case:rule",
        "Thụ lý, gia hạn, đình chỉ, quyết định",
        "Accept, extend, suspend, decide",
    )
    CASE_ASSIGN = "case:assign", "Phân công, phân công lại", "Assign and reassign"
    CASE_DISPATCH = (
        "case:dispatch",
        "Cho số, gửi, công khai văn bản",
        "Number, send, publish papers",
    )
    IDENTITY_UNSEAL = "identity:unseal", "Mở danh tính người tố cáo", "Open a denouncer's identity"
    IDENTITY_PERMIT = (
        "identity:permit",
        "Cho phép người khác mở danh tính",
        "Permit others to open an identity",
    )
    BOARD_READ = "board:read", "Xem bảng điều hành", "Read the board"
    FORECAST_READ = (
        "forecast:read",
        "Xem độ tin cậy của dự báo trễ hạn",
        "See how far forecasts of lateness can be trusted",
    )
    SCHEDULE_READ = "schedule:read", "Xem lịch tiếp công dân", "Read the reception schedule"
    SCHEDULE_MANAGE = (
        "schedule:manage",
        "Lập, niêm yết, dời lịch tiếp công dân",
        "Set, post and move the reception schedule",
    )
    DUTY_READ = "duty:read", "Xem số ngày tiếp của người đứng đầu", "Read the head's reception days"
    DUTY_EXPLAIN = (
        "duty:explain",
        "Ghi lý do tháng thiếu ngày tiếp",
        "Give the reason of a month short of days",
    )
    SUBSTITUTION_SET = "substitution:set", "Cử người làm thay", "Name a substitute"
    AUDIT_READ = "audit:read", "Xem nhật ký hệ thống", "Read the audit log"
    PEOPLE_MANAGE = "people:manage", "Quản lý người dùng, đơn vị", "Manage people and units"
    CALENDAR_MANAGE = "calendar:manage", "Quản lý lịch nghỉ", "Manage the calendar"
    SETTINGS_MANAGE = (
        "settings:manage",
        "Xem, đặt cài đặt của cơ quan",
        "See and change the agency's settings",
    )
    SESSION_READ = "session:read", "Xem buổi tiếp công dân", "See receptions"
    SESSION_HOLD = "session:hold", "Mở, kết thúc buổi tiếp công dân", "Open and close receptions"
    SESSION_CONCLUDE = "session:conclude", "Ghi kết luận, giao việc", "Record conclusions and tasks"
    TASK_WORK = "task:work", "Ghi việc sau kết luận", "Work on tasks of conclusions"
    REMINDER_READ = "reminder:read", "Xem và xác nhận lời nhắc của mình", "See one's own reminders"
    LADDER_MANAGE = "ladder:manage", "Đặt bậc nhắc việc, giờ gửi thư", "Set the ladder of reminders"
    JOB_RUN = "job:run", "Xem và cho chạy việc nền", "See and run jobs"
    FINDING_READ = "finding:read", "Xem phát hiện kiểm tra", "Read findings"
    FINDING_PURSUE = (
        "finding:pursue",
        "Yêu cầu giải trình, theo dõi, kết thúc phát hiện",
        "Ask about, follow up and close findings",
    )
    FINDING_ANSWER = "finding:answer", "Giải trình phát hiện", "Answer for findings"
    INSPECTION_READ = "inspection:read", "Xem cuộc kiểm tra", "Read inspections"
    INSPECTION_HOLD = (
        "inspection:hold",
        "Lập cuộc kiểm tra, lấy mẫu, ghi biên bản",
        "Hold inspections, draw samples, write minutes",
    )
    NOTICE_READ = "notice:read", "Xem văn bản niêm yết", "See what is posted"
    NOTICE_MANAGE = "notice:manage", "Soạn, niêm yết văn bản", "Draft and post notices"
    DATA_READ = "data:read", "Xem yêu cầu về dữ liệu cá nhân", "See requests about personal data"
    DATA_LOG = "data:log", "Ghi yêu cầu về dữ liệu cá nhân", "Log requests about personal data"
    DATA_DECIDE = (
        "data:decide",
        "Phản hồi, quyết định yêu cầu về dữ liệu cá nhân",
        "Answer and decide requests about personal data",
    )
    DATA_WITHDRAW = (
        "data:withdraw",
        "Ghi việc rút yêu cầu về dữ liệu",
        "Note that a request about data is withdrawn",
    )
    DATA_EXTRACT = (
        "data:extract",
        "Trích dữ liệu của người yêu cầu",
        "Extract what is held about who asks",
    )
    PROCESSING_READ = (
        "processing:read",
        "Xem hồ sơ hoạt động xử lý dữ liệu",
        "See the record of processing",
    )
    PROCESSING_EDIT = (
        "processing:edit",
        "Sửa lời trong hồ sơ hoạt động xử lý dữ liệu",
        "Edit the texts of the record of processing",
    )
    BREACH_READ = "breach:read", "Xem sổ sự cố dữ liệu", "See the register of breaches"
    BREACH_LOG = "breach:log", "Ghi, xử lý sự cố dữ liệu", "Log and work on breaches"
