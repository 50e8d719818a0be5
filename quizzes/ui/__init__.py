"""Items and the record on the screen."""
