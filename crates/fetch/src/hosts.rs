//! What is remembered of hosts within one run: when each may be asked again, and what it allows.
//!
//! In: moments, as whoever asks reads them. Out: waits and rules. Reads no clock and sends nothing.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::robots::Rules;

/// The most hosts whose pauses are remembered; beyond it, the pause that ends first is forgotten.
const HOSTS: usize = 1024;

/// The most sites whose rules are remembered; beyond it, the rules that hold the shortest are. The rules of one site take a few megabytes
/// at the very most.
const SITES: usize = 256;

/// How long rules are kept, as RFC 9309 has it.
const RULES_KEPT: Duration = Duration::from_secs(24 * 60 * 60);

/// How long "not known" is kept before robots.txt is asked for again.
const UNREAD_KEPT: Duration = Duration::from_secs(10 * 60);

/// Hosts and sites, bounded.
#[derive(Debug, Default)]
pub struct Hosts {
    /// A host, and the moment from which it may be asked again.
    pauses: BTreeMap<String, Instant>,
    /// A site (scheme, host and port), its rules, and until when they hold.
    rules: BTreeMap<String, (Arc<Rules>, Instant)>,
}

impl Hosts {
    /// How long `host` is to be left alone.
    pub fn wait(&self, host: &str, now: Instant) -> Duration {
        self.pauses.get(host).map_or(Duration::ZERO, |until| until.saturating_duration_since(now))
    }

    /// `host` is to be left alone for `pause` from now on; never for less than it already is.
    pub fn pause(&mut self, host: &str, now: Instant, pause: Duration) {
        // A pause too long for the clock to hold cannot be: both kinds of pause are bounded.
        let until = now.checked_add(pause).unwrap_or(now).max(self.pauses.get(host).copied().unwrap_or(now));
        self.pauses.insert(host.to_owned(), until);
        if self.pauses.len() > HOSTS {
            forget(&mut self.pauses, |until| *until);
        }
    }

    /// The rules of `site`, where they are known and still hold.
    pub fn rules(&self, site: &str, now: Instant) -> Option<Arc<Rules>> {
        self.rules.get(site).filter(|(_, until)| now < *until).map(|(rules, _)| Arc::clone(rules))
    }

    /// Keeps the rules of `site`.
    pub fn keep(&mut self, site: &str, now: Instant, rules: Rules) -> Arc<Rules> {
        let kept = if matches!(rules, Rules::Unread(_)) { UNREAD_KEPT } else { RULES_KEPT };
        let rules = Arc::new(rules);
        self.rules.insert(site.to_owned(), (Arc::clone(&rules), now.checked_add(kept).unwrap_or(now)));
        if self.rules.len() > SITES {
            forget(&mut self.rules, |(_, until)| *until);
        }
        rules
    }
}

/// Forgets the entry that holds the shortest.
fn forget<T>(entries: &mut BTreeMap<String, T>, until: impl Fn(&T) -> Instant) {
    if let Some(name) = entries.iter().min_by_key(|(_, entry)| until(entry)).map(|(name, _)| name.clone()) {
        entries.remove(&name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_left_alone_for_its_pause() {
        let mut hosts = Hosts::default();
        let now = Instant::now();
        hosts.pause("example.org", now, Duration::from_secs(5));
        assert_eq!(hosts.wait("example.org", now + Duration::from_secs(2)), Duration::from_secs(3));
        assert_eq!(hosts.wait("example.org", now + Duration::from_secs(6)), Duration::ZERO);
        assert_eq!(hosts.wait("example.net", now), Duration::ZERO);
    }

    #[test]
    fn a_shorter_pause_does_not_end_a_longer_one() {
        let mut hosts = Hosts::default();
        let now = Instant::now();
        hosts.pause("example.org", now, Duration::from_secs(60));
        hosts.pause("example.org", now, Duration::from_secs(2));
        assert_eq!(hosts.wait("example.org", now), Duration::from_secs(60));
    }

    #[test]
    fn rules_hold_a_day_and_ignorance_ten_minutes() {
        let mut hosts = Hosts::default();
        let now = Instant::now();
        hosts.keep("https://a.example", now, Rules::None);
        hosts.keep("https://b.example", now, Rules::Unread("503".to_owned()));
        let later = now + UNREAD_KEPT;
        assert!(hosts.rules("https://a.example", later).is_some());
        assert!(hosts.rules("https://b.example", later).is_none());
        assert!(hosts.rules("https://a.example", now + RULES_KEPT).is_none());
    }

    #[test]
    fn no_more_hosts_are_remembered_than_the_limit() {
        let mut hosts = Hosts::default();
        let now = Instant::now();
        for number in 0..HOSTS as u64 + 50 {
            hosts.pause(&format!("{number}.example"), now, Duration::from_secs(number));
            hosts.keep(&format!("https://{number}.example"), now + Duration::from_secs(number), Rules::None);
        }
        assert_eq!((hosts.pauses.len(), hosts.rules.len()), (HOSTS, SITES));
        assert_eq!(hosts.wait("49.example", now), Duration::ZERO, "the shortest wait is forgotten first");
        assert_eq!(hosts.wait("50.example", now), Duration::from_secs(50));
    }
}
