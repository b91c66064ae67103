"""What the content folder holds, by name; each has a file of that name."""

SHELF_NAMES = ("events", "people", "organisations", "forms")
STATEMENT = "accessibility"
"""The file that is one thing, not a list; a site can do without it."""
