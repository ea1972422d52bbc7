"""What holds for any text: lines, folding, quotation marks, tokens."""
