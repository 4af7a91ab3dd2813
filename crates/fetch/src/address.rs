//! Which addresses may be asked at all, before any name is looked up.
//!
//! In: an address as someone wrote it, or a redirect as a server sent it. Out: the address as every later step reads it, or why not.
//! Knows nothing of what names resolve to; that is for `resolver`.

use std::net::IpAddr;

use url::{Host, Url};

use crate::denied::denied;
use crate::error::Error;

/// The ports of web servers; others belong to other services, which a request could be made to speak to.
const PORTS: [u16; 4] = [80, 443, 8080, 8443];

/// The longest address read; no article or feed has needed more.
const LONGEST: usize = 4096;

/// Reads an address and checks all that can be seen from its letters alone.
///
/// The URL standard's reading is used, in which `127.1`, `0x7f.1`, `2130706433` and `１２７.0.0.1` are all 127.0.0.1.
pub fn read(written: &str, allow_private: bool) -> Result<Url, Error> {
    let address = |reason: String| Error::Address { url: cut(written), reason };
    if written.len() > LONGEST {
        return Err(address(format!("it is longer than {LONGEST} bytes")));
    }
    let url = Url::parse(written.trim()).map_err(|error| address(error.to_string()))?;
    check(url, allow_private)
}

/// Where a redirect of `from` leads, checked like any address.
pub fn follow(from: &Url, location: &str, allow_private: bool) -> Result<Url, Error> {
    let address = |reason: String| Error::Address { url: cut(location), reason: format!("{reason} (a redirect of {from})") };
    if location.len() > LONGEST {
        return Err(address(format!("it is longer than {LONGEST} bytes")));
    }
    let to = from.join(location.trim()).map_err(|error| address(error.to_string()))?;
    if from.scheme() == "https" && to.scheme() == "http" {
        return Err(Error::Downgrade { from: from.to_string(), to: without_user(&to) });
    }
    check(to, allow_private)
}

fn check(mut url: Url, allow_private: bool) -> Result<Url, Error> {
    if !matches!(url.scheme(), "http" | "https") {
        return Err(Error::Scheme { url: cut(&without_user(&url)), scheme: cut(url.scheme()) });
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Error::User { url: without_user(&url) });
    }
    let port = url.port_or_known_default().unwrap_or(0);
    if port == 0 || !(allow_private || PORTS.contains(&port)) {
        return Err(Error::Port { url: url.to_string(), port });
    }
    let literal = match url.host() {
        Some(Host::Ipv4(address)) => Some(IpAddr::V4(address)),
        Some(Host::Ipv6(address)) => Some(IpAddr::V6(address)),
        Some(Host::Domain(_)) | None => None,
    };
    if let Some((address, kind)) = literal.and_then(|address| Some((address, denied(address)?)))
        && !allow_private
    {
        return Err(Error::Private { url: url.to_string(), address, kind });
    }
    url.set_fragment(None);
    Ok(url)
}

/// The address with any user name and password left out: they are secrets, and errors are printed.
fn without_user(url: &Url) -> String {
    let mut url = url.clone();
    // Both fail only where the address can hold neither.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.to_string()
}

