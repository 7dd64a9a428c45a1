from django.urls import path

from stillroom.topics import views
from stillroom.topics.index import TOPICS

app_name = "topics"
urlpatterns = [path(f"about/{topic.slug}/", views.page, {"name": topic.name}, name=topic.name) for topic in TOPICS]
