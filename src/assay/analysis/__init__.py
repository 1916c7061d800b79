"""What code is and does, measured: syntax and quality, approach, growth. Values in, values out."""
