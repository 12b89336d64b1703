"""Settings of a process that is all ours: that of the command line, and those of a batch's workers.

A library changes nothing of its host's process; who imports reportgen may call `settle`, and need not.
"""

from __future__ import annotations

import gc
import os

THRESHOLDS = (10_000, 10, 2)
"""New objects before Python looks for cycles: its 700 are soon made where text is set, and hardly any is in a cycle.
What is old is looked through after 200,000: python-pptx's packages are cycles, each of some megabytes.
"""


def settle() -> None:
    """Look for cycles rarely, and not among what there is already: a third of the time of laying out is spent there.
    Pydantic is told that the process has no plug-ins of its own, which it looks for in all packages that are installed.
    """
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
