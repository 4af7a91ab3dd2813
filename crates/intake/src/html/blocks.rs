//! The words of HTML as paragraphs: a blank line between blocks, one space where the page has white space, nothing added.

use ego_tree::iter::Edge;
use scraper::{Html, Node};

/// Elements that stand on lines of their own.
const BLOCKS: [&str; 45] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "title",
    "tr",
    "ul",
];
/// Elements whose content is no words of the page.
const SILENT: [&str; 16] = [
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "head", "button", "select", "textarea",
    "audio", "video", "canvas", "nav",
];

/// The words of a piece of HTML.
#[derive(Debug, Default)]
pub struct Blocks {
    /// Its paragraphs.
    pub text: String,
    /// How many of the characters are of links.
    linked: usize,
}

impl Blocks {
    /// Whether more than half of the words are links, as on a page that only leads to others.
    pub fn is_links(&self) -> bool {
        self.linked * 2 > self.text.chars().filter(|c| !c.is_whitespace()).count()
    }
}

/// What stands between the last word and the next.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Space,
    Line,
    Paragraph,
}

/// The words of `html`, a page or a piece of one.
pub fn of_html(html: &str) -> Blocks {
    let document = Html::parse_document(html);
    let mut blocks = Blocks::default();
    let mut gap = Gap::None;
    let (mut silent, mut links) = (0_usize, 0_usize);
    for edge in document.tree.root().traverse() {
        let (node, opens) = match edge {
            Edge::Open(node) => (node, true),
            Edge::Close(node) => (node, false),
        };
        match node.value() {
            Node::Text(text) if opens && silent == 0 => blocks.add(text, &mut gap, links > 0),
            Node::Element(element) => {
                let name = element.name();
                let step = |count: usize| if opens { count + 1 } else { count.saturating_sub(1) };
                match name {
                    _ if SILENT.contains(&name) => silent = step(silent),
                    "a" => links = step(links),
                    "br" if opens => gap = if gap >= Gap::Line { Gap::Paragraph } else { Gap::Line },
                    "td" | "th" => gap = gap.max(Gap::Space),
                    _ if BLOCKS.contains(&name) => gap = Gap::Paragraph,
                    _ => {}
                }
            }
            _ => {}
        }
    }
    blocks
}

impl Blocks {
    /// Adds the words of one text node.
    fn add(&mut self, text: &str, gap: &mut Gap, linked: bool) {
        for character in text.chars() {
            if character.is_whitespace() {
                *gap = (*gap).max(Gap::Space);
                continue;
            }
            if !self.text.is_empty() {
                self.text += match *gap {
                    Gap::None => "",
                    Gap::Space => " ",
                    Gap::Line => "\n",
                    Gap::Paragraph => "\n\n",
                };
            }
            *gap = Gap::None;
            self.text.push(character);
            self.linked += usize::from(linked);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(html: &str) -> String {
        of_html(html).text
    }

    #[test]
    fn blocks_are_paragraphs_and_what_runs_on_is_one_line() {
        assert_eq!(text("<p>One <b>bold</b>\n word.</p><p>Two.</p>"), "One bold word.\n\nTwo.");
        assert_eq!(text("<h2>Head</h2>words<ul><li>a<li>b</ul>"), "Head\n\nwords\n\na\n\nb");
        assert_eq!(text("One<br>two<br><br>three"), "One\ntwo\n\nthree");
        assert_eq!(text("<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>"), "1 2\n\n3");
        assert_eq!(text("kill<i>ed</i> three&nbsp;people &amp; hurt"), "killed three people & hurt");
    }

    #[test]
    fn what_is_not_words_is_left_out() {
        assert_eq!(text("<head><title>T</title></head><p>A<script>var b</script><style>c</style></p>"), "A");
        assert_eq!(text("<!-- c --><p> </p>"), "");
        assert_eq!(text(""), "");
    }
}
