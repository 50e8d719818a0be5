"""Items, their keys and scores, and the learner's record."""
