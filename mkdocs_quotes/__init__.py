"""Find direct quotations and who speaks them, in plain text, with exact offsets."""

__version__ = "0.1.0"
