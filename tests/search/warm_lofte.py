"""`lofte` in a process of its own for each line of arguments on standard input; the dictionary is in memory already.

Writes each process's number and, when it has ended, its status.
"""

import os
import shlex
import sys

from lofteNLP.cli import main
from lofteNLP.records import read
from lofteNLP.search import analysis, writing

assert read and writing  # imported here, once
analysis.word("krogtillsyner")
print("ready", flush=True)
for line in sys.stdin:
    number = os.fork()
    if not number:
        sys.argv = ["lofte", *shlex.split(line)]
        main()
    print(number, flush=True)
    print(os.waitpid(number, 0)[1], flush=True)
