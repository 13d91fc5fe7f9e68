"""Pages of this room: signing in, own password, notices, the start page."""
