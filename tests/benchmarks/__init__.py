"""What is measured by hand on a quiet machine, and reported: nothing here decides a test."""
