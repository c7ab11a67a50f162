"""The commands of ``python -m analysis``, a module each.

A command module has ``SUMMARY`` (one line), ``add_arguments(parser)`` and ``run(arguments)``, which
returns the exit code: 0 all done, 1 some inputs had problems, 2 nothing could be done.
"""

NAMES = (
    "compare",
    "read",
    "quotes",
    "events",
    "reuse",
    "match",
    "claims",
    "claimworthy",
    "stance",
)
