//! The short lists the reading goes by: prefixes that keep their hyphen, units glued to a number, abbreviations.
//!
//! In: a word in any case. Out: whether it is on the list. Holds no logic beside the look-up.

/// Prefixes whose hyphen stays in the word, as the treebanks keep them: "anti-tank", "mid-July", "co-founder".
#[rustfmt::skip]
const PREFIXES: [&str; 35] = [
    "anti", "arch", "bi", "co", "counter", "cross", "de", "e", "ex", "extra", "hyper", "infra", "inter", "intra", "mega", "mid",
    "mini", "mis", "multi", "non", "over", "post", "pre", "pro", "proto", "pseudo", "psycho", "re", "semi", "socio", "sub",
    "super", "trans", "ultra", "un",
];

/// Units and words cut from the number they are glued to: "10km", "5pm", "$25bn".
#[rustfmt::skip]
const UNITS: [&str; 40] = [
    "am", "bn", "c", "cm", "f", "ft", "g", "gb", "ghz", "ha", "hh", "hours", "hr", "hrs", "hz", "in", "k", "kg", "khz", "km",
    "kph", "kw", "lb", "lbs", "m", "mb", "mhz", "mi", "min", "mins", "mm", "mn", "mph", "mw", "pc", "pct", "pm", "sq", "tn",
    "usd",
];

/// Endings that make a word with inner stops an address.
#[rustfmt::skip]
const DOMAINS: [&str; 27] = [
    "asp", "biz", "com", "doc", "docx", "edu", "gif", "gov", "htm", "html", "info", "int", "io", "jpg", "mil", "mp3", "mp4",
    "net", "news", "org", "pdf", "php", "png", "tv", "txt", "xls", "zip",
];

/// Pronouns and the like after which 'd is a verb; after a name it is part of it: "Sa'd".
const BEFORE_D: [&str; 13] = ["he", "how", "i", "it", "she", "that", "there", "they", "we", "what", "where", "who", "you"];

/// Words written together that the treebanks cut in two, and where.
#[rustfmt::skip]
const TOGETHER: [(&str, usize); 14] = [
    ("arent", 3), ("cannot", 3), ("couldnt", 5), ("didnt", 3), ("doesnt", 4), ("dont", 2), ("gonna", 3), ("gotta", 3),
    ("hasnt", 3), ("havent", 4), ("isnt", 2), ("wanna", 3), ("wasnt", 3), ("wouldnt", 5),
];

/// Words that begin a sentence when they stand in upper case after an abbreviation.
#[rustfmt::skip]
const STARTERS: [&str; 114] = [
    "a", "according", "after", "all", "also", "although", "an", "and", "another", "anyone", "are", "as", "at", "authorities",
    "because", "before", "both", "but", "by", "despite", "did", "do", "during", "each", "earlier", "even", "every", "few",
    "for", "from", "had", "has", "have", "he", "her", "here", "his", "how", "however", "i", "if", "in", "instead", "is", "it",
    "its", "last", "later", "many", "meanwhile", "more", "most", "my", "neither", "no", "nobody", "none", "not", "nothing",
    "now", "of", "officials", "on", "once", "one", "only", "or", "other", "others", "our", "police", "residents", "several",
    "she", "since", "so", "some", "soon", "still", "such", "that", "the", "their", "then", "there", "these", "they", "this",
    "those", "though", "three", "to", "today", "two", "under", "unlike", "until", "was", "we", "were", "what", "when", "where",
    "whether", "which", "while", "who", "why", "with", "witnesses", "yesterday", "yet", "you", "your",
];

/// Months.
#[rustfmt::skip]
const MONTHS: [&str; 24] = [
    "apr", "april", "aug", "august", "dec", "december", "feb", "february", "jan", "january", "jul", "july", "jun", "june",
    "mar", "march", "may", "nov", "november", "oct", "october", "sep", "sept", "september",
];

/// Weekdays.
#[rustfmt::skip]
const WEEKDAYS: [&str; 17] = [
    "fri", "friday", "mon", "monday", "sat", "saturday", "sun", "sunday", "thu", "thur", "thurs", "thursday", "tue", "tues",
    "tuesday", "wed", "wednesday",
];

