"""What an attacker who took over a parser would run there: the argument, as Python.

Reached as a module by tests of the sandbox, `sandbox.run("tests.intruder", code)`.
"""

import sys

if __name__ == "__main__":
    exec(sys.argv[1], {"__name__": "__main__"})
