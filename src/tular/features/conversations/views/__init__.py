"""Pages of questions, comments, reports, and of what a person keeps."""
