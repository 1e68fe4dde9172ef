"""The case pages: my work, the lists, one case with its steps, assignment and substitution."""
