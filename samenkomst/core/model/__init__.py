"""What editors write: events, people, organisations and forms, typed and checked."""
