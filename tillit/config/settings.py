"""Django's settings. What differs between installations comes from `environment.py`."""

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from tillit.config import environment

PACKAGE = Path(__file__).resolve().parent.parent

TILLIT_DATA = environment.data_folder()
TILLIT_BASE_URL = environment.read("TILLIT_BASE_URL", "http://127.0.0.1:8000")
TILLIT_SMTP_URL = environment.read("TILLIT_SMTP_URL")
TILLIT_DNS = environment.read("TILLIT_DNS")
TILLIT_WEBHOOKS = environment.webhooks()
TILLIT_MAIL_CLIENTS = environment.mail_clients()
TILLIT_MAX_UPLOAD = 32 * 1024 * 1024
TILLIT_UNDO_SECONDS = environment.whole_number("TILLIT_UNDO_SECONDS", 8)
# Only tests push to machines of our own network.
TILLIT_PUSH_ANYWHERE = False
SECRET_KEY = environment.secret_key(TILLIT_DATA)
DEBUG = False

_base = urlsplit(TILLIT_BASE_URL)
_encrypted = _base.scheme == "https"
ALLOWED_HOSTS = [_base.hostname or "localhost", "localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [f"{_base.scheme}://{_base.netloc}"]

INSTALLED_APPS = [
    "tillit.config",
    "tillit.demo",
    "tillit.insights",
    "tillit.api",
    "tillit.feedback",
    "tillit.standards",
    "tillit.channels.email",
    "tillit.automation",
    "tillit.conversations",
    "tillit.documents",
    "tillit.notices",
    "tillit.people",
    "tillit.ui",
    "tillit.search",
    "tillit.hours",
    "tillit.journal",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tillit.people.middleware.AgentLanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
]

ROOT_URLCONF = "tillit.config.urls"
WSGI_APPLICATION = None

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                ("tillit.ui.loading.Loader", ["django.template.loaders.app_directories.Loader"])
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tillit.config.context.company",
            ],
        },
    }
]

DATABASES = {"default": environment.database(TILLIT_DATA)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["ENGINE"] = "tillit.config.sqlite"
    DATABASES["default"]["TEST"] = {"NAME": ":memory:"}
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
            "PRAGMA cache_size=-4000; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=134217728;"
            "PRAGMA wal_autocheckpoint=4000;"
        ),
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# What sign-in counts must hold in every process; what pages remember is quicker kept in each.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "people_remembered",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    "process": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "TIMEOUT": 3600,
        "OPTIONS": {"MAX_ENTRIES": 4000},
    },
}

AUTH_USER_MODEL = "people.Agent"
AUTHENTICATION_BACKENDS = ["tillit.people.sessions.Backend"]
SESSION_ENGINE = "tillit.people.sessions"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "tillit.people.sign_in.SignInAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_RATE_LIMITS = {
    "login_failed": "30/10m/ip,5/10m/key",
    "reset_password": "20/h/ip,3/h/key",
    # A tablet at the counter has one address for everybody who passes.
    "survey_link": "60/10m/ip",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if _encrypted else 0
MFA_ADAPTER = "tillit.people.second_steps.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Browsers let http use passkeys on localhost only.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _encrypted
SOCIALACCOUNT_ADAPTER = "tillit.people.company_sign_in.CompanySignInAdapter"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": environment.company_sign_in()}
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
TILLIT_OIDC_VOUCHES = environment.read("TILLIT_OIDC_VOUCHES") == "1"
EMAIL_BACKEND = "tillit.channels.email.staff_mail.StaffMail"

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _encrypted
SECURE_SSL_REDIRECT = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _encrypted else None
SECURE_HSTS_SECONDS = 31_536_000 if _encrypted else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = TILLIT_MAX_UPLOAD
FILE_UPLOAD_MAX_MEMORY_SIZE = TILLIT_MAX_UPLOAD
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("nb", "Norsk bokmål"), ("nl", "Nederlands"), ("hu", "Magyar")]
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = "tillit.config.formats"
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = TILLIT_DATA / "static"
STORAGES = {"staticfiles": {"BACKEND": "tillit.config.static.HashedStaticFiles"}}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_MAX_AGE = 3600


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"tillit": {"level": "INFO"}, "mail.log": {"level": "ERROR"}},
}
