"""Files come in (HTML, PDF, DOCX, plain text); clean text with the marks the file carried goes out.

>>> from lofteNLP.documents import read_bytes
>>> read_bytes("Polisen lovar att:\\n\\uf0b7 ga\\u030a till fots".encode(), "-").text
'Polisen lovar att:\\n• gå till fots'
"""

from lofteNLP.documents.finding import find
from lofteNLP.documents.naming import names
from lofteNLP.documents.reading import file_bytes, read, read_bytes
from lofteNLP.documents.source import Mark, ReadError, Source

__all__ = ["Mark", "ReadError", "Source", "file_bytes", "find", "names", "read", "read_bytes"]
