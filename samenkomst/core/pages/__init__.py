"""From the catalogue to pages and files, as plain data that any generator can place."""
