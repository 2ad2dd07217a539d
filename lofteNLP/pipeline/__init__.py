"""A pledge's text comes in; who, how much and by when come out, as spaCy components and as plain functions."""
