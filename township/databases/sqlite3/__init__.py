"""Django's backend for SQLite, with patience for writers and none for a lock that nobody moves."""
