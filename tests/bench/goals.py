"""What each figure of var/bench.json has to reach; `shares.py` judges its own by page."""

from collections.abc import Mapping

AT_LEAST = {
    "package_ratio": 0.6,
    "upload_ratio": 0.8,
    "codes_printed": 0.99,
    "codes_skewed": 0.99,
    "codes_noised": 0.99,
    "scan_words_found": 0.95,
    "scan_pages_an_hour": 500,
}
AT_MOST = {
    "list_growth": 1.3,
    "search_ms_1m": 300,
    "judge_ms_40": 300,
    "round_queries": 10,
    "round_summary_ms": 500,
    "workbook_import_s": 2,
    "import_preview_s": 1,
    "import_confirm_s": 1.5,
    "import_queries": 34,
    "scan_peak_mb": 1200,
    "scan_beside_clock": 1.1,
}


def missed(figures: Mapping[str, float]) -> list[str]:
    """“name figure, goal”, of each figure that does not reach its goal."""
    low = [name for name, goal in AT_LEAST.items() if name in figures and figures[name] < goal]
    high = [name for name, goal in AT_MOST.items() if name in figures and figures[name] > goal]
    told = [f"{name} {figures[name]}, at least {AT_LEAST[name]}" for name in low]
    return told + [f"{name} {figures[name]}, at most {AT_MOST[name]}" for name in high]
