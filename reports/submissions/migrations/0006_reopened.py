from django.db import migrations, models

RETURN, REOPEN = "submissions.annualreport.return", "submissions.annualreport.reopen"


def mark(apps, schema_editor):
    """Reports that are with their unit because they were reopened: the last of the two moves was a reopening."""
    reports = apps.get_model("submissions", "AnnualReport").objects
    events = apps.get_model("departments", "AuditEvent").objects.filter(action__in=(RETURN, REOPEN))
    last = dict(events.order_by("sequence").values_list("target_id", "action"))
    reports.filter(pk__in=[int(pk) for pk, action in last.items() if action == REOPEN]).update(reopened=True)


class Migration(migrations.Migration):
    dependencies = [
        ("departments", "0002_delegations"),
        ("submissions", "0005_workbook_uploads"),
    ]

    operations = [
        migrations.AddField(
            model_name="annualreport",
            name="reopened",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]
