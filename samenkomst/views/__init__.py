"""What a command shows, as plain rows and lines; nothing here reads or writes anything."""