/// At most 200 characters of what could not be read, on one line.
fn cut(words: &str) -> String {
    const MOST: usize = 200;
    let mut cut: String = words.chars().take(MOST).map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    if words.chars().nth(MOST).is_some() {
        cut.push('…');
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_is_refused_in_every_spelling() {
        let spellings = [
            "127.0.0.1",
            "127.1",
            "127.0.1",
            "0x7f.1",
            "0x7f000001",
            "0177.0.0.1",
            "017700000001",
            "2130706433",
            "127.0.0.1.",
            "１２７.0.0.1",
            "127。0。0。1",
            "%31%32%37.0.0.1",
            "0",
            "0.0.0.0",
            "[::1]",
            "[::]",
            "[::ffff:127.0.0.1]",
            "[::ffff:7f00:1]",
            "[::127.0.0.1]",
            "[64:ff9b::7f00:1]",
            "[0:0:0:0:0:ffff:7f00:0001]",
        ];
        for host in spellings {
            let read = read(&format!("http://{host}/feed"), false);
            assert!(matches!(read, Err(Error::Private { .. })), "{host}: {read:?}");
        }
    }

    #[test]
    fn private_places_are_refused_by_number() {
        for host in [
            "10.1.2.3",
            "172.20.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.100.100.200",
            "[fd00:ec2::254]",
            "[fe80::1]",
            "255.255.255.255",
        ] {
            let read = read(&format!("https://{host}/"), false);
            assert!(matches!(read, Err(Error::Private { .. })), "{host}: {read:?}");
        }
        assert!(read("http://10.1.2.3:9000/", true).is_ok(), "where private addresses are allowed, they are asked on any port");
    }

    #[test]
    fn only_web_addresses_are_read() {
        for url in [
            "file:///etc/hosts",
            "ftp://example.org/",
            "gopher://example.org/",
            "data:text/html,hello",
            "javascript:alert(1)",
            "ws://example.org",
        ] {
            assert!(matches!(read(url, true), Err(Error::Scheme { .. })), "{url}");
        }
        for url in ["", "example.org/feed", "http://", "http:///", "http://[::1", "http://exa mple.org/", "//example.org/"] {
            assert!(matches!(read(url, true), Err(Error::Address { .. })), "{url}");
        }
    }

    #[test]
    fn only_web_ports_are_asked() {
        for url in ["http://example.org:80/", "http://example.org:8080/", "https://example.org:8443/", "http://example.org:443/"]
        {
            assert!(read(url, false).is_ok(), "{url}");
        }
        for url in ["http://example.org:22/", "http://example.org:25/", "http://example.org:6379/", "http://example.org:0/"] {
            assert!(matches!(read(url, false), Err(Error::Port { .. })), "{url}");
        }
        assert!(matches!(read("http://example.org:0/", true), Err(Error::Port { .. })));
    }

    #[test]
    fn a_password_is_refused_and_not_printed() {
        for url in ["https://desk:hunter2@example.org/feed", "https://:hunter2@example.org/", "https://hunter2@example.org/"] {
            let error = read(url, true).unwrap_err();
            assert!(matches!(error, Error::User { .. }), "{url}: {error}");
            assert!(!error.to_string().contains("hunter2"), "{error}");
        }
    }

    #[test]
    fn a_redirect_is_read_against_the_page_it_came_from() {
        let from = read("https://example.org/news/feed", false).unwrap();
        let to = |location| follow(&from, location, false).map(String::from);
        assert_eq!(to("../rss#top").unwrap(), "https://example.org/rss");
        assert_eq!(to("//example.net/rss").unwrap(), "https://example.net/rss");
        assert!(matches!(to("http://example.org/rss"), Err(Error::Downgrade { .. })));
        assert!(matches!(to("https://2130706433/"), Err(Error::Private { .. })));
        assert!(matches!(to("file:///etc/hosts"), Err(Error::Scheme { .. })));
        assert!(matches!(to("//desk:hunter2@example.org/"), Err(Error::User { .. })));
        assert!(matches!(to(&"a".repeat(5000)), Err(Error::Address { .. })));
    }

    #[test]
    fn an_address_in_another_script_is_asked_in_its_wire_form() {
        assert_eq!(
            read("https://пример.example/новости#a", false).unwrap().as_str(),
            "https://xn--e1afmkfd.example/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8"
        );
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_written_is_read_or_named(written in "(https?://)?[\\PC\u{0}-\u{20}]{0,40}") {
            match read(&written, false) {
                Ok(url) => proptest::prop_assert!(matches!(url.scheme(), "http" | "https") && url.host_str().is_some_and(|host| !host.is_empty())),
                Err(error) => proptest::prop_assert!(!error.to_string().contains('\n')),
            }
        }

        #[test]
        fn a_number_that_is_denied_is_refused_whichever_way_it_is_written(bits: u32) {
            let address = std::net::Ipv4Addr::from_bits(bits);
            let [a, b, c, d] = address.octets();
            let spellings = [
                format!("{a}.{b}.{c}.{d}"), format!("{bits}"), format!("{bits:#x}"), format!("0{bits:o}"),
                format!("{a}.{}", bits & 0xff_ffff), format!("{a:#x}.{b}.{}", bits & 0xffff), format!("0{a:o}.0{b:o}.0{c:o}.0{d:o}"),
            ];
            for host in spellings {
                let refused = read(&format!("http://{host}/"), false).is_err();
                proptest::prop_assert_eq!(refused, denied(address.into()).is_some(), "{}", host);
            }
            let mapped = format!("http://[::ffff:{address}]/");
            proptest::prop_assert!(read(&mapped, false).is_err());
        }
    }
}
