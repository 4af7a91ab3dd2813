//! Furniture: what a page or a release sets around a report, and headings.
//!
//! In: a paragraph. Out: whether it is furniture, and whether it is a heading. Conservative: a paragraph that may report stays.

use std::ops::Range;

use super::cursor::Cursor;
use super::letters::{Class, blank, class};

/// Paragraphs that are nothing but these words.
#[rustfmt::skip]
const WHOLE: &[&str] = &[
    "-30-", "a a", "advertisement", "advertisements", "back to top", "buy photo", "click to enlarge", "close", "comment",
    "comments", "continue reading", "download", "download pdf", "email", "end", "ends", "facebook", "follow", "follow us",
    "for immediate release", "forward", "full story", "hide caption", "homepage", "instagram", "like", "linkedin", "loading",
    "login", "menu", "more", "more news", "more stories", "most read", "news release", "newsletter", "next", "photos", "play",
    "play pause", "please enable javascript to watch this video", "press release", "previous", "print", "read full article",
    "read more", "read next", "recommended", "register", "related", "related articles", "related content", "related coverage",
    "related headlines", "related news", "related stories", "reprints", "save", "scroll down for video", "scroll for more",
    "search", "see also", "share", "share on facebook", "share on twitter", "share this", "share this article",
    "share this page", "share this story", "sign in", "sign up", "skip to content", "skip to main content", "story continues",
    "story continues below", "subscribe", "subscribe now", "telegram", "text size", "top stories", "topics", "trending",
    "tweet", "twitter", "updated", "view comments", "view image on twitter", "watch", "watch live", "watch this story",
    "whatsapp",
];

/// What a short paragraph of furniture begins with.
#[rustfmt::skip]
const BEGINNINGS: &[&str] = &[
    "ad feedback", "advertisement:", "all rights reserved", "also read", "article continues", "click here", "contact us",
    "continue reading", "copyright ", "download our", "download the", "editor’s picks", "email:", "facebook:", "follow @",
    "follow us", "for immediate release", "for more information", "for more news", "for more stories", "for related",
    "gallery:", "get our", "get the latest", "image source", "information from:", "join our", "join the conversation",
    "last modified", "last updated", "like us on", "live updates:", "media contact", "more from", "more on this",
    "more stories", "more:", "most popular", "most read", "news release", "on a mobile device", "photo gallery", "photos:",
    "please enable", "pre-order", "press release", "previous story:", "read also", "read and share", "read full", "read more",
    "read next", "read or share", "read our", "read the full", "read:", "recommended:", "related content", "related coverage",
    "related headlines", "related stories", "related story", "related:", "release no", "release number", "report an error",
    "save this", "see also", "share on", "share this", "sign up for", "sign up to", "skip to", "stay up to date",
    "stay with", "story continues", "subscribe to", "support our", "tags:", "this article was originally published",
    "this is a developing story and will", "this story will be updated", "tweet this", "twitter:", "view gallery",
    "view image on", "view photos", "watch live:", "watch:", "will not be published", "you can follow", "you may also like",
    "your email", "©",
];

/// A furniture paragraph is no longer than this.
const LONGEST: usize = 160;

/// Whether `paragraph` is furniture.
pub(crate) fn furniture(paragraph: &str) -> bool {
    let words = paragraph.trim_matches(|letter| blank(letter) || matches!(letter, '>' | '»' | '•' | '×' | '|' | '*'));
    if words.len() > LONGEST {
        return false;
    }
    if !words.chars().any(|letter| matches!(class(letter), Class::Letter))
        || release_number(words)
        || stamped(words)
        || address(words)
    {
        return true;
    }
    let bare = words.trim_end_matches([':', '.', '!', '…', '>', '»']);
    listed(bare, WHOLE, |word, entry| word.len() == entry.len())
        || listed(words, BEGINNINGS, |words, entry| {
            // "Previous story: A man was killed on Tuesday." reports, whatever it is called.
            !(entry.ends_with(':') && words.ends_with('.') && words.split(blank).count() > 8)
        })
}

/// Whether `words` begin with an entry of `list`, in any case, and `fits` holds.
fn listed(words: &str, list: &[&str], fits: impl Fn(&str, &str) -> bool) -> bool {
    list.iter().any(|entry| words.get(..entry.len()).is_some_and(|start| start.eq_ignore_ascii_case(entry)) && fits(words, entry))
}

