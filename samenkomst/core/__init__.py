"""The rules of the product, as pure functions on plain values."""
