"""Signing in and out, one's password, language and rights."""