/// "2011-11-S-034", "2010-09-CA-005 For Immediate Release", "WIRE-0118 (DESK)": groups of digits and short codes, joined.
pub(crate) fn release_number(words: &str) -> bool {
    let mut parts = words.split(blank).filter(|part| !part.is_empty());
    let number = parts.next().unwrap_or("").trim_start_matches('#');
    let groups = number.split(['-', '–', '/']);
    let coded = groups.clone().count() >= 2
        && groups.clone().all(|group| {
            (1..=5).contains(&group.len()) && group.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        })
        && groups.clone().any(|group| group.bytes().all(|byte| byte.is_ascii_digit()))
        && number.bytes().filter(u8::is_ascii_digit).count() >= 4;
    let rest = words.split_once(blank).map_or("", |(_, rest)| rest.trim_matches(blank));
    let bracketed = rest.starts_with('(') && rest.ends_with(')') && rest.len() < 30;
    coded && (rest.is_empty() || bracketed || rest.to_ascii_lowercase().ends_with("for immediate release") && rest.len() < 30)
}

/// "Posted: Tuesday, January 28, 2014 8:18 PM EST", "Updated 10:14 GMT", "(Published Sunday, Jan. 5, 2014)".
fn stamped(words: &str) -> bool {
    let words = words.trim_matches(['(', ')', '[', ']']);
    stamp(words).is_some_and(|end| {
        let rest = words[end..].trim_matches(|letter| blank(letter) || matches!(letter, '|' | ';' | ',' | '.' | ')' | '('));
        rest.is_empty() || stamped(rest) || rest.len() < 20 && !rest.contains(' ')
    })
}

/// Where the stamp `words` begin with ends: a word for publishing, a date, a time.
pub(crate) fn stamp(words: &str) -> Option<usize> {
    stamped_on(words).map(|(end, _)| end)
}

/// Where the stamp ends, and the date of publishing in it; when a page was last changed is none.
pub(crate) fn stamped_on(words: &str) -> Option<(usize, Option<Range<usize>>)> {
    const KEYS: [&str; 14] = [
        "created",
        "date",
        "filed",
        "first published",
        "last modified",
        "last updated",
        "modified",
        "originally published",
        "posted on",
        "posted",
        "published on",
        "published",
        "timestamp",
        "updated",
    ];
    let key = KEYS
        .iter()
        .filter(|key| words.get(..key.len()).is_some_and(|start| start.eq_ignore_ascii_case(key)))
        .max_by_key(|key| key.len())?;
    let mut cursor = Cursor::new(words, key.len());
    let mark = cursor.eat(":") || cursor.eat("=");
    if !cursor.blanks() && !mark {
        return None;
    }
    let date = cursor.date();
    let whole = date.as_ref().is_some_and(|date| date.year || mark);
    let from = cursor.at;
    cursor.time();
    let published = date.as_ref().filter(|date| date.year && !key.contains("dat") && !key.contains("modified") || *key == "date");
    let published = published.map(|date| date.range.clone());
    (whole || cursor.at > from && date.is_none()).then_some((cursor.at, published))
}

/// Mail addresses, web addresses and telephone numbers alone.
fn address(words: &str) -> bool {
    let mut parts = words.split(blank).filter(|part| !part.is_empty());
    parts.clone().count() <= 6
        && parts.clone().any(|part| part.contains('@') || part.contains("://") || part.contains(".com/"))
        && parts.all(|part| {
            part.contains(['@', '/'])
                || part.bytes().any(|byte| byte.is_ascii_digit())
                || matches!(part.to_ascii_lowercase().as_str(), "or" | "email:" | "twitter" | "twitter:" | "|")
        })
}

/// Whether `paragraph` is a letterhead, if it stands beside a release's furniture: "Joint Command - Afghanistan".
pub(crate) fn letterhead(paragraph: &str) -> bool {
    let dash = paragraph.contains("- ") || paragraph.contains("– ") || paragraph.contains("— ");
    dash && paragraph.len() <= 60 && heading(paragraph) && paragraph.split(blank).filter(|word| !word.is_empty()).count() <= 8
}

/// Whether `paragraph` is short, begins with a capital and does not end as a sentence does.
pub(crate) fn heading(paragraph: &str) -> bool {
    let last = paragraph.trim_end_matches(['"', '\'', '”', '’', ')', ']']);
    let sentence =
        |at: usize| last[..at].rsplit(blank).next().is_some_and(|word| word.len() > 3 && word.ends_with(char::is_lowercase));
    paragraph.len() <= 150
        && !last.match_indices(". ").any(|(at, _)| sentence(at))
        && paragraph.split(blank).filter(|word| !word.is_empty()).take(21).count() <= 20
        && !last.ends_with(['.', '!', '?', ',', ';', ':', '-', '–', '—', '…', '؟', '۔'])
        && !paragraph.starts_with(|letter: char| letter.is_lowercase() || matches!(letter, '-' | '•' | '*' | '–' | '—' | '·'))
}
