"""The schedule of receptions: what is planned, posted, moved and held, for staff and the public."""
