"""The handbook: how we work, as pages that everybody may improve, beside what we promise."""

KIND = "handbook"
