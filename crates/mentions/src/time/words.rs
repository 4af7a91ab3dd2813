//! Word lists that decide what a word or number is where it stands. Months, units and the like are in the lexicon; these are the small
//! words of English around them.

/// Words before which digits and a colon are a clock time: "at 7:30".
#[rustfmt::skip]
pub(super) const CLOCK_CUES: &[&str] = &[
    "about", "after", "and", "approximately", "around", "at", "before", "between", "by", "from", "since", "till", "to",
    "until",
];

/// Words that never carry a noun's meaning: a number before one stands by itself.
#[rustfmt::skip]
pub(super) const FUNCTION_WORDS: &[&str] = &[
    "a", "about", "after", "against", "all", "also", "although", "an", "and", "any", "are", "around", "as", "at", "because",
    "been", "before", "being", "both", "but", "by", "can", "could", "did", "do", "does", "during", "each", "following", "for",
    "from", "had", "has", "have", "he", "her", "his", "how", "however", "i", "if", "in", "into", "is", "it", "its", "may",
    "more", "not", "of", "off", "on", "onto", "or", "our", "out", "over", "she", "should", "since", "so", "some", "such",
    "than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "through", "to", "under",
    "until", "up", "upon", "was", "we", "were", "what", "when", "where", "which", "while", "who", "whose", "will", "with",
    "within", "without", "would", "you",
];

/// Words after which "May" or "March" is a month.
#[rustfmt::skip]
pub(super) const MONTH_CUES: &[&str] = &[
    "after", "and", "around", "before", "between", "by", "during", "from", "in", "last", "next", "of", "or", "since", "this",
    "through", "throughout", "till", "to", "until",
];

/// Words after which a number can be a year.
#[rustfmt::skip]
pub(super) const YEAR_CUES: &[&str] = &[
    "after", "around", "before", "between", "by", "ca", "circa", "during", "early", "from", "in", "late", "mid", "of",
    "since", "through", "throughout", "till", "to", "until", "year",
];

/// Words after which a number counts or names, and is no year: "some 1900", "Resolution 1701".
#[rustfmt::skip]
pub(super) const NUMBERED: &[&str] = &[
    "about", "additional", "almost", "another", "approximately", "article", "case", "chapter", "estimated", "flight", "gate",
    "highway", "just", "least", "nearing", "nearly", "no", "number", "only", "over", "page", "resolution", "room", "roughly",
    "route", "section", "some", "than", "unit", "up",
];

/// Words before which a number measures, and is no year.
#[rustfmt::skip]
pub(super) const MEASURED: &[&str] = &[
    "block", "blocks", "gmt", "hours", "km", "local", "meters", "metres", "miles", "million", "percent",
];

/// Words in "s" that are no plurals.
#[rustfmt::skip]
pub(super) const NOT_PLURALS: &[&str] = &[
    "as", "crisis", "does", "has", "his", "is", "its", "perhaps", "s", "this", "thus", "us", "was",
];

/// Plurals without "s" that are counted.
#[rustfmt::skip]
pub(super) const PEOPLE: &[&str] = &[
    "children", "dead", "men", "people", "personnel", "police", "strong", "women", "wounded",
];

/// Plurals that are counted more often than dated: "1500 troops", but "2003 elections".
#[rustfmt::skip]
pub(super) const COUNTED: &[&str] = &[
    "aircraft", "arrests", "casualties", "cavalry", "civilians", "deaths", "dollars", "families", "feet", "fighters",
    "francs", "guns", "homes", "hoplites", "houses", "meters", "militants", "others", "persons", "pounds", "prisoners",
    "protesters", "rebels", "refugees", "residents", "rockets", "ships", "soldiers", "tanks", "tonnes", "tons", "troops",
];

/// Words in capitals before a season that make no name with it: "The Summer of 1968".
#[rustfmt::skip]
pub(super) const SEASON_NAMED_AFTER: &[&str] = &[
    "by", "early", "in", "last", "late", "that", "the", "this",
];

/// Words after which "spring" is a season.
#[rustfmt::skip]
pub(super) const SEASON_CUES: &[&str] = &[
    "and", "by", "during", "in", "of", "or", "since", "that", "throughout", "to", "until",
];

/// Words after which "night" or "dawn" is a time.
#[rustfmt::skip]
pub(super) const PART_CUES: &[&str] = &[
    "after", "all", "and", "around", "at", "before", "by", "during", "early", "from", "in", "late", "near", "one", "since",
    "the", "through", "till", "to", "until",
];

/// The same, with an article between: "during the night".
#[rustfmt::skip]
pub(super) const PART_CUES_WITH_ARTICLE: &[&str] = &[
    "by", "during", "in", "into", "of", "overnight", "through", "throughout",
];

/// Words after which a bare plural is a length: "for weeks".
#[rustfmt::skip]
pub(super) const PLURAL_CUES: &[&str] = &[
    "after", "by", "for", "in", "last", "lasted", "of", "over", "take", "the", "these", "those", "took", "until", "within",
];

/// Words after which "one day" is a length.
#[rustfmt::skip]
pub(super) const LENGTH_CUES: &[&str] = &[
    "about", "after", "by", "every", "for", "in", "job", "just", "lasted", "least", "of", "only", "than", "within",
];

/// Words that may follow "the day before" where it stands for itself.
#[rustfmt::skip]
pub(super) const AFTER_STEP: &[&str] = &[
    "and", "as", "at", "but", "by", "in", "on", "when", "with",
];

/// Words between a number and its unit that change nothing: "three straight days".
#[rustfmt::skip]
pub(super) const FILLERS: &[&str] = &[
    "additional", "bloody", "brief", "calendar", "consecutive", "entire", "extra", "fiscal", "full", "further", "intense",
    "long", "more", "other", "short", "single", "solid", "straight", "successive", "very", "whole", "working",
];

/// Words that make a name with a weekday: "Bloody Sunday".
#[rustfmt::skip]
pub(super) const NICKNAMES: &[&str] = &[
    "Ash", "Black", "Bloody", "Cyber", "Girl", "Holy", "Man", "Maundy", "Palm", "Super",
];

/// Words that make a name after a weekday: "Sunday Times".
#[rustfmt::skip]
pub(super) const OUTLET_NOUNS: &[&str] = &[
    "Express", "Herald", "Independent", "Mail", "Market", "Mirror", "Mosque", "People", "Post", "Star", "Telegraph", "Times",
    "Tribune", "World",
];

/// Helping verbs that look ahead.
#[rustfmt::skip]
pub(super) const HELPERS_AHEAD: &[&str] = &[
    "'ll", "may", "might", "must", "shall", "should", "will", "wo", "would",
];

/// What is waited for: "the Jan. 14 deadline".
#[rustfmt::skip]
pub(super) const AWAITED: &[&str] = &[
    "deadline", "election", "elections", "hearing", "meeting", "referendum", "runoff", "summit", "talks", "visit", "vote",
];

/// How words begin after which "to" looks ahead: "plans to", "was told to", "is due".
#[rustfmt::skip]
pub(super) const PLANS: &[&str] = &[
    "agree", "aim", "ask", "call", "decid", "demand", "due", "expect", "going", "hop", "intend", "invit", "likely", "order",
    "plan", "prepar", "promis", "propos", "ready", "request", "schedul", "set", "slated", "threat", "told", "urg", "vow",
    "want", "warn",
];
