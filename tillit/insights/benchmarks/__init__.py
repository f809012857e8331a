"""What others have published, beside our own figures."""
