"""Looking ahead: what falls due, what is likely late, how the work lies, what was in time."""