/// Words in capitals before a dash or a colon that name no place: "UPDATE -".
#[rustfmt::skip]
const NO_PLACE: [&str; 100] = [
    "after", "alert", "analysis", "and", "another", "at", "background", "both", "breaking", "but", "by", "clarification",
    "comment", "commentary", "contact", "corrected", "correction", "dear", "developing", "editor", "editorial", "editors",
    "exclusive", "explainer", "factbox", "file", "flash", "for", "from", "graphic", "he", "here", "how", "i", "if", "in",
    "interview", "it", "its", "just", "key", "list", "live", "media", "more", "moreover", "new", "news", "no", "not", "note",
    "now", "on", "opinion", "or", "our", "out", "photo", "photos", "please", "podcast", "poll", "press", "profile", "q",
    "question", "quote", "quotes", "read", "recap", "related", "report", "she", "snapshot", "so", "source", "sources", "still",
    "story", "that", "these", "they", "this", "timeline", "to", "update", "updated", "urgent", "video", "warning", "watch",
    "we", "what", "when", "where", "while", "who", "why", "with", "you",
];

/// What a monitoring service calls the texts it passes on.
#[rustfmt::skip]
const GENRES: [&str; 21] = [
    "ARTICLE", "BEGIN", "BULLETIN", "COMMENTARY", "COMMUNIQUE", "CONTINUED", "DISPATCH", "EDITORIAL", "INTERVIEW", "LETTER",
    "NEWS", "PASSAGE", "PASSAGES", "PRESS", "PROCLAMATION", "REPORT", "SPEECH", "STATEMENT", "STATION", "TELEVISION",
    "UNATTRIBUTED",
];

/// Agencies by their letters, which stand in capitals.
#[rustfmt::skip]
const LETTERS: [&str; 66] = [
    "AA", "AAP", "ACAN-EFE", "AFP", "AGI", "AKI", "AMN", "ANI", "ANP", "ANSA", "AP", "APA", "APTN", "BBC", "BTA", "CBS", "CNA",
    "CNN", "CP", "CTK", "DPA", "DYN", "EFE", "FARS", "IANS", "INA", "INTERFAX", "IPS", "IRIN", "IRNA", "ITAR-TASS", "JIJI",
    "KUNA", "LUSA", "MEHR", "MENA", "NA", "NAN", "NBC", "NHK", "NNA", "NPA", "NPR", "NTB", "NZN", "PA", "PAP", "PETRA", "PTI",
    "RFE/RL", "RIA", "SANA", "SAPA", "SNA", "SPA", "SUNA", "TASS", "TT", "UNB", "UNI", "UPI", "VNA", "VOA", "WAFA", "XINHUA", "dpa",
];

/// Agencies by name.
#[rustfmt::skip]
const AGENCIES: [&str; 50] = [
    "Agence France-Presse", "Agencia EFE", "Al Arabiya", "Al Jazeera", "Al Mayadeen", "AllAfrica", "Anadolu", "Anadolu Agency",
    "ANSA", "Asharq Al-Awsat", "Associated Press", "Bloomberg", "Bloomberg News", "Business Wire", "CNN Wire", "Deutsche Welle",
    "dpa", "Fars News Agency", "GlobeNewswire", "Interfax", "Interfax-Ukraine", "IRIN", "Jiji Press", "Kyodo", "Kyodo News",
    "New York Times News Service", "Notimex", "Prensa Latina", "PRNewswire", "Press Association", "Radio Free Europe",
    "Reuters", "RIA Novosti", "Rudaw", "Shafaq News", "Sputnik", "Tass", "The Associated Press", "The Canadian Press",
    "The New Humanitarian", "The Washington Post", "Thomson Reuters", "Thomson Reuters Foundation", "Ukrinform",
    "United Press International", "Voice of America", "Wafa", "Xinhua", "Xinhua News Agency", "Yonhap",
];

