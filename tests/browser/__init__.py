"""The plan in a browser: people of every role press what the pages offer, in Chinese."""
