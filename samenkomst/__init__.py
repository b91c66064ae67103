"""Samenkomst publishes events and takes in the people who want to come."""

__version__ = "0.1.0"
