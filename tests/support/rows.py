"""The rows behind the parts of an address."""

from collections.abc import Mapping

# One case of each kind in each state stands for all of them.
EACH_SORT = """SELECT max(id) AS case_id FROM case_file
    WHERE agency_id = :agency GROUP BY kind, state"""

# The rows behind the parts of an address; an address with other parts needs a line here.
ROWS: Mapping[frozenset[str], str] = {
    frozenset(): "SELECT 1 AS only_row",
    frozenset({"case_id"}): EACH_SORT,
    frozenset({"case_id", "event"}): EACH_SORT,
    frozenset({"case_id", "sequence"}): """SELECT case_id, max(sequence) AS sequence
        FROM case_event WHERE agency_id = :agency AND case_id IN
        (SELECT max(id) FROM case_file GROUP BY agency_id, kind, state) GROUP BY case_id""",
    frozenset({"case_id", "rule", "started_by"}): """SELECT case_id, rule, started_by
        FROM obligation WHERE agency_id = :agency
        AND id IN (SELECT max(id) FROM obligation GROUP BY agency_id, rule, standing)""",
    frozenset({"petition_id"}): """SELECT id AS petition_id FROM petition
        WHERE agency_id = :agency AND id IN (SELECT petition_id FROM petition_link WHERE case_id
        IN (SELECT max(id) FROM case_file GROUP BY agency_id, kind, state))""",
    frozenset({"petition_id", "attachment_id"}): """SELECT petition_id, id AS attachment_id
        FROM attachment WHERE agency_id = :agency""",
    frozenset({"petition_id", "permit_id"}): """SELECT petition_id, unseal_permit.id AS permit_id
        FROM unseal_permit JOIN petition_link ON petition_link.case_id = unseal_permit.case_id
        WHERE unseal_permit.agency_id = :agency""",
    frozenset({"petition_id", "link_id"}): """SELECT petition_id, id AS link_id
        FROM same_matter_link WHERE agency_id = :agency AND undoes_id IS NULL""",
    frozenset({"visit_id"}): """SELECT id AS visit_id FROM visit
        WHERE agency_id = :agency ORDER BY id DESC LIMIT 8""",
    frozenset({"visit_id", "receipt_id"}): """SELECT visit_id, id AS receipt_id
        FROM paper_receipt WHERE agency_id = :agency ORDER BY id DESC LIMIT 3""",
    frozenset({"visit_id", "paper_id"}): """SELECT visit_id, received_paper.id AS paper_id
        FROM received_paper JOIN paper_receipt ON paper_receipt.id = receipt_id
        WHERE received_paper.agency_id = :agency AND returned_on IS NULL
        ORDER BY condition DESC, received_paper.id LIMIT 3""",
    frozenset({"closing_id"}): """SELECT id AS closing_id FROM book_closing
        WHERE agency_id = :agency ORDER BY id DESC LIMIT 3""",
    frozenset({"user_id"}): "SELECT id AS user_id FROM user_account WHERE agency_id = :agency",
    frozenset({"unit_id"}): "SELECT id AS unit_id FROM org_unit WHERE agency_id = :agency",
    frozenset({"membership_id"}): """SELECT membership.id AS membership_id FROM membership
        JOIN org_unit ON org_unit.id = unit_id WHERE agency_id = :agency""",
    frozenset({"reception_id"}): """SELECT id AS reception_id FROM reception
        WHERE agency_id = :agency ORDER BY id DESC LIMIT 6""",
    frozenset({"conclusion_id"}): """SELECT id AS conclusion_id FROM conclusion
        WHERE agency_id = :agency""",
    frozenset({"task_id"}): "SELECT id AS task_id FROM task WHERE agency_id = :agency",
    frozenset({"notice_id"}): "SELECT id AS notice_id FROM notice WHERE agency_id = :agency",
    frozenset({"posting_id"}): """SELECT id AS posting_id FROM notice_posting
        WHERE agency_id = :agency""",
    frozenset({"agency_id"}): "SELECT id AS agency_id FROM org_unit WHERE id = :agency",
    frozenset({"agency_id", "notice_id"}): """SELECT agency_id, id AS notice_id FROM notice
        WHERE agency_id = :agency""",
    frozenset({"session_id"}): """SELECT id AS session_id FROM planned_session
        WHERE agency_id = :agency AND id IN
        (SELECT max(id) FROM planned_session GROUP BY agency_id, status, mode, form)""",
    frozenset({"rule_id"}): "SELECT id AS rule_id FROM periodic_rule WHERE agency_id = :agency",
    frozenset({"hours_id"}): """SELECT max(id) AS hours_id FROM regular_hours
        WHERE agency_id = :agency HAVING max(id) IS NOT NULL""",
    frozenset({"unit_id", "year", "month"}): """SELECT id AS unit_id, 2026 AS year, m AS month
        FROM org_unit CROSS JOIN (SELECT 1 AS m UNION SELECT 4 UNION SELECT 11 UNION SELECT 12)
        AS months WHERE agency_id = :agency AND (id = :agency OR profile = 'service_unit')""",
    frozenset({"reminder_id"}): """SELECT id AS reminder_id FROM reminder
        WHERE agency_id = :agency ORDER BY id DESC LIMIT 5""",
    frozenset({"kind"}): """SELECT 'complaint' AS kind UNION SELECT 'denunciation'
        UNION SELECT 'sweep' UNION SELECT 'khong-co'""",
    frozenset({"finding_id"}): """SELECT id AS finding_id FROM finding WHERE agency_id = :agency
        AND id IN (SELECT max(id) FROM finding GROUP BY agency_id, check_code, state)""",
    frozenset({"inspection_id"}): """SELECT id AS inspection_id FROM inspection
        WHERE agency_id = :agency""",
    frozenset({"sign_in_id"}): """SELECT sign_in_session.id AS sign_in_id FROM sign_in_session
        JOIN user_account ON user_account.id = user_id WHERE agency_id = :agency""",
    frozenset(
        {"request_id"}
    ): "SELECT id AS request_id FROM data_request WHERE agency_id = :agency",
    frozenset({"breach_id"}): "SELECT id AS breach_id FROM data_breach WHERE agency_id = :agency",
    frozenset({"breach_id", "deed"}): """SELECT data_breach.id AS breach_id, deeds.deed
        FROM data_breach CROSS JOIN (SELECT 'authority_notice' AS deed UNION SELECT 'minuted'
        UNION SELECT 'closed' UNION SELECT 'khong-co') AS deeds WHERE agency_id = :agency""",
    frozenset({"activity", "part"}): """SELECT 'reception' AS activity, 'purpose' AS part
        UNION SELECT 'staff', 'measures' UNION SELECT 'khong-co', 'purpose'""",
    frozenset({"proposal_id"}): """SELECT id AS proposal_id FROM role_proposal
        WHERE agency_id = :agency""",
    frozenset({"review_id"}): """SELECT id AS review_id FROM account_review
        WHERE agency_id = :agency""",
    frozenset({"day_id"}): "SELECT id AS day_id FROM calendar_day",
    frozenset({"year"}): "SELECT 2020 AS year UNION SELECT 2026 UNION SELECT 2099",
}
