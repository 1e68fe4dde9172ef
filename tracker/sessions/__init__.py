"""Receptions as sessions: who was present, what was concluded, the tasks that follow."""
