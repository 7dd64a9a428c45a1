"""Whether a bundle is FHIR R4B: by the models of `fhir.resources`, by its required codes, and by where it leads."""

from collections import Counter
from collections.abc import Iterator
from enum import Enum

from fhir.resources.R4B import get_fhir_model_class
from fhir.resources.R4B.bundle import Bundle
from pydantic import BaseModel, ValidationError

Json = dict[str, object]
# Lists that the models cut off with a "+" (FHIR R4B, value sets item-type, issue-type, observation-status).
IN_FULL = {
    "Observation.status": "registered preliminary final amended corrected cancelled entered-in-error unknown",
    "QuestionnaireItem.type": "group display boolean decimal integer date dateTime time string text url choice"
    " open-choice attachment reference quantity",
    "OperationOutcomeIssue.code": "invalid structure required value invariant security login unknown expired forbidden"
    " suppressed processing not-supported duplicate multiple-matches not-found deleted too-long code-invalid extension"
    " too-costly business-rule conflict transient lock-error no-store exception timeout incomplete throttled"
    " informational",
}


def amiss(bundle: Json) -> list[str]:
    """What is wrong with it, in words; nothing for a bundle that another program can read."""
    try:
        read = Bundle.model_validate(bundle)
    except ValidationError as error:
        return [f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors()]
    return [*_wrong_codes(read, "Bundle"), *_wrong_names(bundle), *_empty(bundle, "Bundle")]


def amiss_in(resource: Json) -> list[str]:
    """The same of one resource, wherever it leads."""
    try:
        read = get_fhir_model_class(str(resource["resourceType"])).model_validate(resource)
    except ValidationError as error:
        return [f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors()]
    return [*_wrong_codes(read, str(resource["resourceType"])), *_empty(resource, str(resource["resourceType"]))]


def _wrong_codes(read: BaseModel, where: str) -> Iterator[str]:
    """Codes that are bound to a list: the models know the lists, and let any word through."""
    for name, field in type(read).model_fields.items():
        value = getattr(read, name)
        extra = field.json_schema_extra or {}
        allowed = extra.get("enum_values") if isinstance(extra, dict) else None
        place = f"{where}.{name}"
        if allowed and "+" in allowed:
            allowed = IN_FULL[f"{type(read).__name__}.{name}"].split()
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, BaseModel):
                yield from _wrong_codes(each, place)
            elif each is not None and allowed and (each.value if isinstance(each, Enum) else each) not in allowed:
                yield f"{place}: {each} is none of {allowed}"


def _wrong_names(bundle: Json) -> Iterator[str]:
    entries = bundle["entry"]
    assert isinstance(entries, list)
    kinds = {entry["fullUrl"]: entry["resource"]["resourceType"] for entry in entries}
    yield from (f"{name} is there twice" for name, n in Counter(e["fullUrl"] for e in entries).items() if n > 1)
    for entry in entries:
        if entry["fullUrl"] != f"urn:uuid:{entry['resource']['id']}":
            yield f"{entry['fullUrl']} is called otherwise inside"
        for found in references(entry["resource"]):
            if kinds.get(found["reference"]) != found["type"]:
                yield f"{entry['resource']['resourceType']} leads to a {found['type']} that is not there"
        asked = entry["resource"].get("questionnaire")
        if asked and kinds.get(asked) != "Questionnaire":
            yield f"answers to {asked}, which is not there"


def references(value: object) -> Iterator[dict[str, str]]:
    if isinstance(value, dict):
        if isinstance(value.get("reference"), str):
            yield value
        for each in value.values():
            yield from references(each)
    elif isinstance(value, list):
        for each in value:
            yield from references(each)


def _empty(value: object, where: str) -> Iterator[str]:
    """ "JSON objects and arrays are never empty" (FHIR R4B, JSON representation), and no string is."""
    if value in ("", {}, []) or (isinstance(value, str) and not value.strip()):
        yield f"{where} is empty"
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from _empty(each, f"{where}.{name}")
    elif isinstance(value, list):
        for each in value:
            yield from _empty(each, where)
