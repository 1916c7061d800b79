"""What the code is: how it grows, how it is written, how it was approached. Core: knows nothing of candidates."""
