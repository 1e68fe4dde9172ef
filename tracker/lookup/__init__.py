"""Look up the law: one limit, a typed-in case, the rules of a day."""
