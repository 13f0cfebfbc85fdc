"""Django settings. What may differ between installations comes from `env`."""

from __future__ import annotations

from tular.config import env

BASE_DIR = env.ROOT
VAR_DIR = env.var_dir()
DATA_DIR = env.ROOT / "data"
RULEBOOKS_DIR = env.ROOT / "rulebooks"

DEBUG = env.flag("TULAR_DEBUG")
SECRET_KEY = env.secret_key()
ALLOWED_HOSTS = env.words("TULAR_HOSTS", "127.0.0.1,localhost,[::1]")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django_tasks_db",
    "tular.foundation.access",
    "tular.foundation.audit",
    "tular.foundation.once",
    "tular.foundation.ui",
    "tular.foundation.jobs",
    "tular.foundation.files",
    "tular.foundation.notifications",
    "tular.foundation.rulebooks",
    "tular.foundation.charts",
    "tular.foundation.documents",
    "tular.foundation.api",
    "tular.features.accounts",
    "tular.features.agencies",
    "tular.features.catalogue",
    "tular.features.competitions",
    "tular.features.conversations",
    "tular.features.events",
    "tular.features.interviews",
    "tular.features.judging",
    "tular.features.modelbooks",
    "tular.features.proposals",
    "tular.features.ratings",
    "tular.features.replications",
    "tular.features.selection",
    "tular.features.visits",
    "tular.features.finder",
    "tular.features.exchange",
    "tular.features.portal",
]

MIDDLEWARE = [
    # First, so that whatever happens in a request knows which one it was.
    "tular.foundation.audit.middleware.CircumstancesMiddleware",
    "tular.foundation.access.whole.WholeBodyMiddleware",
    "tular.foundation.access.asked.AskedOnceMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "tular.foundation.files.compression.TextGZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "tular.foundation.ui.language.LanguageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "tular.foundation.access.plain.PlainTextMiddleware",
    "tular.foundation.access.middleware.PrivateByDefaultMiddleware",
    "tular.foundation.access.denials.DeniedMiddleware",
]

ROOT_URLCONF = "tular.config.urls"
WSGI_APPLICATION = "tular.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["tular.foundation.ui.templatetags.tular"],
        },
    }
]

DATABASES = {"default": env.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["tular.features.accounts.backends.Backend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Signing in: django-allauth with our own addresses, pages, sentences and mails (features/accounts).
DEMO = env.flag("TULAR_DEMO")
"""Whether people made up for the demo may sign in, by a button on the sign-in page."""

LOGIN_URL = "/masuk"
LOGIN_REDIRECT_URL = "/kerja"
CSRF_FAILURE_VIEW = "tular.features.accounts.views.stale_form"
ACCOUNT_ADAPTER = "tular.features.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
# To one address at most twenty letters an hour, whoever asks for them.
ACCOUNT_RATE_LIMITS = {"reset_password": "20/m/ip,5/15m/key"}
MFA_ADAPTER = "tular.features.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Tular"
MFA_TOTP_TOLERANCE = 1  # clocks of phones: the code before and the code after count too

# Behind a proxy that ends HTTPS, cookies travel encrypted only, and rate limits count by the visitor's own address.
HTTPS = env.flag("TULAR_HTTPS")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
# Browsers then ask for HTTPS by themselves. Leading from HTTP to HTTPS is the proxy's part (W008), and whether other
# names of the domain speak HTTPS too is not ours to say (W005, W021).
SECURE_HSTS_SECONDS = 30 * 24 * 60 * 60 if HTTPS else 0
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W008", "security.W021"]
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TULAR_PROXIES")

# The queue lies in the database: a job leaves with the transaction that asked for it. See foundation/jobs.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["people", "scheduled"]}}

CACHES = {
    # Counts of attempts and used codes, by allauth and by us: all processes count together, on every machine. Beyond
    # MAX_ENTRIES rows also counts that still matter are thrown away, so it has to be more than an attacker can fill.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "access_sharedcount",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # What is costly to make and easy to make again: each process keeps its own.
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

# Mail leaves through our own rows (foundation/notifications): what libraries send as well.
MAIL_SERVER = env.mail_server()
MAIL_FOLDER = VAR_DIR / "surat"
"""Where mail is written as files while no server is named, and always that of people made up for the demo."""

MAIL_FROM = DEFAULT_FROM_EMAIL = env.mail_from()
ADDRESS = env.address()
MAILERS = {"default": {"BACKEND": "tular.foundation.notifications.outbox.Outbox"}}

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [env.ROOT / "src" / "tular" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    # S3-compatible storage instead: name its backend (django-storages) here; nothing else changes.
    "default": {
        "BACKEND": "tular.foundation.files.storage.DurableFileSystemStorage",
        "OPTIONS": {"location": VAR_DIR / "berkas"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 60 * 60

# No inline script or style; `style` attributes carry data only (bar lengths, dot counts).
SECURE_CSP = {
    "default-src": ["'self'"],
    "style-src-attr": ["'unsafe-inline'"],
    "img-src": ["'self'", "data:"],
    "object-src": ["'none'"],
    "base-uri": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

# What is being sent waits here, always on this machine's disk, until it is whole; see foundation/files.
UPLOAD_DIR = VAR_DIR / "unggahan"
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "tular.foundation.files.receiving.BoundedUploadHandler",
]

# What went wrong goes to the error stream, where the operator's own log keeper finds it.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s [%(circumstances)s]: %(message)s"}},
    "filters": {"request": {"()": "tular.foundation.audit.logs.RequestFilter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["request"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

# Where the search index of this installation lives; see features/finder.
INDEX_DIR = VAR_DIR / "index"
VECTOR_CACHE = VAR_DIR / "vectors.sqlite3"
SHIPPED_VECTORS = DATA_DIR / "vectors.npz"
