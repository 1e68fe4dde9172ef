"""The tables, and what guards them: sealing, audit, search, keyset pages."""
