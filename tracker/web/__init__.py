"""All that knows Flask: who asks, one transaction a request, forms, answers to errors."""
