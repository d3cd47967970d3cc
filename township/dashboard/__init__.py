"""The roof: home page, navigation, what every page is framed with."""
