"""The same form in Django: a Form, a model, SQLite as `startproject` sets it up, with time to wait.

What most people would pick instead. One submission a person and event, as the ORM does it.
"""

import os
from pathlib import Path

import django
from django import forms
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

DATA = Path(os.environ["SAMENKOMST_DATA"])
DATA.mkdir(parents=True, exist_ok=True)
settings.configure(
    SECRET_KEY="for-a-benchmark-only",  # noqa: S106
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA / "django.sqlite3",
            "OPTIONS": {"timeout": 30},
        }
    },
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
)
django.setup()

NAMES = [f"veld{number}" for number in range(1, 7)]


class Submission(models.Model):
    """A row for each person and event."""

    event = models.CharField(max_length=100)
    naam = models.CharField(max_length=200)
    email = models.EmailField()
    gemeente = models.CharField(max_length=200)
    functie = models.CharField(max_length=200)
    telefoon = models.CharField(max_length=25)
    vraag = models.TextField(max_length=4000)
    rest = models.JSONField(default=dict)

    class Meta:
        """Where it is kept."""

        app_label = "benchmark"
        constraints = (models.UniqueConstraint(fields=["event", "email"], name="once"),)


class SubmissionForm(forms.ModelForm):
    """The form's own fields, and six more."""

    class Meta:
        """Which fields."""

        model = Submission
        fields = ("naam", "email", "gemeente", "functie", "telefoon", "vraag")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for name in NAMES:
            self.fields[name] = forms.CharField(max_length=200, required=False)


@csrf_exempt
def submit(request: HttpRequest, event: str, form: str) -> HttpResponse:
    """Check, and save."""
    sent = SubmissionForm(request.POST)
    if not sent.is_valid():
        return HttpResponse(sent.errors.as_text(), status=422)
    submission = sent.save(commit=False)
    submission.rest = {name: sent.cleaned_data[name] for name in NAMES}
    submission.event = event
    found, _ = Submission.objects.get_or_create(
        event=event,
        email=submission.email,
        defaults={
            each: getattr(submission, each) for each in (*SubmissionForm.Meta.fields, "rest")
        },
    )
    return HttpResponseRedirect(f"/ontvangst/{found.pk}/")


urlpatterns = [path("formulieren/<str:event>/<str:form>/", submit)]

with connection.cursor() as cursor:
    if "benchmark_submission" not in connection.introspection.table_names(cursor):
        with connection.schema_editor() as editor:
            editor.create_model(Submission)
connection.close()
application = get_wsgi_application()
