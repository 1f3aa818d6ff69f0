"""The ``cqa`` command: arguments in, use case, printer out.

Each command lives in its own module and is imported only when it is called, so that ``cqa --version`` costs nothing and
``cqa search`` does not pay for reading PDFs. Exit status: 0 found or done, 1 nothing found, 2 wrong usage or
an error, 3 done but some files could not be read, 130 interrupted, 143 terminated.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import sys
from typing import TYPE_CHECKING, Any

import click

from cqa.cli.signals import INTERRUPTED, SAID, TERMINATED, Stop, Terminated
from cqa.record import NEW_OBJECTS

if TYPE_CHECKING:
    from pathlib import Path

FOUND, NOTHING_FOUND, FAILED, SOME_UNREADABLE = 0, 1, 2, 3
"""Exit statuses; :mod:`cqa.cli.signals` has those of signals."""

COMMANDS = {
    "fetch": "get papers from a council's committee site",
    "ingest": "read papers into the index; only those that changed",
    "search": "find passages, best first, with exact citations",
    "ask": "answer a question from the papers, with citations",
    "papers": "list the papers in the index",
    "show": "show one paper as text, outline or JSON",
    "grades": "inspection grades over time by council",
    "decisions": "list what was decided, with votes, and what reports propose",
    "recommendations": "show what is recommended on a topic, by wording, and what came of it",
    "matrix": "councils by topic, with verdicts and counts",
    "concordance": "show a term in its context, with counts by council and year",
    "changes": "list papers, decisions and grades that are new, changed or withdrawn, as JSON",
    "watch": "show what is new for the queries that you watch",
    "review": "read back a sheet of evidence that people coded",
    "similar": "find past papers and sections like this one",
    "cite": "cite a paper or section",
    "export": "export papers as BibTeX, RIS or CSL-JSON",
    "remove": "remove papers from the index",
    "status": "show coverage, and every file that could not be read",
    "verify": "check that the index is as it was written",
    "rebuild": "write the index again to a new folder, also for another engine",
    "engines": "list the search engines and how to install them",
    "eval": "measure the answers on your own judged questions",
    "serve": "start the local web page",
    "mcp": "serve the index to an assistant (MCP)",
    "demo": "read the sample papers and answer three questions",
    "help": "show a page of the guide, or the help of a command",
}
"""Command names with the line that ``cqa --help`` prints; the module is ``cqa.cli.<name>_command``."""


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports one only to run it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"cqa.cli.{cmd_name}_command").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            import difflib

            near = difflib.get_close_matches(args[0], COMMANDS, 1)
            raise click.UsageError(error.message + (f" Did you mean {near[0]!r}?" if near else ""), ctx) from None


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from cqa.cli.version import version_text

        click.echo(version_text())
        ctx.exit()


def _path(ctx: click.Context, _: click.Parameter, named: str | None) -> Path | None:
    if named is None:
        return None
    from pathlib import Path  # not for --version and --help: a tenth of their time

    return Path(named)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_version,
    help="Show the versions of cqa and its engines and exit.",
)
@click.option(
    "--index",
    "index",
    metavar="DIR",
    type=click.Path(),
    callback=_path,
    help="Where the index is [$CQA_INDEX, else ./index].",
)
@click.pass_context
def cli(ctx: click.Context, index: Path | None) -> None:
    """Search UK council committee papers and answer questions about them, with exact citations.

    \b
    Start with:  cqa ingest FOLDER
                 cqa search "caseloads too high"
                 cqa ask "Which councils cite caseload pressure?"
    More:        cqa help
    """
    ctx.obj = index


def main() -> None:
    """Run the command line; every error is one message on stderr and exit status 2, Ctrl-C is 130, SIGTERM 143.

    A server that is stopped by either has done its work: 0.
    """
    gc.set_threshold(NEW_OBJECTS)
    stop.listen()
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by the caller: nobody listens
            setattr(sys, name, open(os.devnull, "w"))  # noqa: SIM115
        _never_refuse(getattr(sys, name))
    status = _run()
    if status in (INTERRUPTED, TERMINATED):
        gc.collect()  # what was interrupted has semaphores, of whose loss Python would warn after our last word
    _leave(status)


def _never_refuse(stream: Any) -> None:
    """Let a stream take every character: into a pipe or a file in UTF-8, as other tools write, unless the caller set
    another encoding; there, and on a terminal of another code page, what it lacks is replaced."""
    if not hasattr(stream, "reconfigure") or (stream.encoding or "").lower().replace("-", "") == "utf8":
        return
    if stream.isatty() or os.environ.get("PYTHONIOENCODING"):
        stream.reconfigure(errors="replace")
    else:
        stream.reconfigure(encoding="utf-8")


def _run() -> int:
    try:
        status = cli.main(standalone_mode=False)
        return status if isinstance(status, int) else FOUND  # click returns the argument of ctx.exit()
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as error:
        error.show()
        return FAILED
    except (KeyboardInterrupt, click.Abort):
        _say(SAID[INTERRUPTED])
        return INTERRUPTED
    except Terminated:
        _say(SAID[TERMINATED])
        return TERMINATED
    except BrokenPipeError:
        return FOUND  # the reader has seen enough: nobody is left to read more
    except SystemExit:
        return FOUND  # click's own way to leave where the reader has seen enough
    except Exception as error:
        if stop.heard:  # broken off in a library that made another error of it
            _say(SAID[stop.heard])
            return stop.heard
        _say(_in_words(error))
        return FAILED


def _in_words(error: Exception) -> str:
    from cqa.errors import CqaError

    if os.environ.get("CQA_DEBUG"):
        raise error
    if isinstance(error, CqaError):
        return str(error)
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}"
    if isinstance(error, OSError) and error.strerror:
        return f"cannot write the output: {error.strerror}"
    return (
        f"this is a defect in cqa: {type(error).__name__}: {error}\nSet CQA_DEBUG=1 to see where, and please report it"
    )


def _say(message: str) -> None:
    from cqa.show.safe import terminal

    click.echo(f"cqa: {terminal(message)}", err=True)


def _leave(status: int) -> None:
    """End now: output is flushed, and the engine's threads have nothing that needs a slow end.

    Semaphores of worker processes are given back: of those left over, Python would warn after our last word.
    """
    if (workers := sys.modules.get("multiprocessing.util")) is not None:
        with contextlib.suppress(Exception):
            workers._run_finalizers(0)
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError, AttributeError):  # closed, full, or never there
            stream.flush()
    os._exit(status)


stop = Stop(_leave)
"""A server notes here that a stop is all it waits for."""
