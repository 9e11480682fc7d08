"""The metric registry for clients."""
