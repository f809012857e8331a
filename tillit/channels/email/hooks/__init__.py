"""Mail that a provider hands over as a web request."""
