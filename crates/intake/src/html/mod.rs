//! A web page: its article as paragraphs, and what the page says about it.
//!
//! In: a page's characters. Out: an [`Extract`]. Two extractors are tried, then the page's own words where they are no list of links;
//! which one made the text is said. Neither gives offsets into the page: the text is what spans point into, the page is kept beside it.

mod blocks;
mod dates;
mod guard;
mod head;

use dateline::Report;
use trafilatura::{ExtractionFocus, Options};

use crate::extract::{Extract, filled};
use crate::{Reason, worker};

pub use guard::LIMIT;

/// How the text of each is named. The versions are those of the lock file, which a test compares.
const FIRST: &str = "trafilatura/0.6.0+blocks/1";
const SECOND: &str = "dom_smoothie/0.19.0+blocks/1";
const OWN: &str = "blocks/1";

/// Below this many characters the first extractor's article is compared with the second's.
const LITTLE: usize = 250;

/// The article of a page.
pub fn extract(page: String) -> Result<Extract, Reason> {
    guard::check(&page)?;
    worker::guarded(move || read(&page))?
}

/// The text of a piece of HTML that is an article as it stands, as a feed's entry is.
pub fn fragment(html: String) -> Result<String, Reason> {
    guard::check(&html)?;
    worker::guarded(move || blocks::of_html(&html).text)
}

fn read(page: &str) -> Result<Extract, Reason> {
    let options = Options::default()
        .with_fallback(true)
        .with_focus(ExtractionFocus::FavorPrecision)
        .with_exclude_comments(true)
        .with_links(true);
    let first = trafilatura::extract(page, &options).ok();
    let head = head::read(page);
    let (text, extractor) = article(page, first.as_ref().map(|first| first.content_html.as_str()))?;
    let metadata = first.map(|first| first.metadata).unwrap_or_default();
    let by_extractor = metadata.date.and_then(|date| dates::date(&date.to_string()));
    let mut warnings = Vec::new();
    if head.published.is_none() && by_extractor.is_none() && head.modified.is_some() {
        warnings.push("published: the page says only when it was changed; that day was taken".to_owned());
    }
    if extractor == OWN {
        warnings.push("html: no article was found; the text is all the page's words".to_owned());
    }
    let title = filled(Some(metadata.title)).or(head.title);
    let report = Report {
        id: String::new(),
        outlet: head.outlet,
        published: head.published.or(by_extractor).or(head.modified),
        language: head.language,
        url: head.url,
        text: without_title(text, title.as_deref()),
        title,
    };
    let author = head.author.or(filled(Some(metadata.author)));
    Ok(Extract { report, author, extractor: extractor.to_owned(), text_at: None, warnings })
}

/// A text without its headline: that is about the article, and its first words are looked for a dateline.
fn without_title(text: String, title: Option<&str>) -> String {
    match (text.split_once("\n\n"), title) {
        (Some((first, rest)), Some(title)) if first == title => rest.to_owned(),
        _ => text,
    }
}

/// The article's text and what made it.
fn article(page: &str, first: Option<&str>) -> Result<(String, &'static str), Reason> {
    let first = first.and_then(words).unwrap_or_default();
    let length = first.chars().count();
    if length >= LITTLE {
        return Ok((first, FIRST));
    }
    let second = second(page).unwrap_or_default();
    // The second takes more of a page than the article; it is believed only where the first found next to nothing.
    if second.chars().count() > LITTLE.max(4 * length) {
        return Ok((second, SECOND));
    }
    if !first.is_empty() {
        return Ok((first, FIRST));
    }
    let all = blocks::of_html(page);
    match () {
        () if all.text.is_empty() => Err(Reason::Empty),
        () if all.is_links() => Err(Reason::NoArticle),
        () => Ok((all.text, OWN)),
    }
}

fn second(page: &str) -> Option<String> {
    let mut readability = dom_smoothie::Readability::new(page, None, None).ok()?;
    let article = readability.parse().ok()?;
    words(&article.content)
}

/// The words of an extractor's article; `None` where it took a list of links for one.
fn words(article: &str) -> Option<String> {
    let blocks = blocks::of_html(article);
    (!blocks.is_links()).then_some(blocks.text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An invented page.
    const PAGE: &str = include_str!("../../tests/pages/strike.html");

    #[test]
    fn an_article_is_its_paragraphs_and_nothing_around_them() {
        let extract = extract(PAGE.to_owned()).unwrap();
        let paragraphs: Vec<&str> = extract.report.text.split("\n\n").collect();
        assert!(paragraphs[0].starts_with("An air strike hit the grain market of Qasr"), "{paragraphs:#?}");
        assert_eq!(paragraphs.len(), 5, "{paragraphs:#?}");
        for around in ["Subscribe", "Most read", "cookies", "All rights reserved"] {
            assert!(!extract.report.text.contains(around), "{around}");
        }
        assert_eq!(extract.extractor, FIRST);
        let report = extract.report;
        assert_eq!(report.title.as_deref(), Some("Air strike on grain market kills three, officials say"));
        assert_eq!(report.outlet.as_deref(), Some("The Invented Gazette"));
        assert_eq!(report.published, Some(jiff::civil::date(2024, 9, 27)));
        assert_eq!(report.url.as_deref(), Some("https://gazette.example/2024/09/27/grain-market"));
        assert_eq!(report.language.as_deref(), Some("en-GB"));
        assert_eq!(extract.author.as_deref(), Some("Gazette correspondents"));
    }

    #[test]
    fn a_page_of_a_few_words_is_read_whole_and_says_so() {
        let extract = extract("<p>A strike on the town killed three.</p>".to_owned()).unwrap();
        assert_eq!(extract.report.text, "A strike on the town killed three.");
    }

    #[test]
    fn a_list_of_links_is_no_article_and_an_empty_page_no_text() {
        let links: String = (0..40).map(|n| format!("<li><a href='/{n}'>Headline of number {n}</a></li>")).collect();
        assert!(matches!(extract(format!("<body><ul>{links}</ul>")), Err(Reason::NoArticle)));
        assert!(matches!(extract("<html><body></body></html>".to_owned()), Err(Reason::Empty)));
    }

    #[test]
    fn the_versions_named_are_those_of_the_lock_file() {
        let lock = include_str!("../../../../Cargo.lock").replace("\r\n", "\n");
        for name in [FIRST, SECOND] {
            let (package, version) = name.split('+').next().unwrap().split_once('/').unwrap();
            assert!(lock.contains(&format!("name = \"{package}\"\nversion = \"{version}\"\n")), "{name}");
        }
    }
}
