"""Whom to show, and in which order."""

from django import forms
from django.utils.translation import gettext_lazy as _

from stillroom.desk.documents import Order, Show, View

SHOWS = [
    (Show.ALL, _("Everybody")),
    (Show.WAITS, _("Only where something waits")),
    (Show.UNBOOKED, _("Only without a time")),
    (Show.ENDED, _("Those with whom it ended")),
]
ORDERS = [
    (Order.WAITS, _("What waits first")),
    (Order.NAME, _("By name")),
    (Order.NEXT, _("By next session")),
    (Order.CONTACT, _("Longest without contact first")),
    (Order.TREND, _("By trend")),
]


class ViewForm(forms.Form):
    name = forms.CharField(label=_("Name"), required=False, max_length=80)
    show = forms.ChoiceField(label=_("Show"), required=False, choices=SHOWS)
    order = forms.ChoiceField(label=_("Order"), required=False, choices=ORDERS)
    keys = forms.BooleanField(
        label=_("Single keys: / for the name, j and k for the next and the last one"), required=False
    )

    @property
    def view(self) -> View:
        """What was chosen; what was left out is as at first."""
        typed = self.cleaned_data
        return View(
            Order(typed["order"] or Order.WAITS), Show(typed["show"] or Show.ALL), typed["name"].strip(), typed["keys"]
        )

    @classmethod
    def of(cls, view: View) -> "ViewForm":
        return cls(initial={"name": view.name, "show": view.show, "order": view.order, "keys": view.keys})
