"""Many files come in; every one is tagged once or named with the reason why not, whatever happens on the way."""

from lofteNLP.batch.ledger import Ledger, LedgerError
from lofteNLP.batch.pool import NoWorkers
from lofteNLP.batch.run import Order, Progress, Run, Summary
from lofteNLP.batch.stream import tagged_in_order

__all__ = ["Ledger", "LedgerError", "NoWorkers", "Order", "Progress", "Run", "Summary", "tagged_in_order"]
