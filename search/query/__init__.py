"""From a query's text and filters to practices in order, each with the reason why it was found."""
