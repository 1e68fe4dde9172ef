"""The verbs: what people do to a visit, a petition and a case."""
