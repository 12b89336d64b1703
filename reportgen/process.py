"""Settings of a process that is all ours: that of the command line, and those of a batch's workers.

A library changes nothing of its host's process; who imports reportgen may call `settle`, and need not.
"""

from __future__ import annotations

import gc

THRESHOLDS = (10_000, 10, 2)
"""New objects before Python looks for cycles: its 700 are soon made where text is set, and hardly any is in a cycle.
What is old is looked through after 200,000: python-pptx's packages are cycles, each of some megabytes.
"""


def settle() -> None:
    """Look for cycles rarely, and not among what there is already: a third of the time of laying out is spent there."""
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
