"""Records in, an index on disk out, and from it pledges, counts and likenesses by query and filters."""

from lofteNLP.search.filters import Filters
from lofteNLP.search.folder import FolderError
from lofteNLP.search.index import Hit, Index, Result
from lofteNLP.search.syntax import QueryError
from lofteNLP.search.writing import Writer

__all__ = ["Filters", "FolderError", "Hit", "Index", "QueryError", "Result", "Writer"]
