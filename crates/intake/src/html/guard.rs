//! What is looked at before a page is parsed: forms that no newsroom's page has and that would stop a parser.
//!
//! A stream over the page's tags, which builds no tree. Of 1,171 real pages none nests deeper than 229, has more than 337 attributes on
//! a tag, more than 10,106 elements or more than 1.6 MB. Parsers take time with the square of each, and a tree that nests without end
//! overflows the stack, which nothing can catch.

use std::cell::RefCell;
use std::rc::Rc;

use lol_html::html_content::{Element, EndTag};
use lol_html::{HtmlRewriter, MemorySettings, Settings, element};

use crate::Reason;

/// The longest page, in bytes.
pub const LIMIT: usize = 8 << 20;
const ELEMENTS: usize = 50_000;
const ATTRIBUTES: usize = 1_024;
const DEPTH: usize = 512;

/// The stream's own memory: it holds a tag at a time and the names of the open ones.
const MEMORY: usize = 32 << 20;

/// Elements that end without an end tag: a parser closes them by itself, so that they do not nest in one another.
const CLOSED_BY_THE_NEXT: [&str; 14] =
    ["html", "head", "body", "p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th", "tbody", "colgroup"];
/// Elements that a parser opens again after the block in which they were left open has ended.
const OPENED_AGAIN: [&str; 14] =
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

#[derive(Default)]
struct Seen {
    elements: usize,
    /// Elements open now, and those that were left open and will be opened again.
    depth: usize,
    fault: Option<String>,
}

/// Names what is wrong with a page before it is parsed.
pub fn check(page: &str) -> Result<(), Reason> {
    let hostile = |fault: String| Reason::Hostile(fault);
    if page.len() > LIMIT {
        return Err(hostile(format!("is longer than {} MB", LIMIT >> 20)));
    }
    let seen = Rc::new(RefCell::new(Seen::default()));
    let within = Rc::clone(&seen);
    let look = move |element: &mut Element<'_, '_>| look(element, &within);
    let settings = Settings::new()
        .append_element_content_handler(element!("*", look))
        .with_strict(false)
        .with_memory_settings(MemorySettings::new().with_max_allowed_memory_usage(MEMORY));
    let mut stream = HtmlRewriter::new(settings, |_: &[u8]| {});
    let ended = stream.write(page.as_bytes()).and_then(|()| stream.end());
    let fault = seen.borrow_mut().fault.take();
    match (fault, ended) {
        (Some(fault), _) => Err(hostile(fault)),
        (None, Err(error)) => Err(hostile(format!("cannot be followed: {error}"))),
        (None, Ok(())) => Ok(()),
    }
}

fn look(element: &mut Element<'_, '_>, seen: &Rc<RefCell<Seen>>) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let mut now = seen.borrow_mut();
    now.elements += 1;
    let name = element.tag_name();
    let nests = element.can_have_content() && !CLOSED_BY_THE_NEXT.contains(&name.as_str());
    now.depth += usize::from(nests);
    let fault = match () {
        () if now.elements > ELEMENTS => format!("has more than {ELEMENTS} elements"),
        () if now.depth > DEPTH => format!("nests deeper than {DEPTH} elements"),
        () if element.attributes().len() > ATTRIBUTES => format!("has a tag of more than {ATTRIBUTES} attributes"),
        () if nests => {
            let seen = Rc::clone(seen);
            // Called on the end tag that closes the element, be it its own or that of one around it.
            return element.on_end_tag(Box::new(move |end: &mut EndTag<'_>| {
                if end.name() == name || !OPENED_AGAIN.contains(&name.as_str()) {
                    seen.borrow_mut().depth -= 1;
                }
                Ok(())
            }));
        }
        () => return Ok(()),
    };
    now.fault = Some(fault.clone());
    Err(fault.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(page: &str) -> String {
        check(page).map_or_else(|reason| reason.to_string(), |()| "none".to_owned())
    }

    #[test]
    fn what_no_real_page_has_is_named() {
        assert_eq!(fault(&"<div>".repeat(100_000)), "its HTML nests deeper than 512 elements");
        assert_eq!(fault(&"<b>".repeat(100_000)), "its HTML nests deeper than 512 elements");
        assert_eq!(fault(&"<table><tr><td>".repeat(3_000)), "its HTML nests deeper than 512 elements");
        assert_eq!(fault(&"<div><b></div>".repeat(3_000)), "its HTML nests deeper than 512 elements");
        let attributes: String = (0..200_000).map(|n| format!(" a{n}=1")).collect();
        assert_eq!(fault(&format!("<p{attributes}>")), "its HTML has a tag of more than 1024 attributes");
        assert_eq!(fault(&"<br>".repeat(60_000)), "its HTML has more than 50000 elements");
        assert_eq!(fault(&"words ".repeat(2 << 20)), "its HTML is longer than 8 MB");
    }

    #[test]
    fn careless_pages_are_let_through() {
        assert_eq!(fault(&"<p>One <b>bold</b> paragraph<br>".repeat(5_000)), "none");
        assert_eq!(fault(&"<ul><li>One<li>Two</ul>".repeat(5_000)), "none");
        assert_eq!(fault(&"</div></b>".repeat(5_000)), "none");
        assert_eq!(fault(&"<div>".repeat(500)), "none");
        assert_eq!(fault("<select><xmp><script>'use strict'</script></select>"), "none");
        assert_eq!(fault("<"), "none");
        assert_eq!(fault(""), "none");
    }
}
