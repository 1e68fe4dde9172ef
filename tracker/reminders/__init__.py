"""Reminders: each person's own list, and the ladder that an administrator sets."""
