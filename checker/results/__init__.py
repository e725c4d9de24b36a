"""Results of earlier runs, so that a file that did not change is not checked again."""
