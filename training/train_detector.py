"""Train the pledge detector on the corpus and write it, its manifest and its card to ``models/pledges``.

python training/train_detector.py [CORPUS] [-o FOLDER]
"""

from __future__ import annotations

import argparse
from hashlib import sha256
from pathlib import Path

from lofteNLP.pledges.store import save
from lofteNLP.pledges.training import cross_validate, train

ROOT = Path(__file__).parents[1]


def main() -> None:
    """Train, cross-validate, save."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("corpus", type=Path, nargs="?", default=ROOT / "corpus")
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "models" / "pledges")
    arguments = parser.parse_args()
    content = b"".join(path.read_bytes() for path in sorted(arguments.corpus.glob("*.jsonl")))
    save(train(arguments.corpus), arguments.output, cross_validate(arguments.corpus), sha256(content).hexdigest())


if __name__ == "__main__":
    main()
