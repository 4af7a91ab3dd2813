//! When a server asks to be asked again.
//!
//! In: a `Retry-After` header. Out: a wait, or a moment; which of the two it comes to is for whoever has a clock.

use jiff::fmt::rfc2822::DateTimeParser;
use jiff::{SignedDuration, Timestamp};

/// What a server's `Retry-After` says, as said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RetryAfter {
    /// So many seconds from the answer.
    Seconds(u32),
    /// At a moment.
    At(Timestamp),
}

impl RetryAfter {
    /// Reads the header; `None` where it is neither seconds nor a date.
    pub fn read(header: &str) -> Option<RetryAfter> {
        let header = header.trim();
        if !header.is_empty() && header.bytes().all(|byte| byte.is_ascii_digit()) {
            // More seconds than fit are as good as for ever.
            return Some(RetryAfter::Seconds(header.parse().unwrap_or(u32::MAX)));
        }
        DateTimeParser::new().parse_timestamp(header).ok().map(RetryAfter::At)
    }

    /// How long to wait from `now`; nothing where the moment is past.
    pub fn wait(self, now: Timestamp) -> SignedDuration {
        match self {
            RetryAfter::Seconds(seconds) => SignedDuration::from_secs(i64::from(seconds)),
            RetryAfter::At(moment) => moment.duration_since(now).max(SignedDuration::ZERO),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_and_dates_are_read() {
        assert_eq!(RetryAfter::read(" 120 "), Some(RetryAfter::Seconds(120)));
        assert_eq!(RetryAfter::read("99999999999999999999"), Some(RetryAfter::Seconds(u32::MAX)));
        let at = RetryAfter::read("Wed, 21 Oct 2015 07:28:00 GMT").unwrap();
        let moment: Timestamp = "2015-10-21T07:28:00Z".parse().unwrap();
        assert_eq!(at, RetryAfter::At(moment));
        assert_eq!(at.wait(moment - SignedDuration::from_secs(90)), SignedDuration::from_secs(90));
        assert_eq!(at.wait(moment + SignedDuration::from_secs(90)), SignedDuration::ZERO);
    }

    #[test]
    fn anything_else_is_as_if_it_were_not_sent() {
        for header in ["", "-5", "soon", "1.5", "+3", "١٢", "Wed, 99 Oct 2015 07:28:00 GMT"] {
            assert_eq!(RetryAfter::read(header), None, "{header}");
        }
    }
}
