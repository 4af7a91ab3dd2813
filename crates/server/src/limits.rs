//! Limits: how often one address may ask, and how often a name or an address may try to sign in.

use std::net::IpAddr;
use std::num::NonZeroU32;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::problem::Problem;

/// Sign-ins tried a minute, for one name and for one address.
const SIGN_INS: NonZeroU32 = NonZeroU32::new(5).unwrap();

/// Who asked how often.
pub struct Limits {
    requests: DefaultKeyedRateLimiter<IpAddr>,
    sign_ins: DefaultKeyedRateLimiter<String>,
    clock: DefaultClock,
}

impl Limits {
    /// So many requests a second from one address, twice as many at once.
    pub fn new(a_second: NonZeroU32) -> Limits {
        let quota = Quota::per_second(a_second).allow_burst(a_second.saturating_mul(NonZeroU32::MIN.saturating_add(1)));
        Limits {
            requests: RateLimiter::keyed(quota),
            sign_ins: RateLimiter::keyed(Quota::per_minute(SIGN_INS)),
            clock: DefaultClock::default(),
        }
    }

    /// Counts a request.
    pub fn request(&self, from: IpAddr) -> Result<(), Problem> {
        self.requests.check_key(&from).map_err(|until| Problem::too_many(until.wait_time_from(self.clock.now())))
    }

    /// Counts a try to sign in.
    pub fn sign_in(&self, from: IpAddr, name: &str) -> Result<(), Problem> {
        for key in [format!("from {from}"), format!("as {}", name.chars().take(100).collect::<String>())] {
            self.sign_ins.check_key(&key).map_err(|until| Problem::too_many(until.wait_time_from(self.clock.now())))?;
        }
        Ok(())
    }

    /// Forgets who has not asked for long.
    pub fn forget(&self) {
        self.requests.retain_recent();
        self.sign_ins.retain_recent();
    }
}
