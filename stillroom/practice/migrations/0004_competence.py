import django.db.models.deletion
from django.db import migrations, models

import stillroom.base.fields
import stillroom.base.ids


def answer_the_first_question(apps, schema_editor):
    """What stood on the profile as "what I must report" is the answer to the question of that name."""
    Therapist, Entry = apps.get_model("practice", "Therapist"), apps.get_model("practice", "Entry")
    for row in Therapist.objects.exclude(what_i_report=""):
        Entry.objects.create(therapist=row, kind="answer", subject="report", words=row.what_i_report)


class Migration(migrations.Migration):
    dependencies = [("practice", "0003_renewal")]

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    stillroom.base.fields.IdField(
                        default=stillroom.base.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("training", "Training"), ("supervision", "Supervision"), ("answer", "An answer")],
                        max_length=11,
                    ),
                ),
                ("subject", models.CharField(max_length=120)),
                ("words", models.TextField(blank=True)),
                ("hours", models.PositiveIntegerField(null=True)),
                ("year", models.PositiveIntegerField(null=True)),
                ("checked_day", models.PositiveIntegerField(default=0)),
                ("checked_by", models.CharField(blank=True, max_length=6)),
                ("signature", models.BinaryField(default=bytes, max_length=64)),
                (
                    "therapist",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="entries", to="practice.therapist"
                    ),
                ),
            ],
            options={"db_table": "profile_entry"},
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["training", "supervision", "answer"])), name="entry_kind"
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "answer")), fields=("therapist", "subject"), name="entry_one_answer"
            ),
        ),
        migrations.RunPython(answer_the_first_question, migrations.RunPython.noop, elidable=True),
        migrations.RemoveField(model_name="therapist", name="what_i_report"),
        migrations.AddField(
            model_name="therapist", name="lived", field=models.CharField(blank=True, max_length=200)
        ),
        migrations.AddField(model_name="therapist", name="lived_words", field=models.TextField(blank=True)),
    ]
