"""What the templates of each kind of page are given."""
