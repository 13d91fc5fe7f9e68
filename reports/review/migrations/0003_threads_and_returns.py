"""Answers become the first message of a thread; earlier returns and reopenings are read from the audit trail."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

RETURN, REOPEN = "submissions.annualreport.return", "submissions.annualreport.reopen"


def answers_into_threads(apps, schema_editor):
    message = apps.get_model("review", "RemarkMessage")
    answered = apps.get_model("review", "Remark").objects.exclude(answer="").exclude(answered_by=None)
    message.objects.bulk_create(
        message(remark=row, side="unit", text=row.answer, written_by=row.answered_by, written_at=row.answered_at)
        for row in answered.select_related("answered_by").order_by("pk")
    )


def threads_into_answers(apps, schema_editor):
    """The last explanation of the unit goes back into the column."""
    for row in apps.get_model("review", "RemarkMessage").objects.filter(side="unit").order_by("written_at", "pk"):
        remark = row.remark
        remark.answer, remark.answered_by, remark.answered_at = row.text, row.written_by, row.written_at
        remark.save()


def returns_of_the_past(apps, schema_editor):
    users = {user.username: user for user in apps.get_model("departments", "User").objects.all()}
    revisions = apps.get_model("submissions", "Revision").objects.order_by("number")
    given_back = apps.get_model("review", "Return")
    counted = {}
    events = apps.get_model("departments", "AuditEvent").objects.filter(action__in=(RETURN, REOPEN))
    for event in events.order_by("sequence"):
        report = int(event.target_id)
        revision = revisions.filter(report=report, submitted_at__lte=event.at).last()
        if revision is None or event.actor not in users:
            continue
        counted[report] = counted.get(report, 0) + 1
        given_back.objects.create(
            report_id=report, number=counted[report], kind="reopened" if event.action == REOPEN else "returned",
            revision=revision, by=users[event.actor], at=event.at, reason=event.note,
            fields=event.data.get("fields", []),
        )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("departments", "0001_initial"),
        ("review", "0002_reminders_moved"),
        ("submissions", "0006_reopened"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RemarkMessage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "side",
                    models.CharField(
                        choices=[
                            ("unit", "the unit"),
                            ("reviewer", "the reviewer"),
                            ("change", "what was changed"),
                        ],
                        max_length=10,
                    ),
                ),
                ("text", models.TextField(verbose_name="message")),
                ("written_at", models.DateTimeField()),
                (
                    "remark",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="thread", to="review.remark"
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "message under a remark",
                "verbose_name_plural": "messages under remarks",
                "ordering": ["written_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Return",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("returned", "Returned for completion"),
                            ("reopened", "Reopened for correction"),
                        ],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("reason", models.TextField(verbose_name="reason")),
                ("fields", models.JSONField(default=list)),
                ("answer_by", models.DateField(blank=True, null=True, verbose_name="answer expected by")),
                ("changed_values", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="given_back",
                        to="submissions.annualreport",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="submissions.revision"
                    ),
                ),
            ],
            options={
                "verbose_name": "return of a report",
                "verbose_name_plural": "returns of reports",
                "ordering": ["report", "number"],
                "constraints": [models.UniqueConstraint(fields=("report", "number"), name="return_number_once")],
            },
        ),
        migrations.RunPython(answers_into_threads, threads_into_answers),
        migrations.RunPython(returns_of_the_past, migrations.RunPython.noop),
    ]
