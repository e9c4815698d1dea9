// Replaced when the tests are built.
