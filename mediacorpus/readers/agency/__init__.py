"""What news agencies deliver: ninjs, NewsML-G2, NewsML 1.2, NITF, dpa's and AP's JSON, wire text.

There is one reader a standard.  Each says what an item says of itself as a `story.Story`, in plain
words; what is common to all (dates, names, datelines, what is no text) is done once, there.  What
single agencies do in their own way is data: ``agency.toml``.
"""
