"""The search as web pages in Swedish, for people who do not program, and as a JSON interface beside them."""
