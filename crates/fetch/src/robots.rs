//! What a site's robots.txt allows us.
//!
//! In: the answer to a request for robots.txt. Out: rules, after RFC 9309: the longest rule that matches holds, and `allow` before
//! `disallow` where two are as long. Fetching it is for `fetcher`, keeping it for `hosts`.
//!
//! Read here and not by a library: the one that is tested most compiles a regular expression for each `$`, and so takes 450 MB for
//! 500 KiB of them. It is kept as the oracle of a test.

use std::time::Duration;

use url::{Position, Url};

/// The most of a robots.txt that is read; RFC 9309 asks for 500 KiB at least.
pub const MOST: usize = 500 << 10;

/// No crawl-delay is taken to be longer: a day is how long rules are kept.
const LONGEST_DELAY: Duration = Duration::from_secs(24 * 60 * 60);

/// What a site allows.
#[derive(Debug)]
pub enum Rules {
    /// It has rules.
    Stated(Group),
    /// It has no robots.txt, and so no rules.
    None,
    /// Not known, and so nothing for now; why not.
    Unread(String),
}

/// The rules for one program.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Group {
    rules: Vec<Rule>,
    delay: Option<Duration>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Rule {
    allow: bool,
    /// A path's beginning, as [`normal`] writes it; `*` stands for anything, and `$` at the end for the path's end.
    pattern: String,
}

impl Rules {
    /// Reads a robots.txt for the program `agent`.
    pub fn read(agent: &str, bytes: &[u8]) -> Rules {
        // A last line that was cut in two could say less than it says whole.
        let bytes = match bytes.iter().rposition(|byte| matches!(byte, b'\n' | b'\r')) {
            Some(end) if bytes.len() >= MOST => &bytes[..end],
            _ => bytes,
        };
        Rules::Stated(Group::read(agent, &String::from_utf8_lossy(bytes)))
    }

    /// Whether the page may be asked for; the reason where that is not known.
    pub fn allow(&self, url: &Url) -> Result<bool, &str> {
        match self {
            Rules::Stated(group) => Ok(group.allows(&url[Position::BeforePath..Position::AfterQuery])),
            Rules::None => Ok(true),
            Rules::Unread(reason) => Err(reason),
        }
    }

    /// How long the site asks us to leave between two requests.
    pub fn delay(&self) -> Duration {
        match self {
            Rules::Stated(group) => group.delay.unwrap_or_default(),
            Rules::None | Rules::Unread(_) => Duration::ZERO,
        }
    }
}

impl Group {
    /// The rules for `agent`: those of all groups that name it, or those for all where none does.
    fn read(agent: &str, text: &str) -> Group {
        let (mut ours, mut all) = (Group::default(), Group::default());
        let (mut named, mut for_us, mut naming) = (false, false, false);
        // Rules before any name are meant for all by whoever wrote them.
        let mut for_all = true;
        for line in text.trim_start_matches('\u{feff}').split(['\n', '\r', '\0']) {
            let Some((key, value)) = record(line) else { continue };
            if key == Key::Agent {
                if !naming {
                    (naming, for_us, for_all) = (true, false, false);
                }
                for_us |= self::agent(value).eq_ignore_ascii_case(agent);
                for_all |= value.starts_with('*');
                named |= for_us;
                continue;
            }
            naming = false;
            for group in
                [(for_us, &mut ours), (for_all, &mut all)].into_iter().filter_map(|(meant, group)| meant.then_some(group))
            {
                group.add(key, value);
            }
        }
        if named { ours } else { all }
    }

    fn add(&mut self, key: Key, value: &str) {
        match key {
            Key::Agent => {}
            Key::Delay => self.delay = self.delay.or_else(|| delay(value)),
            // An empty rule matches nothing.
            Key::Allow | Key::Disallow if value.is_empty() => {}
            Key::Allow | Key::Disallow => self.rules.push(Rule { allow: key == Key::Allow, pattern: normal(value) }),
        }
    }

