"""Feeds: RSS, Atom, JSON Feed and sitemaps.

What each of them says of an item (`said`) becomes an article in one place (`articles`).
"""
