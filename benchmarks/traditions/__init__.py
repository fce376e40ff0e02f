"""A seeded generator of news traditions: a dispatch and its tellings, with the tree that is true of them."""
