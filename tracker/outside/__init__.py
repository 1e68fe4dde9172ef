"""The outer world: files, each behind one small set of functions."""
