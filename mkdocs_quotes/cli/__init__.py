"""The command line: files in, records out."""

from mkdocs_quotes.cli.main import main

__all__ = ["main"]
