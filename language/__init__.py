"""Reading text, for both sides: its language, its sentences, its vectors, its concepts."""
