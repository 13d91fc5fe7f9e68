"""Demonstration data; never enabled in production."""
