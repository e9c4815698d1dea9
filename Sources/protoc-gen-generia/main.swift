// Replaced when the tool is built.
