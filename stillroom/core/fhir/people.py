"""Who: somebody without a name, unless they typed one, and whoever helps them, always without one."""

from uuid import UUID

from stillroom.core.fhir.elements import Resource, resource, words


def patient(name: UUID, typed: str = "") -> Resource:
    """`typed`: what they want to be called in this one file, or nothing."""
    said = words(typed)
    return resource("Patient", name, name=[{"text": said}] if said else [])


def practitioner(name: UUID) -> Resource:
    return resource("Practitioner", name)
