"""What stands around the site on a machine of its own: services, the server in front, its logs."""
