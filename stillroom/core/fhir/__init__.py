"""Resources of FHIR R4B (4.3.0) as plain dicts: values in, what JSON holds out."""
