"""Write rows in bulk, a chunk at a time, parents before children."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, text

from tracker.records.base import Base

Row = dict[str, Any]


@dataclass(slots=True)
class Writer:
    """Collects rows by table and writes them a chunk at a time."""

    connection: Connection
    rows: dict[Table, list[Row]] = field(default_factory=lambda: defaultdict(list))
    last: dict[Table, int] = field(default_factory=dict)

    def add(self, entity: Any, **values: Any) -> int:
        """Keep a row for the next writing and give its id."""
        table: Table = entity.__table__
        if table not in self.last:
            self.last[table] = self.connection.scalar(select(func.max(table.c.id))) or 0
        self.last[table] += 1
        self.rows[table].append({"id": self.last[table], **values})
        return self.last[table]

    def put(self, entity: Any, **values: Any) -> None:
        """Keep a row whose key is given."""
        self.rows[entity.__table__].append(values)

    def finish(self) -> None:
        """Let the database count on from the ids given here, and learn what it now holds."""
        if self.connection.dialect.name == "postgresql":
            for table, last in self.last.items():
                self.connection.execute(
                    text("SELECT setval(pg_get_serial_sequence(:table, 'id'), :last)"),
                    {"table": table.name, "last": last},
                )
        # Without it both databases choose their indexes blindly until somebody tells them.
        self.connection.execute(text("ANALYZE"))

    def write(self) -> None:
        """Write all rows kept so far."""
        for table in Base.metadata.sorted_tables:
            if self.rows.get(table):
                self.connection.execute(insert(table), self.rows[table])
        self.rows.clear()
