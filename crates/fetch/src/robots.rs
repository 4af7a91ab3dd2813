//! What a site's robots.txt allows us.
//!
//! In: the answer to a request for robots.txt. Out: rules. RFC 9309: no such file, and anything is allowed; a server that fails, and
//! nothing is, for now. Fetching it is for `fetcher`, keeping it for `hosts`.

use std::time::Duration;

use texting_robots::Robot;
use url::Url;

/// The most of a robots.txt that is read; RFC 9309 asks for 500 KiB at least.
pub const MOST: usize = 500 << 10;

/// No crawl-delay is taken to be longer: a day is how long rules are kept.
const LONGEST_DELAY: Duration = Duration::from_secs(24 * 60 * 60);

/// What a site allows.
#[derive(Debug)]
pub enum Rules {
    /// It has rules.
    Stated(Box<Robot>),
    /// It has no robots.txt, and so no rules.
    None,
    /// Not known, and so nothing for now; why not.
    Unread(String),
}

impl Rules {
    /// Reads a robots.txt for the program `agent`.
    pub fn read(agent: &str, bytes: &[u8]) -> Rules {
        // A last line that was cut in two could say less than it says whole.
        let bytes = match bytes.iter().rposition(|byte| matches!(byte, b'\n' | b'\r')) {
            Some(end) if bytes.len() >= MOST => &bytes[..end],
            _ => bytes,
        };
        match Robot::new(agent, bytes) {
            Ok(robot) => Rules::Stated(Box::new(robot)),
            Err(error) => Rules::Unread(error.to_string().chars().take(200).collect()),
        }
    }

    /// Whether the page may be asked for; the reason where that is not known.
    pub fn allow(&self, url: &Url) -> Result<bool, &str> {
        match self {
            Rules::Stated(robot) => Ok(robot.allowed(url.as_str())),
            Rules::None => Ok(true),
            Rules::Unread(reason) => Err(reason),
        }
    }

    /// How long the site asks us to leave between two requests.
    pub fn delay(&self) -> Duration {
        match self {
            // A delay may be written as infinite, or as more than a duration holds.
            Rules::Stated(robot) => match robot.delay.map(Duration::try_from_secs_f32) {
                Some(Ok(delay)) => delay.min(LONGEST_DELAY),
                Some(Err(_)) => LONGEST_DELAY,
                None => Duration::ZERO,
            },
            Rules::None | Rules::Unread(_) => Duration::ZERO,
        }
    }
}

/// The name a robots.txt would call us by: the user agent's first word, up to its version.
pub fn agent(user_agent: &str) -> &str {
    let end = user_agent.find(|letter: char| !(letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_')));
    &user_agent[..end.unwrap_or(user_agent.len())]
}

/// Where the robots.txt of a page is.
pub fn address(page: &Url) -> Url {
    let mut robots = page.clone();
    robots.set_path("/robots.txt");
    robots.set_query(None);
    robots
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn allows(text: &str, path: &str) -> bool {
        Rules::read("dateline", text.as_bytes()).allow(&Url::parse("https://example.org").unwrap().join(path).unwrap()).unwrap()
    }

    #[test]
    fn the_rules_for_our_name_hold_before_those_for_all() {
        let text =
            "User-agent: *\nDisallow: /\n\nUser-agent: Dateline\nDisallow: /drafts\nAllow: /drafts/public\nCrawl-delay: 7.5\n";
        assert!(allows(text, "/news/1"));
        assert!(!allows(text, "/drafts/2"));
        assert!(allows(text, "/drafts/public/3"), "the longer rule holds");
        assert!(!Rules::read("otherbot", text.as_bytes()).allow(&Url::parse("https://example.org/news").unwrap()).unwrap());
        assert_eq!(Rules::read("dateline", text.as_bytes()).delay(), Duration::from_millis(7500));
    }

    #[test]
    fn wildcards_and_ends_are_read() {
        let text = "User-agent: *\nDisallow: /*.pdf$\nDisallow: /search?*q=\n";
        assert!(!allows(text, "/a/b.pdf"));
        assert!(allows(text, "/a/b.pdf?page=2"));
        assert!(!allows(text, "/search?lang=en&q=x"));
    }

    #[test]
    fn no_rules_allow_everything() {
        for text in
            ["", "\u{feff}", "User-agent: *\nDisallow:\n", "Sitemap: https://example.org/map.xml", "<html>not found</html>"]
        {
            assert!(allows(text, "/anything"), "{text:?}");
        }
    }

    #[test]
    fn a_delay_is_a_day_at_most() {
        for delay in ["inf", "1e30", "999999999"] {
            assert_eq!(
                Rules::read("dateline", format!("User-agent: *\nCrawl-delay: {delay}").as_bytes()).delay(),
                LONGEST_DELAY,
                "{delay}"
            );
        }
        for delay in ["-1", "nan", "soon", ""] {
            assert_eq!(
                Rules::read("dateline", format!("User-agent: *\nCrawl-delay: {delay}").as_bytes()).delay(),
                Duration::ZERO,
                "{delay}"
            );
        }
    }

    #[test]
    fn our_name_is_the_user_agent_without_its_version() {
        assert_eq!(agent("dateline/0.1 (+https://example.org/bot)"), "dateline");
        assert_eq!(agent("News-Desk_bot"), "News-Desk_bot");
    }

    #[test]
    fn a_site_has_one_robots_txt_a_port() {
        let page = Url::parse("http://example.org:8080/a/b?c=d").unwrap();
        assert_eq!(address(&page).as_str(), "http://example.org:8080/robots.txt");
    }

    proptest! {
        #[test]
        fn any_bytes_are_rules_or_named(bytes: Vec<u8>) {
            let rules = Rules::read("dateline", &bytes);
            prop_assert!(rules.delay() <= LONGEST_DELAY);
            let _ = rules.allow(&Url::parse("https://example.org/a?b").unwrap());
        }

        #[test]
        fn any_lines_that_look_like_rules_are_rules_or_named(
            lines in prop::collection::vec("(?s)(user-agent|allow|disallow|crawl-delay|sitemap)[: ]{1,2}[/*$a-e%#.0-9\u{e9} \r\n\u{0}]{0,12}", 0..12),
            path in "/[a-e*$%.]{0,12}",
        ) {
            let rules = Rules::read("dateline", lines.join("\n").as_bytes());
            prop_assert!(rules.delay() <= LONGEST_DELAY);
            let _ = rules.allow(&Url::parse("https://example.org").unwrap().join(&path).unwrap());
        }
    }
}
