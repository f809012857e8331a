"""The ways that a mail or a reply takes through Tillit, each with what must hold on it."""
