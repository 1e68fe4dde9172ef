"""An invented department with two years of honest histories, to look at and to measure with."""
