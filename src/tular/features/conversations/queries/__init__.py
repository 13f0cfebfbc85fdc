"""Everything that may be read about questions, comments and what people keep."""
