"""The papers behind a pack, each page printed with the number of its annex."""
