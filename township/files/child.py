"""Where every parsing child begins: walls first, then what reads a file from outside.

nursery.py calls `main` in a copy of itself; the orders are {"reads", "writes": [paths],
"scratch": folder}.
"""

import os
import runpy
import site
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
# What Python and its libraries read of the machine, beside the files of the interpreter itself.
MACHINE = ("/usr/lib", "/usr/local/lib", "/usr/share/zoneinfo", "/lib", "/lib64", "/dev/urandom")
MACHINE += ("/dev/null", "/etc/ld.so.cache", "/etc/localtime", "/etc/mime.types")


def code_folders():
    """The interpreter, its libraries and our own source: never var/, where secrets and data lie."""
    own = [folder for folder in PROJECT.iterdir() if (folder / "__init__.py").is_file()]
    return [sys.base_prefix, *site.getsitepackages(), *own]


def main(orders, program, *arguments):
    """Run a module by its name, or a file by its path where its package needs the whole site."""
    from township.files.confinement import confine

    scratch = orders["scratch"]
    os.environ["TMPDIR"] = scratch
    os.chdir(scratch)
    confine(
        reads=[*MACHINE, *code_folders(), *orders["reads"]], writes=[scratch, *orders["writes"]]
    )
    sys.argv = [program, *arguments]
    if program.endswith(".py"):
        runpy.run_path(program, run_name="__main__")
    else:
        runpy.run_module(program, run_name="__main__", alter_sys=True)
