"""What the page of assignments shows: evaluators with their loads, proposals with their readers, candidates."""
