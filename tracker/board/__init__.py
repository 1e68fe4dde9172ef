"""The board of those who lead: only what needs them."""
