"""`lofte` in a process of its own for each line of arguments on standard input; the dictionary is in memory already.

Writes each process's number and, when it has ended, its status.
"""

import os
import shlex
import sys


def serve() -> None:
    from lofteNLP.cli import main
    from lofteNLP.records import inputs
    from lofteNLP.search import analysis, writing

    assert inputs and writing  # imported here, once
    analysis.word("krogtillsyn")
    print("ready", flush=True)
    for line in sys.stdin:
        number = os.fork()
        if not number:
            sys.argv = ["lofte", *shlex.split(line)]
            main()
        print(number, flush=True)
        print(os.waitpid(number, 0)[1], flush=True)


if __name__ == "__main__":
    serve()
