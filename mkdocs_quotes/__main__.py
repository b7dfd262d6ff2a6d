"""`python -m mkdocs_quotes` is the command line."""

import sys

from mkdocs_quotes.cli import main

if __name__ == "__main__":
    sys.exit(main())
