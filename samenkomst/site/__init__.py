"""The MkDocs plugin, templates and styles. Imports nothing: templates are shared as files."""
