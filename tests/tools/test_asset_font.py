"""The font holds what the four languages and the columns of figures need."""

from fontTools.ttLib import TTFont

from asset_font import OUTPUT


def test_font_has_the_letters_the_weights_and_the_features() -> None:
    font = TTFont(OUTPUT)
    assert set(map(ord, "æøåÆØÅ áéíóöőúüű ëïĳ €–—‘’“”…→ ")) <= set(font.getBestCmap())
    [weight] = font["fvar"].axes
    assert (weight.axisTag, weight.minValue, weight.maxValue) == ("wght", 400, 700)
    features = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
    assert {"calt", "cv05", "ss03", "tnum"} <= features


def test_font_stays_small() -> None:
    assert OUTPUT.stat().st_size < 45_000
