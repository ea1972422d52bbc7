"""What holds for any text: folding, lines, dates, quotation marks, tokens, noun phrases."""
