"""The command line: files in, records out."""

from mkdocs_quotes.cli.commands import main

__all__ = ["main"]
