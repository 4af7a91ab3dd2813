//! What a page says about itself: day of publication, outlet, author, title, address, language.
//!
//! In order of trust: its JSON-LD of an article, its `meta` elements, its `time` elements. The outlet is only what the page names as one.

use jiff::civil::Date;
use scraper::node::Element;
use scraper::{ElementRef, Html};
use serde_json::Value;

use super::dates::{date, published};
use crate::extract::filled;
use crate::language;

/// What a page says about itself.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// When it was published, by day.
    pub published: Option<Date>,
    /// When it was changed, by day.
    pub modified: Option<Date>,
    /// Its headline.
    pub title: Option<String>,
    /// Who publishes it.
    pub outlet: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Its canonical address.
    pub url: Option<String>,
    /// BCP 47.
    pub language: Option<String>,
}

/// The names of `meta` elements, best first.
const PUBLISHED: [&str; 20] = [
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "article:published",
    "article.published",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "publish-date",
    "publish_date",
    "publishdate",
    "pubdate",
    "published_time",
    "publication_date",
    "citation_publication_date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "date",
];
const MODIFIED: [&str; 5] = ["article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified"];
const AUTHOR: [&str; 6] = ["author", "article:author", "byl", "parsely-author", "sailthru.author", "dc.creator"];

/// What `page` says about itself.
pub fn read(page: &str) -> Head {
    let document = Html::parse_document(page);
    let mut parts = Parts::default();
    for element in document.root_element().descendants().filter_map(ElementRef::wrap) {
        parts.add(&element);
    }
    let linked = Linked::read(&parts.scripts);
    let root = document.root_element().value().attr("lang").or_else(|| document.root_element().value().attr("xml:lang"));
    let locale = || parts.meta(&["content-language", "og:locale"]).next();
    let url = parts.canonical.clone().or_else(|| parts.meta(&["og:url"]).find_map(address));
    let by_meta = || parts.meta(&PUBLISHED).find(|written| date(written).is_some()).map(str::to_owned);
    let written = linked.published.or_else(by_meta).or(parts.time.clone());
    Head {
        published: written.and_then(|written| published(&written, url.as_deref())),
        modified: linked.modified.or_else(|| parts.meta(&MODIFIED).find_map(date)),
        title: filled(parts.meta(&["og:title", "twitter:title"]).next().map(str::to_owned))
            .or(linked.title)
            .or(filled(parts.title.clone())),
        outlet: filled(parts.meta(&["og:site_name"]).next().map(str::to_owned)).or(linked.outlet),
        author: linked.author.or_else(|| parts.meta(&AUTHOR).find(is_name).map(|author| author.trim().to_owned())),
        url,
        language: root.and_then(language::declared).or_else(|| locale().and_then(language::declared)),
    }
}

/// The parts of a page that speak of it, in the page's order.
#[derive(Default)]
struct Parts {
    metas: Vec<(String, String)>,
    scripts: Vec<String>,
    title: Option<String>,
    canonical: Option<String>,
    /// The first `time` that is one of publication, else the first that is not in an aside or a footer.
    time: Option<String>,
    time_is_marked: bool,
}

impl Parts {
    fn add(&mut self, element: &ElementRef<'_>) {
        let value = element.value();
        match value.name() {
            "meta" => {
                let name = ["property", "name", "itemprop", "http-equiv"].into_iter().find_map(|key| value.attr(key));
                if let (Some(name), Some(content)) = (name, value.attr("content").filter(|content| !content.trim().is_empty())) {
                    self.metas.push((name.trim().to_ascii_lowercase(), content.to_owned()));
                }
            }
            "script" if value.attr("type").is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json")) => {
                self.scripts.push(element.text().collect());
            }
            "title" if self.title.is_none() => self.title = Some(element.text().collect()),
            "link" if self.canonical.is_none() && is_canonical(value) => self.canonical = value.attr("href").and_then(address),
            "time" => self.add_time(element),
            _ => {}
        }
    }

    fn add_time(&mut self, element: &ElementRef<'_>) {
        let value = element.value();
        let marked = value.attr("pubdate").is_some()
            || value.attr("itemprop").is_some_and(|property| property.eq_ignore_ascii_case("datePublished"))
            || value.attr("class").is_some_and(|class| class.contains("publish"));
        let around = || element.ancestors().filter_map(ElementRef::wrap).map(|around| around.value().name());
        // Dates in asides and footers are of other things.
        if self.time_is_marked
            || (!marked && (self.time.is_some() || around().any(|name| matches!(name, "aside" | "footer" | "nav"))))
        {
            return;
        }
        if let Some(written) = value.attr("datetime").filter(|written| date(written).is_some()) {
            (self.time, self.time_is_marked) = (Some(written.to_owned()), marked);
        }
    }

    /// The contents of the `meta` elements of these names, in the order of the names.
    fn meta<'a>(&'a self, names: &'a [&str]) -> impl Iterator<Item = &'a str> {
        names.iter().flat_map(|name| self.metas.iter().filter(move |(of, _)| of == name).map(|(_, content)| content.as_str()))
    }
}

