"""Practices beside each other: two to six side by side, peers, and how alike documents are."""
