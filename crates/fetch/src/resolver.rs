//! What names resolve to, with all that is not the public internet left out.
//!
//! In: a name. Out: the addresses that may be connected to. The connection is made to one of these and to no other, so a name that
//! resolves to something else a moment later gains nothing. Numbers come through here too, whatever their spelling.

use std::error::Error as StdError;
use std::fmt;
use std::net::{IpAddr, SocketAddr};

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

use crate::denied::denied;

/// A resolver, filtered.
#[derive(Debug)]
pub struct Public<R = DefaultResolver> {
    /// Whether nothing is filtered.
    pub allow_private: bool,
    /// What is filtered: the system's resolver, or what a test puts in its place.
    pub names: R,
}

/// A name all of whose addresses are denied; the first of them, and what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Denied {
    pub address: IpAddr,
    pub kind: &'static str,
}

impl fmt::Display for Denied {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is not on the public internet ({})", self.address, self.kind)
    }
}

impl StdError for Denied {}

impl<R: Resolver> Resolver for Public<R> {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.names.resolve(uri, config, timeout)?;
        if self.allow_private {
            return Ok(found);
        }
        let kept = public(&found).map_err(|denied| ureq::Error::Other(Box::new(denied)))?;
        let mut addresses = self.empty();
        for address in kept {
            // Fits: no more than were found.
            addresses.push(address);
        }
        if addresses.is_empty() { Err(ureq::Error::HostNotFound) } else { Ok(addresses) }
    }
}

/// Those of a name's addresses that are on the public internet, or the first that is not where none is.
fn public(found: &[SocketAddr]) -> Result<Vec<SocketAddr>, Denied> {
    let kept: Vec<SocketAddr> = found.iter().copied().filter(|socket| denied(socket.ip()).is_none()).collect();
    let first = found.iter().find_map(|socket| Some(Denied { address: socket.ip(), kind: denied(socket.ip())? }));
    match first {
        Some(denied) if kept.is_empty() => Err(denied),
        _ => Ok(kept),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sockets(addresses: &[&str]) -> Vec<SocketAddr> {
        addresses.iter().map(|address| SocketAddr::new(address.parse().unwrap(), 443)).collect()
    }

    #[test]
    fn a_name_of_this_machine_is_refused() {
        let denied = public(&sockets(&["127.0.0.1", "::1"])).unwrap_err();
        assert_eq!(denied, Denied { address: "127.0.0.1".parse().unwrap(), kind: "this machine" });
    }

    #[test]
    fn of_a_mixed_name_only_the_public_addresses_are_connected_to() {
        let kept = public(&sockets(&["10.0.0.7", "1.1.1.1", "fe80::1", "2606:4700::1111"])).unwrap();
        assert_eq!(kept, sockets(&["1.1.1.1", "2606:4700::1111"]));
    }
}