/// Abbreviations that in capitals look like a common word: "HE WAS ILL."
#[rustfmt::skip]
const PLAIN: [&str; 29] = [
    "ark", "art", "del", "det", "div", "ed", "est", "ext", "fig", "ill", "in", "ind", "mar", "mass", "may", "miss", "mo", "no",
    "op", "ore", "para", "pres", "sat", "spec", "sta", "sun", "tel", "wash", "wed",
];

/// The surest of them: in a text all in capitals "U.S. TODAY" and "U.S. IN" go on.
const SURE_STARTERS: [&str; 16] = [
    "according",
    "although",
    "he",
    "however",
    "if",
    "it",
    "meanwhile",
    "she",
    "the",
    "there",
    "these",
    "they",
    "this",
    "we",
    "when",
    "you",
];

/// Titles that also end an address: "on Clark St. The".
const STREETS: [&str; 4] = ["dr", "ft", "mt", "st"];

/// Verbs that follow the name of a speaker.
#[rustfmt::skip]
const SPEECH: [&str; 26] = [
    "added", "announced", "argued", "asked", "confirmed", "cried", "declared", "demanded", "explained", "insisted", "noted",
    "recalled", "replied", "reported", "said", "says", "screamed", "shouted", "stated", "stressed", "told", "tweeted", "warned",
    "wondered", "wrote", "yelled",
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

/// Whether a prefix and the hyphen after it stay in one token with the word they begin: "anti" of "anti-tank", not "car" of "car-bomb".
pub fn keeps_hyphen(prefix: &str) -> bool {
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
    // They all end so: most words need no look-up.
    if !word.ends_with(['t', 'T', 'a', 'A']) {
        return None;
    }
    let mut cut = None;
    lower(word, |word| {
        cut = TOGETHER.binary_search_by_key(&word, |entry| entry.0).ok().map(|index| TOGETHER[index].1);
        cut.is_some()
    });
    cut
}

pub(crate) fn starter(word: &str) -> bool {
    let shouted = word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    if shouted { listed(word, &SURE_STARTERS) } else { listed(word, &STARTERS) }
}

pub(crate) fn calendar(word: &str) -> bool {
    month(word) || weekday(word)
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

pub(crate) fn month(word: &str) -> bool {
    listed(word, &MONTHS)
}

pub(crate) fn weekday(word: &str) -> bool {
    listed(word, &WEEKDAYS)
}

pub(crate) fn no_place(word: &str) -> bool {
    listed(word, &NO_PLACE)
}

/// Whether `word`, in capitals, opens a tag that says what kind of text follows: "REPORT", "COMMUNIQUE".
pub(crate) fn genre(word: &str) -> bool {
    GENRES.binary_search(&word).is_ok()
}

/// Whether `word` after an hour names the clock it is told by: "6 p.m. GMT", "7 a.m. Eastern".
pub(crate) fn zone(word: &str) -> bool {
    let letters =
        (2..=4).contains(&word.len()) && word.ends_with(['T', 'C']) && word.bytes().all(|byte| byte.is_ascii_uppercase());
    letters || matches!(word, "Central" | "Eastern" | "Greenwich" | "Moscow" | "Mountain" | "Pacific")
}

/// Whether `name` is an agency's, or two of them joined by a stroke.
pub(crate) fn agency(name: &str) -> bool {
    let one = |name: &str| {
        LETTERS.binary_search(&name).is_ok() || AGENCIES.iter().any(|agency| agency.eq_ignore_ascii_case(name) && name.len() > 3)
    };
    name.len() <= 40 && (one(name) || name.contains('/') && name.split('/').all(one))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        let lists: [&[&str]; 14] = [
            &PREFIXES,
            &UNITS,
            &DOMAINS,
            &BEFORE_D,
            &STARTERS,
            &MONTHS,
            &WEEKDAYS,
            &NO_PLACE,
            &GENRES,
            &LETTERS,
            &PLAIN,
            &SURE_STARTERS,
            &STREETS,
            &SPEECH,
        ];
        for list in lists {
            assert!(list.is_sorted(), "{list:?}");
        }
        assert!(TOGETHER.is_sorted());
    }
}
