class BackupRefused(Exception):
    """A sentence that says why nothing was done, and what to do."""
