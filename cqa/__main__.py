"""Run the command line as ``python -m cqa``."""

from __future__ import annotations

from cqa.cli import main

if __name__ == "__main__":
    main()
