"""The JSON Schema of the content files, with which an editor program completes and explains."""
