"""A PostgreSQL database, copied out and in with PostgreSQL's own programs."""

import os
import shutil
import subprocess
from pathlib import Path

from django.db import connection, transaction

from tillit.config.safekeeping import contents, migrating
from tillit.config.safekeeping.manifest import Contents, Database
from tillit.config.safekeeping.refusal import Refused

MEMBER = "database.pgdump"
ASIDE = "tillit_before_restore"
"""The schema that keeps the old tables until the new ones are up to date."""
SETTINGS = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "service": "PGSERVICE",
    "passfile": "PGPASSFILE",
    "options": "PGOPTIONS",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
}
"""How the programs are told what the connection knows: nobody else can see the environment."""
MOVE = """
DO $$
DECLARE name text;
BEGIN
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = '{source}' LOOP
        EXECUTE format('ALTER TABLE %I.%I SET SCHEMA %I', '{source}', name, '{target}');
    END LOOP;
END $$;
"""
"""Indexes, constraints and the sequences of columns go along with their table."""


def describe() -> Database:
    """Return what goes into the manifest."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        return Database("postgresql", cursor.fetchone()[0])


def save(target: Path) -> Contents:
    """Write the tables as they are at this instant; writers go on meanwhile."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        [snapshot] = cursor.fetchone()
        found = contents.look()
        _run(
            "pg_dump",
            *("--format=custom", "--compress=0", "--no-owner", "--no-privileges"),
            *(f"--snapshot={snapshot}", f'--table="{describe().schema}".*', f"--file={target}"),
        )
    return found


def put_in_place(dump: Path) -> int:
    """Replace the tables and bring them up to date; return how many migrations that took.

    The old tables stay aside until the new ones are up to date, and come back when they never are.
    """
    script = _script(dump)
    connection.close()
    options = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1")
    _run("psql", *options, "--output=/dev/null", f"--file={script}")
    try:
        applied = migrating.migrate()
    except BaseException:
        connection.close()
        _carry_out(_forth_and_back())
        raise
    _carry_out(f"DROP SCHEMA {ASIDE} CASCADE")
    return applied


def _script(dump: Path) -> Path:
    """Write down all that is to happen in one transaction."""
    restored, script = dump.with_suffix(".sql"), dump.with_suffix(".all.sql")
    _run("pg_restore", "--no-owner", "--no-privileges", f"--file={restored}", str(dump))
    with script.open("wb") as whole:
        whole.write(_make_room().encode())
        with restored.open("rb") as tables:
            shutil.copyfileobj(tables, whole)
    return script


def _make_room() -> str:
    """Return what sets the present tables aside, after anything that was left there before."""
    schema = describe().schema
    room = f"DROP SCHEMA IF EXISTS {ASIDE} CASCADE; CREATE SCHEMA {ASIDE};"
    return room + MOVE.format(source=schema, target=ASIDE)


def _forth_and_back() -> str:
    """Return what drops the new tables and brings the old ones back."""
    schema = describe().schema
    gone = f"{ASIDE}_failed"
    away = f"CREATE SCHEMA {gone};" + MOVE.format(source=schema, target=gone)
    back = MOVE.format(source=ASIDE, target=schema)
    return f"{away}{back}DROP SCHEMA {gone} CASCADE; DROP SCHEMA {ASIDE} CASCADE;"


def _carry_out(script: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(script)


def _run(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs.

    Raises:
        Refused: it is not installed, or it failed; in its own words.
    """
    if shutil.which(program) is None:
        raise Refused(
            f"{program} is not installed. It comes with PostgreSQL's client programs: on Debian"
            " and Ubuntu, install the package postgresql-client."
        )
    done = subprocess.run(
        [program, *arguments], env=_environment(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Refused(f"{program} failed: {done.stderr.strip() or done.returncode}")


def _environment() -> dict[str, str]:
    known = connection.get_connection_params()
    told = {SETTINGS[name]: str(known[name]) for name in SETTINGS if known.get(name)}
    return {**os.environ, **told}
