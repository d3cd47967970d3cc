"""The child's side of the sandbox: bounds it sets on itself. Starts without Django."""

import resource

from township.files.confinement import forbid_processes

MB = 1024 * 1024
# Of the whole account, threads of the site included: the HEIC library needs one of its own, so the
# number alone cannot say none.
MOST_PROCESSES = 1024
OUT_OF_MEMORY = 70  # exit code by which the parent knows that memory or depth ran out


def limit_self(*, cpu_seconds, memory_mb, output_mb):  # pragma: no cover (in the child only)
    """To be called first of all; the limits hold until the process ends."""
    for kind, most in (
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_AS, memory_mb * MB),
        (resource.RLIMIT_FSIZE, output_mb * MB),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, MOST_PROCESSES),
    ):
        resource.setrlimit(kind, (most, most))
    forbid_processes()
