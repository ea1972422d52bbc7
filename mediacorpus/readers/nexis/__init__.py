"""Exports of Nexis, LexisNexis and Lexis Advance as text, HTML, RTF and DOCX: reader ``nexis``.

Each form has a front end that gives the same sequence of lines (`lines`): `plain_text`,
`saved_html`, `rtf` and `docx`.  From there on there is one way: `splitting` cuts the lines into a
cover and items, `article` makes an article of the lines of an item.  What Nexis writes around
articles, in which language, is in ``labels.toml``.
"""

from mediacorpus.readers.nexis.reader import NexisReader

__all__ = ["NexisReader"]
