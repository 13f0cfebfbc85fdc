"""What the machine finds that speaks against somebody reading a proposal. It only reads; an action writes it down."""
