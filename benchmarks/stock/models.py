"""What the two pages show, in clear."""

from django.conf import settings
from django.db import models


class Therapist(models.Model):
    name = models.CharField(max_length=100)
    licence = models.CharField(max_length=100)
    how_i_work = models.TextField()
    fee_cents = models.IntegerField()


class Episode(models.Model):
    client = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    therapist = models.ForeignKey(Therapist, on_delete=models.CASCADE)


class Appointment(models.Model):
    episode = models.ForeignKey(Episode, on_delete=models.CASCADE)
    start = models.DateTimeField()
    minutes = models.IntegerField()
    medium = models.CharField(max_length=10)


class Message(models.Model):
    episode = models.ForeignKey(Episode, on_delete=models.CASCADE)
    text = models.TextField()
    by_client = models.BooleanField()
    read = models.BooleanField(default=False)


class Goal(models.Model):
    episode = models.ForeignKey(Episode, on_delete=models.CASCADE)
    words = models.CharField(max_length=200)


class Step(models.Model):
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="steps")
    words = models.CharField(max_length=200)
