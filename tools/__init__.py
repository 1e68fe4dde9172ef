"""What a maintainer or an installation runs beside the tracker itself."""
