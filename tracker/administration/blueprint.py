"""The blueprint that the pages about people, units and days share."""

from flask import Blueprint

bp = Blueprint("administration", __name__)
