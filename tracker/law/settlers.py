"""Name who may be complained of or denounced, who settles, and who stands above whom."""

from collections.abc import Mapping

from tracker.law.terms import Term


class Profile(Term):
    """What kind of agency reads the matter."""

    PROVINCE = "province", "Ủy ban nhân dân cấp tỉnh", "Provincial People's Committee"
    DEPARTMENT = "department", "Sở, cơ quan chuyên môn cấp tỉnh", "Provincial department"
    SUB_DEPARTMENT = "sub_department", "Cơ quan thuộc sở (chi cục…)", "Body under a department"
    SERVICE_UNIT = "service_unit", "Đơn vị sự nghiệp công lập thuộc sở", "Public service unit"
    COMMUNE = "commune", "Ủy ban nhân dân cấp xã", "Commune People's Committee"


class Target(Term):
    """Who or what is complained of or denounced, or what a recommendation is about."""

    DEPARTMENT = (
        "department",
        "Quyết định, hành vi của Giám đốc sở hoặc công chức do sở trực tiếp quản lý",
        "Decision or act of a department's director or of its own civil servants",
    )
    SUB_DEPARTMENT = (
        "sub_department",
        "Quyết định, hành vi của thủ trưởng, công chức cơ quan thuộc sở (chi cục…)",
        "Decision or act of the head or staff of a body under a department",
    )
    SERVICE_UNIT = (
        "service_unit",
        "Quyết định, hành vi của đơn vị sự nghiệp công lập thuộc sở",
        "Decision or act of a public service unit under a department",
    )
    COMMUNE = (
        "commune",
        "Quyết định, hành vi của Chủ tịch UBND cấp xã, công chức cấp xã",
        "Decision or act of a commune chair or of commune civil servants",
    )
    PROVINCE = (
        "province",
        "Quyết định, hành vi của Chủ tịch UBND cấp tỉnh",
        "Decision or act of the provincial chair",
    )
    DISCIPLINE_BY_DEPARTMENT = (
        "discipline_by_department",
        "Quyết định kỷ luật do Giám đốc sở ban hành",
        "Disciplinary decision of a department's director",
    )
    DISCIPLINE_BY_PROVINCE = (
        "discipline_by_province",
        "Quyết định kỷ luật do Chủ tịch UBND cấp tỉnh ban hành",
        "Disciplinary decision of the provincial chair",
    )
    DISCIPLINE_BY_SUB_DEPARTMENT = (
        "discipline_by_sub_department",
        "Quyết định kỷ luật do thủ trưởng cơ quan thuộc sở (chi cục…) ban hành",
        "Disciplinary decision of the head of a body under a department",
    )
    DISCIPLINE_BY_SERVICE_UNIT = (
        "discipline_by_service_unit",
        "Quyết định kỷ luật viên chức do người đứng đầu đơn vị sự nghiệp ban hành",
        "Disciplinary decision of the head of a public service unit",
    )
    DISCIPLINE_BY_COMMUNE = (
        "discipline_by_commune",
        "Quyết định kỷ luật do Chủ tịch UBND cấp xã ban hành",
        "Disciplinary decision of a commune chair",
    )
    DEPARTMENT_STAFF = (
        "department_staff",
        "Công chức, viên chức do sở trực tiếp quản lý",
        "Civil servant or employee managed directly by a department",
    )
    UNIT_LEADER = (
        "unit_leader",
        "Người đứng đầu, cấp phó cơ quan, đơn vị thuộc sở",
        "Head or deputy of a body or unit under a department",
    )
    UNIT_ITSELF = (
        "unit_itself",
        "Cơ quan, đơn vị thuộc sở (bản thân tổ chức)",
        "A body or unit under a department itself",
    )
    DEPARTMENT_LEADER = (
        "department_leader",
        "Giám đốc, Phó Giám đốc sở",
        "Director or deputy director of a department",
    )
    SERVICE_UNIT_STAFF = (
        "service_unit_staff",
        "Viên chức do người đứng đầu đơn vị sự nghiệp tuyển dụng, quản lý",
        "Employee hired and managed by the head of a public service unit",
    )
    COMMUNE_STAFF = "commune_staff", "Công chức cấp xã", "Commune civil servant"
    COMMUNE_LEADER = (
        "commune_leader",
        "Chủ tịch, Phó Chủ tịch UBND cấp xã",
        "Chair or deputy chair of a commune",
    )
    BREACH_HERE = (
        "breach_here",
        "Vi phạm quy định quản lý nhà nước trong lĩnh vực cơ quan này quản lý",
        "Breach of state management rules in a field that this agency manages",
    )
    BREACH_ELSEWHERE = (
        "breach_elsewhere",
        "Vi phạm quy định quản lý nhà nước trong lĩnh vực cơ quan khác quản lý",
        "Breach of state management rules in a field that another agency manages",
    )
    MOVED_OR_LEFT = (
        "moved_or_left",
        "Người đã chuyển công tác hoặc không còn là cán bộ, công chức, viên chức",
        "Person who moved elsewhere or left the service",
    )
    PARTY_MEMBER = (
        "party_member",
        "Đảng viên vi phạm quy định của Đảng",
        "Party member in breach of party rules",
    )
    MATTER_HERE = (
        "matter_here",
        "Nội dung thuộc thẩm quyền của cơ quan này",
        "Matter within the powers of this agency",
    )
    MATTER_ELSEWHERE = (
        "matter_elsewhere",
        "Nội dung thuộc thẩm quyền của cơ quan khác",
        "Matter within the powers of another agency",
    )
    OTHER_BODY = (
        "other_body",
        "Tòa án, thi hành án, cơ quan dân cử, tổ chức chính trị, xã hội, doanh nghiệp nhà nước",
        "Court, enforcement, elected body, political or social organisation, state enterprise",
    )


