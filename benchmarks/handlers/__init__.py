"""What the form handler is measured against: each takes in the same posts on the same server."""
