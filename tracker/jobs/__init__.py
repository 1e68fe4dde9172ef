"""Jobs: what runs outside requests, how it went, and the figures for a monitor."""
