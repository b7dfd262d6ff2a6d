"""Forms of English nouns that follow from a rule, so that the word lists need not hold them."""

from __future__ import annotations


def plural_of(noun: str) -> str:
    """The plural of a noun for people: "farmer" → "farmers", "fisherman" → "fishermen", "deputy" → "deputies"."""
    if noun.endswith("man"):
        return noun[:-3] + "men"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    return noun + "s"
