"""What an operator fears, done to installations of its own over the loopback: bounded, `make ops`.

Each part is a function of (folder, url of its database, say) and returns {figure: value}; a part
that finds a fault puts sentences under "faults".
"""
