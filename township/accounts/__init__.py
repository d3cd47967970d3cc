"""Pages about signing in, accounts, townships, settings, history and the state of the site."""
