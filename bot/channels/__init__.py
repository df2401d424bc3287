"""Messengers: the port they implement, one folder each, and the parts they share."""
