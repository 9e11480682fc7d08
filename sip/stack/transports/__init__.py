"""Sockets under the stack: what carries bytes between a flow and the network."""
