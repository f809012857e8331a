"""A small table of emoji, by the short names that people know from elsewhere."""

_TABLE = {
    "smile": "🙂", "grin": "😀", "joy": "😂", "wink": "😉", "blush": "😊", "heart_eyes": "😍",
    "thinking": "🤔", "neutral": "😐", "confused": "😕", "worried": "😟", "cry": "😢",
    "angry": "😠", "sweat": "😅", "relieved": "😌", "sunglasses": "😎", "party": "🥳",
    "thumbsup": "👍", "thumbsdown": "👎", "clap": "👏", "wave": "👋", "pray": "🙏", "muscle": "💪",
    "ok": "👌", "point_right": "👉", "heart": "❤️", "broken_heart": "💔", "star": "⭐", "fire": "🔥",
    "sparkles": "✨", "tada": "🎉", "gift": "🎁", "cake": "🎂", "coffee": "☕", "tea": "🍵",
    "check": "✅", "cross": "❌", "warning": "⚠️", "question": "❓", "bulb": "💡", "eyes": "👀",
    "package": "📦", "truck": "🚚", "mail": "✉️", "phone": "📞", "calendar": "📅", "clock": "🕐",
    "wrench": "🔧", "lock": "🔒", "link": "🔗", "camera": "📷", "money": "💶", "sun": "☀️",
    "rain": "🌧️", "snow": "❄️", "flower": "🌼", "leaf": "🍃", "rocket": "🚀", "house": "🏠",
}  # fmt: skip


def matching_emoji(sought: str, most: int = 8) -> list[tuple[str, str]]:
    """Short names with their emoji; those that begin with what is sought stand first."""
    wanted = sought.casefold()
    found = [(name, emoji) for name, emoji in _TABLE.items() if wanted in name]
    return sorted(found, key=lambda entry: (not entry[0].startswith(wanted), entry[0]))[:most]
