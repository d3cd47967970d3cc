"""Django's backends of databases, where one of ours does more."""
