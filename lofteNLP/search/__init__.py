"""Records in, an index on disk out, and from it pledges, counts and likenesses by query and filters."""