    fn allows(&self, path: &str) -> bool {
        let path = normal(path);
        let matching = self.rules.iter().filter(|rule| matches(&rule.pattern, &path));
        path == "/robots.txt" || matching.max_by_key(|rule| (rule.pattern.len(), rule.allow)).is_none_or(|rule| rule.allow)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    Agent,
    Allow,
    Disallow,
    Delay,
}

/// What a line says, where it is one we know; the misspellings are those that Google's reader takes as well.
fn record(line: &str) -> Option<(Key, &str)> {
    let line = line.split('#').next().unwrap_or_default().trim();
    let (key, value) = line.split_once(':').or_else(|| line.split_once([' ', '\t']))?;
    let key = match key.trim_end().to_ascii_lowercase().as_str() {
        "user-agent" | "useragent" | "user agent" => Key::Agent,
        "allow" => Key::Allow,
        "disallow" | "dissallow" | "dissalow" | "disalow" | "diasllow" | "disallaw" => Key::Disallow,
        "crawl-delay" | "crawldelay" | "crawl delay" => Key::Delay,
        _ => return None,
    };
    Some((key, value.trim()))
}

/// Seconds, which may be written as infinite, or as more than a duration holds.
fn delay(value: &str) -> Option<Duration> {
    let seconds = value.parse().ok().filter(|seconds| *seconds >= 0.0)?;
    Some(Duration::try_from_secs_f32(seconds).unwrap_or(LONGEST_DELAY).min(LONGEST_DELAY))
}

/// Whether a pattern matches a path from its beginning. Each piece between stars is looked for once, from where the last one ended.
fn matches(pattern: &str, path: &str) -> bool {
    let (pattern, to_end) = pattern.strip_suffix('$').map_or((pattern, false), |pattern| (pattern, true));
    let (first, rest) = pattern.split_once('*').map_or((pattern, None), |(first, rest)| (first, Some(rest)));
    let Some(mut left) = path.strip_prefix(first) else { return false };
    let Some(rest) = rest else { return !to_end || left.is_empty() };
    let (between, last) = rest.rsplit_once('*').unwrap_or(("", rest));
    for piece in between.split('*') {
        match left.find(piece) {
            Some(at) => left = &left[at + piece.len()..],
            None => return false,
        }
    }
    if to_end { left.ends_with(last) } else { left.contains(last) }
}

/// A path with one way of writing each character: percent signs where a browser would put them, and nowhere else.
fn normal(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut normal = String::with_capacity(path.len());
    let mut at = 0;
    while at < bytes.len() {
        let digits =
            path.get(at + 1..at + 3).filter(|digits| bytes[at] == b'%' && digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        let escaped = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        let byte = escaped.unwrap_or(bytes[at]);
        let plain = byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        let as_is = byte.is_ascii_graphic() && !b"\"<>`".contains(&byte);
        match escaped {
            None if as_is => normal.push(char::from(byte)),
            Some(_) if plain => normal.push(char::from(byte)),
            _ => normal.push_str(&format!("%{byte:02X}")),
        }
        at += if escaped.is_some() { 3 } else { 1 };
    }
    normal
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
    fn stars_and_ends_match_what_the_standard_says() {
        let reads = [
            ("/", "/a"),
            ("/a", "/ab/c"),
            ("/*", "/"),
            ("*", "/a"),
            ("/a*/c", "/ab/cd"),
            ("/a$", "/a"),
            ("/*.php$", "/a.php.php"),
            ("/a*", "/a"),
            ("/a**b", "/acb"),
            ("/*a*b$", "/ab"),
            ("$", ""),
            ("/a$b", "/a$bc"),
            ("/fish*.php", "/fishheads/catfish.php?parameters"),
        ];
        let ignores = [
            ("/a", "/A"),
            ("/a$", "/ab"),
            ("/*.php$", "/a.php?b"),
            ("/a*b*c", "/acb"),
            ("/*aa$", "/a"),
            ("a", "/a"),
            ("$", "/"),
            ("/ab*ab$", "/ab"),
        ];
        for (pattern, path) in reads {
            assert!(matches(pattern, path), "{pattern} {path}");
        }
        for (pattern, path) in ignores {
            assert!(!matches(pattern, path), "{pattern} {path}");
        }
    }

    #[test]
    fn a_character_is_the_same_however_it_is_written() {
        assert!(!allows("User-agent: *\nDisallow: /%7Edesk/новости", "/~desk/%d0%bd%D0%be%D0%B2%D0%BE%D1%81%D1%82%D0%B8/1"));
        assert!(allows("User-agent: *\nDisallow: /a%2Fb", "/a/b"), "an escaped slash is not a slash");
        assert_eq!(normal("/100% %4a%2f%é"), "/100%%20J%2F%%C3%A9");
    }

    #[test]
    fn groups_are_read_as_they_are_written() {
        assert!(
            !allows("User-agent: a\nUser-agent: dateline/1.0\nUser-agent: b\nDisallow: /x", "/x"),
            "a rule is for every name above it"
        );
        assert!(
            !allows("User-agent: dateline\nDisallow: /x\nUser-agent: b\nDisallow: /\nuser-agent: DATELINE\nDisallow: /y", "/y"),
            "two groups are one"
        );
        assert!(allows("User-agent: dateline\n\nUser-agent: *\n\nUser-agent: b\nAllow: /x", "/x"));
        assert!(allows("User-agent: datelinebot\nDisallow: /", "/x"), "a longer name is another's");
        assert!(allows("User-agent: dateline\nAllow: /\n\nUser-agent: *\nDisallow: /", "/x"));
        assert!(!allows("Disallow: /x", "/x"), "rules without a name are for all");
        assert!(!allows("USER AGENT : *\rDisalow\t/x # said twice: no", "/x"));
        assert!(!allows("User-agent: *\nDisallow:\nDisallow: /x", "/x"), "an empty rule matches nothing");
    }

    #[test]
    fn robots_txt_itself_may_always_be_read() {
        assert!(allows("User-agent: *\nDisallow: /", "/robots.txt"));
    }

    #[test]
    fn half_a_last_line_is_not_a_rule() {
        let mut text = format!("User-agent: *\n{}", "#\n".repeat(MOST));
        text.truncate(MOST - 11);
        text.push_str("\nDisallow: /");
        assert!(text.len() >= MOST && allows(&text, "/news"));
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
            fn any_bytes_are_rules(bytes: Vec<u8>) {
                let rules = Rules::read("dateline", &bytes);
                prop_assert!(rules.delay() <= LONGEST_DELAY);
                prop_assert!(rules.allow(&Url::parse("https://example.org/a?b").unwrap()).is_ok());
            }

            #[test]
            fn a_well_known_reader_reads_the_same(
                lines in prop::collection::vec("(user-agent: (dateline|other|\\*)|(dis)?allow: [/*]([a-c/*.?]|%2F|é){0,6}\\$?)", 1..12),
                path in "/([a-c/.?]|%2F|é){0,8}",
            ) {
                let text = format!("user-agent: *\n{}\n", lines.join("\n"));
                let url = Url::parse("https://example.org").unwrap().join(&format!("/{}", path.trim_start_matches('/'))).unwrap();
                let oracle = texting_robots::Robot::new("dateline", text.as_bytes()).unwrap();
    let rules = Rules::read("dateline", text.as_bytes());
                prop_assert_eq!(rules.allow(&url), Ok(oracle.allowed(url.as_str())), "{} {}", text, url);
            }

            #[test]
            fn any_lines_that_look_like_rules_are_rules(
                lines in prop::collection::vec("(?s)(user-agent|allow|disallow|crawl-delay|sitemap)[: ]{1,2}[/*$a-e%#.0-9é \r\n\u{0}]{0,12}", 0..12),
                path in "/[a-e*$%.é]{0,12}",
            ) {
                let rules = Rules::read("dateline", lines.join("\n").as_bytes());
                prop_assert!(rules.delay() <= LONGEST_DELAY);
                prop_assert!(rules.allow(&Url::parse("https://example.org").unwrap().join(&path).unwrap()).is_ok());
            }
        }
}
