"""Time zones to choose from."""

from zoneinfo import ZoneInfo

from django.utils.translation import override

from stillroom.accounts.zones import DEFAULT, zone_choices, zones


def test_every_choice_is_a_zone_and_none_comes_twice() -> None:
    names = [name for _region, places in zone_choices() for name, _place in places]
    assert len(names) == len(set(names)) > 300
    assert {DEFAULT, "Europe/Berlin", "Asia/Kathmandu", "UTC"} <= set(names)
    assert all(ZoneInfo(name) for name in names)


def test_regions_stand_in_order_with_utc_at_the_end() -> None:
    regions = [region for region, _places in zone_choices()]
    assert regions == [*sorted(regions[:-1]), "UTC"]
    assert "Etc/GMT+5" not in zones()


def test_regions_are_named_in_the_readers_language_though_the_list_is_made_once() -> None:
    named = dict.fromkeys(("en", "es"), "")
    for language in named:
        with override(language):
            named[language] = str(zone_choices()[0][0])
    assert named == {"en": "Africa", "es": "África"}
