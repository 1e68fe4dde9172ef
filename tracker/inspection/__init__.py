"""The inspector's log and what stands out in it."""
