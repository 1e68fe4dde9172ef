"""A QR code as a drawing that needs no style of its own."""

from markupsafe import Markup


def qr_code(text: str) -> Markup:
    """Draw a QR code as SVG without a style of its own."""
    import segno  # noqa: PLC0415 - few pages draw one

    drawing = segno.make(text, error="m", micro=False).svg_inline(
        border=2, omitsize=True, svgclass="qr", lineclass=None
    )
    return Markup(drawing)  # noqa: S704  # nosec B704 # drawn by us; the text is in the squares only
