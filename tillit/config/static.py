"""Static files under hashed names, so that browsers may keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Also rewrites the imports of our JavaScript modules to the hashed names."""

    support_js_module_import_aggregation = True
    manifest_strict = False
