"""What every workbook has in common that we write: words stay words, never formulas or links."""

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ONLY_WORDS = {"strings_to_formulas": False, "strings_to_urls": False}
IN_MEMORY = {"in_memory": True} | ONLY_WORDS
