"""The columns the threads replace; apart from the rows, which PostgreSQL asks for."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("review", "0003_threads_and_returns")]

    operations = [
        migrations.RemoveConstraint(model_name="remark", name="remark_answered_pair"),
        migrations.RemoveField(model_name="remark", name="answer"),
        migrations.RemoveField(model_name="remark", name="answered_at"),
        migrations.RemoveField(model_name="remark", name="answered_by"),
    ]