class Settler(Term):
    """Who settles."""

    DEPARTMENT_DIRECTOR = "department_director", "Giám đốc sở", "Director of the department"
    SUB_DEPARTMENT_HEAD = (
        "sub_department_head",
        "Thủ trưởng cơ quan thuộc sở",
        "Head of the body under the department",
    )
    SERVICE_UNIT_HEAD = (
        "service_unit_head",
        "Người đứng đầu đơn vị sự nghiệp",
        "Head of the public service unit",
    )
    COMMUNE_CHAIR = "commune_chair", "Chủ tịch UBND cấp xã", "Commune chair"
    PROVINCIAL_CHAIR = "provincial_chair", "Chủ tịch UBND cấp tỉnh", "Provincial chair"
    FIELD_MINISTER = (
        "field_minister",
        "Bộ trưởng quản lý ngành, lĩnh vực",
        "Minister of the field",
    )
    INTERIOR_MINISTER = "interior_minister", "Bộ trưởng Bộ Nội vụ", "Minister of Home Affairs"
    THIS_AGENCY = "this_agency", "Người đứng đầu cơ quan này", "Head of this agency"
    FIELD_AGENCY = "field_agency", "Cơ quan quản lý lĩnh vực", "Agency that manages the field"
    BY_PRESENT_POST = (
        "by_present_post",
        "Xác định theo vị trí hiện nay của người bị tố cáo",
        "Depends on the present post of the denounced",
    )
    PARTY_BODY = "party_body", "Tổ chức đảng có thẩm quyền", "Competent party body"
    OTHER_BODY = (
        "other_body",
        "Cơ quan, tổ chức đó, theo quy định riêng",
        "That body, under its own rules",
    )


HEAD: Mapping[Profile, Settler] = {
    Profile.PROVINCE: Settler.PROVINCIAL_CHAIR,
    Profile.DEPARTMENT: Settler.DEPARTMENT_DIRECTOR,
    Profile.SUB_DEPARTMENT: Settler.SUB_DEPARTMENT_HEAD,
    Profile.SERVICE_UNIT: Settler.SERVICE_UNIT_HEAD,
    Profile.COMMUNE: Settler.COMMUNE_CHAIR,
}
DIRECT_UPPER: Mapping[Settler, Settler] = {
    Settler.SUB_DEPARTMENT_HEAD: Settler.DEPARTMENT_DIRECTOR,
    Settler.SERVICE_UNIT_HEAD: Settler.DEPARTMENT_DIRECTOR,
    Settler.DEPARTMENT_DIRECTOR: Settler.PROVINCIAL_CHAIR,
    Settler.COMMUNE_CHAIR: Settler.PROVINCIAL_CHAIR,
}
