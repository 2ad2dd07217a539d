"""What a document says of itself, from one place: its parties, police area, validity and day of publication."""

from __future__ import annotations

from lofteNLP.pipeline.places import find_municipalities as find_municipalities
from lofteNLP.pipeline.places import find_police_area as find_police_area
from lofteNLP.pipeline.published import find_published as find_published
from lofteNLP.pipeline.validity import find_validity as find_validity
from lofteNLP.pipeline.validity import section_period as section_period
