"""What editors, organisers and hosts type: options in, one use case called, words out."""
