"""The commands of the product. `upstander` alone lists them."""

import argparse
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from upstander.packs.faults import FaultyPack

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "upstander.config.settings")

Run = Callable[[argparse.Namespace], int]
CLOCKS = (
    "keep_time",
    "keep_funding_times",
    "keep_partnership_times",
    "keep_protocol_times",
    "keep_announcement_times",
    "keep_event_times",
    "keep_search",
    "keep_links",
    "keep_publishing",
)


def say(line: str) -> None:
    """A line on the terminal, at once."""
    print(line, flush=True)  # noqa: T201 - the commands speak to whoever runs them


def main(argv: list[str] | None = None) -> int:
    """Run one command; the exit status says whether it went well."""
    parser = _parser()
    arguments = parser.parse_args(argv)
    if not hasattr(arguments, "run"):
        parser.print_help()
        return 0
    run: Run = arguments.run
    try:
        return run(arguments)
    except KeyboardInterrupt:
        return 130
    except (ImproperlyConfigured, FaultyPack) as error:
        say(str(error))
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="upstander", description="The software of a hub-and-spoke anti-racism network."
    )
    commands = parser.add_subparsers(title="commands", metavar="")
    init = _command(commands, "init", _init, "set everything up and load a pack")
    init.add_argument("pack", help="the name of a pack that comes along, or a folder")
    init.add_argument("--demo", action="store_true", help="with demonstration accounts")
    init.add_argument("--take", choices=["mine", "pack"], help="where both have changed a record")
    serve = _command(commands, "serve", _serve, "answer requests, and work off jobs beside")
    serve.add_argument("--port", type=int, default=8000)
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--workers", type=int, default=2)
    serve.add_argument("--no-worker", action="store_true", help="jobs are worked off elsewhere")
    _command(commands, "worker", _worker, "work off jobs")
    _command(commands, "verify", _verify, "check that the log is whole and protocols are as signed")
    _command(commands, "rebuild-search", _rebuild_search, "make the index of the search anew")
    _command(commands, "accounts", _accounts, "print the demonstration accounts, with codes of now")
    invite = _command(commands, "invite", _invite, "invite the first administrator")
    invite.add_argument("email")
    invite.add_argument("organisation", help="the key of the organisation in the pack")
    check = _command(commands, "check", _check, "say what is wrong with a pack")
    check.add_argument("pack")
    catalogues = _command(commands, "catalogues", _catalogues, "bring a pack's catalogues in line")
    catalogues.add_argument("pack")
    return parser


def _command(commands: Any, name: str, run: Run, help_: str) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(name, help=help_, description=help_)
    command.set_defaults(run=run)
    return command


def _init(arguments: argparse.Namespace) -> int:
    from upstander.config.founding import found

    return found(arguments.pack, is_demo=arguments.demo, take=arguments.take, say=say)


def _serve(arguments: argparse.Namespace) -> int:
    from upstander.config.serving import serve

    return serve(
        host=arguments.host,
        port=arguments.port,
        workers=arguments.workers,
        with_jobs=not arguments.no_worker,
        say=say,
    )


def _worker(arguments: argparse.Namespace) -> int:
    _start_django()
    from django.core.management import call_command, execute_from_command_line

    for clock in CLOCKS:
        threading.Thread(target=call_command, args=(clock,), daemon=True).start()
    execute_from_command_line(["upstander", "db_worker", "--queue-name", "*", "--verbosity", "0"])
    return 0


def _verify(arguments: argparse.Namespace) -> int:
    _start_with_database()
    from upstander.audit.interface import faults
    from upstander.protocols.interface import not_as_signed

    changed = not_as_signed()
    for version in changed:
        say(f"protocol {version.protocol_id}, version {version.number}: "
            "the words are no longer those that were signed")  # fmt: skip
    count = 0
    for fault in faults():
        count += 1
        say(f"entry {fault.sequence}: {fault.reason}")
    say(f"Faults in the audit log: {count}" if count else "The audit log is whole.")
    return 1 if count or changed else 0


def _rebuild_search(_: argparse.Namespace) -> int:
    _start_with_database()
    from upstander.search.interface import rebuild

    rebuild()
    say("The index of the search was made anew.")
    return 0


def _accounts(_: argparse.Namespace) -> int:
    _start_django()
    from upstander.config.demonstration import show_demonstration

    show_demonstration(home(), say)
    return 0


def _invite(arguments: argparse.Namespace) -> int:
    _start_with_database()
    from upstander.config.founding import invite_administrator

    return invite_administrator(arguments.email, arguments.organisation, say=say)


def _check(arguments: argparse.Namespace) -> int:
    _start_django()
    from upstander.packs.checking import faults_of
    from upstander.packs.reading import find_pack, read_pack

    try:
        faults = faults_of(read_pack(find_pack(arguments.pack)))
    except FaultyPack as error:
        faults = error.faults
    for fault in faults:
        say(str(fault))
    say(f"Faults: {len(faults)}" if faults else "The pack may be loaded.")
    return 1 if faults else 0


def _catalogues(arguments: argparse.Namespace) -> int:
    _start_django()
    from upstander.packs.catalogues import update
    from upstander.packs.reading import find_pack

    for language, missing in update(find_pack(arguments.pack)).items():
        say(f"{language}: {missing} texts are not translated")
    return 0


def _start_django() -> None:
    import django

    django.setup()


def _start_with_database() -> None:
    """Start, and refuse in a sentence where `init` has not come to its end."""
    _start_django()
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    is_file = connection.vendor == "sqlite"
    try:
        # To ask a file that is not there would make an empty one.
        is_ready = not is_file or Path(connection.settings_dict["NAME"]).exists()
        if is_ready:
            executor = MigrationExecutor(connection)
            is_ready = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        raise ImproperlyConfigured(f"The database does not answer: {error}") from error
    if not is_ready:
        raise ImproperlyConfigured("The database is not set up: run `upstander init PACK` first.")


def home() -> Path:
    """Where all state lives."""
    return Path(os.environ.get("UPSTANDER_HOME", "var")).resolve()


if __name__ == "__main__":
    sys.exit(main())
