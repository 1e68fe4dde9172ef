"""Columns that the audit log does not show."""

# They only repeat or index others, or the entry itself already says them.
UNSAID = frozenset(
    {
        "agency_id", "earlier_passwords", "ends_key", "folded_name", "id", "identity_digest",
        "last_step", "name_key", "phone_digits", "recorded_at", "recorded_by_id", "sequence",
        "sha256", "storage_key", "uuid",
    }
)  # fmt: skip
