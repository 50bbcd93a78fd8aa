"""The scoping pack of a call, part by part."""
