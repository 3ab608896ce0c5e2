"""Reads the published databases over and over until a file appears: ``python -m tests.faults.reader OUT STOP``; prints its
number of reads and each error's first words."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

import duckdb


def main(out: Path, stop: Path) -> None:
    os.nice(10)  # (else eight of them leave the run no processor)
    reads, errors = 0, []
    while not stop.exists():
        for name in ("release.duckdb", "warehouse.duckdb"):
            try:
                with duckdb.connect(str(out / "current" / name), read_only=True) as con:
                    tables = con.execute(
                        "select schema_name, table_name from duckdb_tables() order by all limit 5"
                    ).fetchall()
                    for schema, table in tables:
                        con.execute(f'select count(*) from "{schema}"."{table}"').fetchone()
                reads += 1
            except duckdb.Error as error:
                errors.append(f"{name}: {str(error)[:150]}")
        time.sleep(0.01)
    print(json.dumps({"reads": reads, "errors": errors}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