fn is_canonical(element: &Element) -> bool {
    element.attr("rel").is_some_and(|rel| rel.split_whitespace().any(|rel| rel.eq_ignore_ascii_case("canonical")))
}

/// An absolute address.
fn address(text: &str) -> Option<String> {
    let text = text.trim();
    (text.starts_with("http://") || text.starts_with("https://")).then(|| text.to_owned())
}

/// Whether it names someone, and is not the address of their page.
fn is_name(author: &&str) -> bool {
    let author = author.trim();
    !author.is_empty() && !author.contains("://") && author.len() < 200
}

/// What the page's JSON-LD says.
#[derive(Default)]
struct Linked {
    /// As written.
    published: Option<String>,
    modified: Option<Date>,
    title: Option<String>,
    outlet: Option<String>,
    author: Option<String>,
}

impl Linked {
    /// Of every script in the page's order; an article's words go before a page's.
    fn read(scripts: &[String]) -> Linked {
        let values: Vec<Value> = scripts.iter().filter_map(|script| serde_json::from_str(script).ok()).collect();
        let mut nodes = Vec::new();
        for value in &values {
            collect(value, &mut nodes);
        }
        let articles = nodes.iter().copied().filter(|node| is_of(node, is_article));
        let pages = nodes.iter().copied().filter(|node| is_of(node, |kind| kind == "WebPage"));
        let mut linked = Linked::default();
        for node in articles.clone().chain(pages) {
            let written = |key: &str| node.get(key).and_then(string).filter(|written| date(written).is_some());
            linked.published = linked.published.or_else(|| written("datePublished").or_else(|| written("dateCreated")));
            linked.modified = linked.modified.or_else(|| date(&written("dateModified")?));
        }
        for node in articles {
            linked.title = linked.title.or_else(|| filled(node.get("headline").and_then(string)));
            linked.outlet = linked.outlet.or_else(|| node.get("publisher").and_then(|publisher| name(publisher, &nodes)));
            linked.author = linked.author.or_else(|| node.get("author").and_then(|author| name(author, &nodes)));
        }
        linked
    }
}

/// Every object of a JSON-LD script that stands by itself: at the top, in an array, in a graph, or as a page's main thing.
fn collect<'a>(value: &'a Value, nodes: &mut Vec<&'a Value>) {
    const MANY: usize = 1000;
    if nodes.len() > MANY {
        return;
    }
    match value {
        Value::Array(values) => values.iter().for_each(|value| collect(value, nodes)),
        Value::Object(fields) => {
            nodes.push(value);
            for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                fields.get(key).into_iter().for_each(|value| collect(value, nodes));
            }
        }
        _ => {}
    }
}

fn is_of(node: &Value, is: impl Fn(&str) -> bool) -> bool {
    match node.get("@type") {
        Some(Value::String(kind)) => is(kind),
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).any(is),
        _ => false,
    }
}

fn is_article(kind: &str) -> bool {
    kind.ends_with("Article") || matches!(kind, "BlogPosting" | "LiveBlogPosting" | "SocialMediaPosting" | "Report")
}

/// A string, or the first of several.
fn string(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Array(values) => values.iter().find_map(string),
        _ => None,
    }
}

