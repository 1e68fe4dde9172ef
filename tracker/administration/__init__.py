"""People, units, the calendar and the table of rights, for administrators."""
