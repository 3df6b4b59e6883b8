"""`python -m minigrad` es lo mismo que `minigrad`."""

import sys

from minigrad.cli import principal

sys.exit(principal())
