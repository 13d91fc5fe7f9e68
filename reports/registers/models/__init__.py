"""Registers: what a unit writes down all year, one row each, from which counts follow."""
