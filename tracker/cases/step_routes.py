"""The addresses at which a case changes: its steps, corrections, assignment; substitutions."""

from flask import abort, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.access import Permission
from tracker.cases import queries, staff
from tracker.cases.assigning import Choice, choice
from tracker.cases.differences import since
from tracker.cases.forms import AssignmentForm, CorrectionForm, SubstitutionForm
from tracker.cases.routes import bp
from tracker.cases.step_forms import NOT_RECORDED_HERE, form_for
from tracker.casework.assignment import assign as assign_case
from tracker.casework.assignment import candidates, substitute
from tracker.casework.offer import offer
from tracker.casework.recording import Act, correct
from tracker.clock import now, today
from tracker.law.events import EventType
from tracker.records.base import current_session
from tracker.web.guard import requires, signed_in
from tracker.web.words import term
