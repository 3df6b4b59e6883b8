"""`python -m minigrad` es lo mismo que `minigrad`."""

import sys

from minigrad.ordenes.cli import principal

sys.exit(principal())
