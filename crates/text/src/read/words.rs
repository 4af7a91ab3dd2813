//! The short lists the reading goes by: prefixes that keep their hyphen, units glued to a number, abbreviations.
//!
//! In: a word in any case. Out: whether it is on the list. Holds no logic beside the look-up.

/// Prefixes whose hyphen stays in the word, as the treebanks keep them: "anti-tank", "mid-July", "co-founder".
const PREFIXES: [&str; 35] = [
    "anti", "arch", "bi", "co", "counter", "cross", "de", "e", "ex", "extra", "hyper", "infra", "inter", "intra", "mega", "mid",
    "mini", "mis", "multi", "non", "over", "post", "pre", "pro", "proto", "pseudo", "psycho", "re", "semi", "socio", "sub",
    "super", "trans", "ultra", "un",
];

/// Units and words cut from the number they are glued to: "10km", "5pm", "$25bn".
const UNITS: [&str; 40] = [
    "am", "bn", "c", "cm", "f", "ft", "g", "gb", "ghz", "ha", "hh", "hours", "hr", "hrs", "hz", "in", "k", "kg", "khz", "km",
    "kph", "kw", "lb", "lbs", "m", "mb", "mhz", "mi", "min", "mins", "mm", "mn", "mph", "mw", "pc", "pct", "pm", "sq", "tn",
    "usd",
];

/// Endings that make a word with inner stops an address.
const DOMAINS: [&str; 27] = [
    "asp", "biz", "com", "doc", "docx", "edu", "gif", "gov", "htm", "html", "info", "int", "io", "jpg", "mil", "mp3", "mp4",
    "net", "news", "org", "pdf", "php", "png", "tv", "txt", "xls", "zip",
];

/// Pronouns and the like after which 'd is a verb; after a name it is part of it: "Sa'd".
const BEFORE_D: [&str; 13] = ["he", "how", "i", "it", "she", "that", "there", "they", "we", "what", "where", "who", "you"];

/// Words written together that the treebanks cut in two, and where.
const TOGETHER: [(&str, usize); 14] = [
    ("arent", 3),
    ("cannot", 3),
    ("couldnt", 5),
    ("didnt", 3),
    ("doesnt", 4),
    ("dont", 2),
    ("gonna", 3),
    ("gotta", 3),
    ("hasnt", 3),
    ("havent", 4),
    ("isnt", 2),
    ("wanna", 3),
    ("wasnt", 3),
    ("wouldnt", 5),
];

/// Words that begin a sentence when they stand in upper case after an abbreviation.
const STARTERS: [&str; 114] = [
    "a",
    "according",
    "after",
    "all",
    "also",
    "although",
    "an",
    "and",
    "another",
    "anyone",
    "are",
    "as",
    "at",
    "authorities",
    "because",
    "before",
    "both",
    "but",
    "by",
    "despite",
    "did",
    "do",
    "during",
    "each",
    "earlier",
    "even",
    "every",
    "few",
    "for",
    "from",
    "had",
    "has",
    "have",
    "he",
    "her",
    "here",
    "his",
    "how",
    "however",
    "i",
    "if",
    "in",
    "instead",
    "is",
    "it",
    "its",
    "last",
    "later",
    "many",
    "meanwhile",
    "more",
    "most",
    "my",
    "neither",
    "no",
    "nobody",
    "none",
    "not",
    "nothing",
    "now",
    "of",
    "officials",
    "on",
    "once",
    "one",
    "only",
    "or",
    "other",
    "others",
    "our",
    "police",
    "residents",
    "several",
    "she",
    "since",
    "so",
    "some",
    "soon",
    "still",
    "such",
    "that",
    "the",
    "their",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "though",
    "three",
    "to",
    "today",
    "two",
    "under",
    "unlike",
    "until",
    "was",
    "we",
    "were",
    "what",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "who",
    "why",
    "with",
    "witnesses",
    "yesterday",
    "yet",
    "you",
    "your",
];

/// Months and weekdays.
const CALENDAR: [&str; 41] = [
    "apr",
    "april",
    "aug",
    "august",
    "dec",
    "december",
    "feb",
    "february",
    "fri",
    "friday",
    "jan",
    "january",
    "jul",
    "july",
    "jun",
    "june",
    "mar",
    "march",
    "may",
    "mon",
    "monday",
    "nov",
    "november",
    "oct",
    "october",
    "sat",
    "saturday",
    "sep",
    "sept",
    "september",
    "sun",
    "sunday",
    "thu",
    "thur",
    "thurs",
    "thursday",
    "tue",
    "tues",
    "tuesday",
    "wed",
    "wednesday",
];

/// Abbreviations that in capitals look like a common word: "HE WAS ILL."
const PLAIN: [&str; 29] = [
    "ark", "art", "del", "det", "div", "ed", "est", "ext", "fig", "ill", "in", "ind", "mar", "mass", "may", "miss", "mo", "no",
    "op", "ore", "para", "pres", "sat", "spec", "sta", "sun", "tel", "wash", "wed",
];

/// Titles that also end an address: "on Clark St. The".
const STREETS: [&str; 4] = ["dr", "ft", "mt", "st"];

/// Verbs that follow the name of a speaker.
const SPEECH: [&str; 26] = [
    "added",
    "announced",
    "argued",
    "asked",
    "confirmed",
    "cried",
    "declared",
    "demanded",
    "explained",
    "insisted",
    "noted",
    "recalled",
    "replied",
    "reported",
    "said",
    "says",
    "screamed",
    "shouted",
    "stated",
    "stressed",
    "told",
    "tweeted",
    "warned",
    "wondered",
    "wrote",
    "yelled",
];

/// Whether `word` is on the sorted `list`, in any case.
fn listed(word: &str, list: &[&str]) -> bool {
    lower(word, |word| list.binary_search(&word).is_ok())
}

/// Asks about `word` in lower case; words longer than any on the lists, or not ASCII, are on none.
pub(crate) fn lower(word: &str, ask: impl FnOnce(&str) -> bool) -> bool {
    let mut letters = [0; 16];
    let Some(letters) = letters.get_mut(..word.len()) else { return false };
    letters.copy_from_slice(word.as_bytes());
    letters.make_ascii_lowercase();
    std::str::from_utf8(letters).is_ok_and(ask)
}

pub(crate) fn keeps_hyphen(prefix: &str) -> bool {
    listed(prefix, &PREFIXES)
}

pub(crate) fn unit(word: &str) -> bool {
    listed(word, &UNITS)
}

pub(crate) fn domain(ending: &str) -> bool {
    listed(ending, &DOMAINS)
}

pub(crate) fn before_d(word: &str) -> bool {
    listed(word, &BEFORE_D)
}

/// Where `word` is cut in two, if the treebanks cut it.
pub(crate) fn together(word: &str) -> Option<usize> {
    let mut cut = None;
    lower(word, |word| {
        cut = TOGETHER.binary_search_by_key(&word, |entry| entry.0).ok().map(|index| TOGETHER[index].1);
        cut.is_some()
    });
    cut
}

pub(crate) fn starter(word: &str) -> bool {
    listed(word, &STARTERS)
}

pub(crate) fn calendar(word: &str) -> bool {
    listed(word, &CALENDAR)
}

pub(crate) fn plain(word: &str) -> bool {
    listed(word, &PLAIN)
}

pub(crate) fn street(word: &str) -> bool {
    listed(word, &STREETS)
}

pub(crate) fn speech(word: &str) -> bool {
    listed(word, &SPEECH)
}
