"""Reading text and knowing nothing of quotations: blocks, sentences, names."""
