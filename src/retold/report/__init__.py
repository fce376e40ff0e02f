"""A comparison for people: the terminal view, the HTML page, and the words both use."""
