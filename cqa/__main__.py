"""Run the command line: the command ``cqa`` and ``python -m cqa``."""

import _signal  # type: ignore[import-not-found] # the module signal takes a while to be imported
import os


def _end(number: int, _: object) -> None:
    """End now: nothing is open yet."""
    os._exit(128 + number)


def main() -> None:
    """Run the command line, without a traceback for a Ctrl-C that comes while it is imported."""
    for number in (_signal.SIGINT, _signal.SIGTERM):
        _signal.signal(number, _end)
    from cqa.cli import main as run

    run()


if __name__ == "__main__":
    main()