/// The name of a person or an organisation, or of several; one that is only referred to is looked up among the others.
fn name(value: &Value, nodes: &[&Value]) -> Option<String> {
    match value {
        Value::String(text) => filled(Some(text.clone())).filter(|text| is_name(&text.as_str())),
        Value::Array(values) => {
            let names: Vec<String> = values.iter().filter_map(|value| name(value, nodes)).collect();
            (!names.is_empty()).then(|| names.join("; "))
        }
        Value::Object(fields) => match fields.get("name") {
            Some(given) => filled(string(given)),
            None => {
                let id = fields.get("@id").filter(|id| id.is_string())?;
                let named = |node: &&&Value| node.get("@id") == Some(id) && node.get("name").is_some();
                filled(nodes.iter().find(named).and_then(|node| string(&node["name"])))
            }
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: i8) -> Option<Date> {
        Some(jiff::civil::date(2024, 9, day))
    }

    fn json_ld(json: &str) -> Head {
        read(&format!("<script type=\"application/ld+json\">{json}</script>"))
    }

    #[test]
    fn json_ld_is_read_at_the_top_in_arrays_and_in_graphs() {
        let article = r#"{"@type": "NewsArticle", "datePublished": "2024-09-27T08:00:00Z", "headline": "A strike",
            "publisher": {"@type": "Organization", "name": "The Gazette"}, "author": [{"name": "A. Desk"}, {"name": "B. Desk"}]}"#;
        for script in [article.to_owned(), format!("[{article}]"), format!("{{\"@context\": \"x\", \"@graph\": [{article}]}}")] {
            let head = json_ld(&script);
            assert_eq!((head.published, head.title.as_deref()), (day(27), Some("A strike")));
            assert_eq!((head.outlet.as_deref(), head.author.as_deref()), (Some("The Gazette"), Some("A. Desk; B. Desk")));
        }
    }

    #[test]
    fn a_publisher_that_is_only_referred_to_is_looked_up() {
        let head = json_ld(
            r##"{"@graph": [{"@type": ["ReportageNewsArticle"], "publisher": {"@id": "#org"}, "dateModified": "2024-09-28"},
                {"@type": "WebPage", "datePublished": "2024-09-26"}, {"@id": "#org", "name": "The Gazette"}]}"##,
        );
        assert_eq!(head.outlet.as_deref(), Some("The Gazette"));
        assert_eq!((head.published, head.modified), (day(26), day(28)));
    }

    #[test]
    fn meta_elements_come_next_and_then_times() {
        let head = read(
            "<meta property='article:published_time' content='2024-09-27T01:00:00+03:00'><meta name=date content='2024-09-01'>\
             <meta property='og:site_name' content='Gazette &amp; Post'><time datetime='2024-09-02'>",
        );
        assert_eq!((head.published, head.outlet.as_deref()), (day(27), Some("Gazette & Post")));
        let head =
            read("<aside><time datetime='2024-09-01'></aside><time datetime='2024-09-02'><time pubdate datetime='2024-09-03'>");
        assert_eq!(head.published, day(3));
        assert_eq!(read("<footer><time datetime='2024-09-01'></footer><time>today</time>").published, None);
    }

    #[test]
    fn an_author_is_a_name_and_an_address_is_absolute() {
        let head = read(
            "<meta property='article:author' content='https://social.example/desk'><meta name=author content='The Desk'>\
             <link rel=canonical href='/strike'><meta property='og:url' content='https://gazette.example/strike'>",
        );
        assert_eq!((head.author.as_deref(), head.url.as_deref()), (Some("The Desk"), Some("https://gazette.example/strike")));
    }

    #[test]
    fn what_is_broken_says_nothing() {
        assert_eq!(json_ld("{\"@type\": \"NewsArticle\", \"datePublished\": }"), Head::default());
        assert_eq!(json_ld(&"[".repeat(10_000)), Head::default());
        assert_eq!(
            json_ld("{\"@type\": \"NewsArticle\", \"publisher\": {\"@id\": \"#self\"}, \"datePublished\": 7}"),
            Head::default()
        );
        assert_eq!(read(""), Head::default());
    }
}
