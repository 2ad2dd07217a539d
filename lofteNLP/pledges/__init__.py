"""A source comes in; its blocks, sections and pledges, with their offsets, headings and lead-ins, go out."""
