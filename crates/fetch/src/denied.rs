//! Which addresses of the network are not asked, and why.
//!
//! In: an address of the network. Out: the kind of place it is, where it is not the public internet.
//! From the IANA special-purpose address registries (RFC 6890 and those after it), with the addresses under which clouds keep their
//! machines' secrets. Knows nothing of names.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A block of addresses: its first, how many leading bits its members share, and what it is.
type Block4 = ([u8; 4], u32, &'static str);
type Block6 = ([u16; 8], u32, &'static str);

const DENIED_4: [Block4; 18] = [
    ([0, 0, 0, 0], 8, "this machine"),
    ([10, 0, 0, 0], 8, "a private network"),
    ([100, 64, 0, 0], 10, "a carrier's own network"),
    ([127, 0, 0, 0], 8, "this machine"),
    ([168, 63, 129, 16], 32, "a cloud's host address"),
    ([169, 254, 0, 0], 16, "the local link"),
    ([172, 16, 0, 0], 12, "a private network"),
    ([192, 0, 0, 0], 24, "reserved"),
    ([192, 0, 2, 0], 24, "for documentation"),
    ([192, 31, 196, 0], 24, "reserved"),
    ([192, 52, 193, 0], 24, "reserved"),
    ([192, 88, 99, 0], 24, "reserved"),
    ([192, 168, 0, 0], 16, "a private network"),
    ([192, 175, 48, 0], 24, "reserved"),
    ([198, 18, 0, 0], 15, "for benchmarks"),
    ([198, 51, 100, 0], 24, "for documentation"),
    ([203, 0, 113, 0], 24, "for documentation"),
    // Multicast, what is reserved above it, and broadcast.
    ([224, 0, 0, 0], 3, "multicast or reserved"),
];

/// The one block of version 6 that is routed on the public internet; all outside it is denied, whatever it is set aside for.
const PUBLIC_6: ([u16; 8], u32) = ([0x2000, 0, 0, 0, 0, 0, 0, 0], 3);

/// What is denied inside [`PUBLIC_6`], and names for the better known of what is outside.
const DENIED_6: [Block6; 14] = [
    ([0x2001, 0, 0, 0, 0, 0, 0, 0], 23, "reserved or a tunnel"),
    ([0x2001, 0xdb8, 0, 0, 0, 0, 0, 0], 32, "for documentation"),
    ([0x2002, 0, 0, 0, 0, 0, 0, 0], 16, "a tunnel to version 4"),
    ([0x2620, 0x4f, 0x8000, 0, 0, 0, 0, 0], 48, "reserved"),
    ([0x3fff, 0, 0, 0, 0, 0, 0, 0], 20, "for documentation"),
    ([0, 0, 0, 0, 0, 0, 0, 1], 128, "this machine"),
    ([0, 0, 0, 0, 0, 0xffff, 0, 0], 96, "a version 4 address in version 6"),
    ([0, 0, 0, 0, 0, 0, 0, 0], 96, "a version 4 address in version 6"),
    ([0x64, 0xff9b, 0, 0, 0, 0, 0, 0], 96, "a version 4 address in version 6"),
    ([0x64, 0xff9b, 1, 0, 0, 0, 0, 0], 48, "a version 4 address in version 6"),
    ([0xfc00, 0, 0, 0, 0, 0, 0, 0], 7, "a private network"),
    ([0xfe80, 0, 0, 0, 0, 0, 0, 0], 10, "the local link"),
    ([0xfec0, 0, 0, 0, 0, 0, 0, 0], 10, "a private network"),
    ([0xff00, 0, 0, 0, 0, 0, 0, 0], 8, "multicast"),
];

/// What is at `address`, where it is not the public internet.
pub fn denied(address: IpAddr) -> Option<&'static str> {
    match address {
        IpAddr::V4(address) => denied_4(address),
        IpAddr::V6(address) => denied_6(address),
    }
}

fn denied_4(address: Ipv4Addr) -> Option<&'static str> {
    let shares = |block: &&Block4| (address.to_bits() ^ Ipv4Addr::from_octets(block.0).to_bits()) >> (32 - block.1) == 0;
    DENIED_4.iter().find(shares).map(|block| block.2)
}

fn denied_6(address: Ipv6Addr) -> Option<&'static str> {
    let shares = |first: [u16; 8], bits: u32| (address.to_bits() ^ Ipv6Addr::from_segments(first).to_bits()) >> (128 - bits) == 0;
    let named = DENIED_6.iter().find(|block| shares(block.0, block.1)).map(|block| block.2);
    named.or_else(|| (!shares(PUBLIC_6.0, PUBLIC_6.1)).then_some("not on the public internet"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(address: &str) -> Option<&'static str> {
        denied(address.parse().unwrap())
    }

    #[test]
    fn each_block_is_denied_from_its_first_address_to_its_last() {
        for (first, bits, kind) in DENIED_4 {
            let first = Ipv4Addr::from_octets(first);
            let last = Ipv4Addr::from_bits(first.to_bits() | u32::MAX.checked_shr(bits).unwrap_or(0));
            assert_eq!((denied_4(first), denied_4(last)), (Some(kind), Some(kind)), "{first} to {last}");
        }
        for (first, bits, kind) in DENIED_6 {
            let first = Ipv6Addr::from_segments(first);
            let last = Ipv6Addr::from_bits(first.to_bits() | u128::MAX.checked_shr(bits).unwrap_or(0));
            assert_eq!(denied_6(last), Some(kind), "{last}");
            assert!(denied_6(first).is_some(), "{first}");
        }
    }

    #[test]
    fn what_lies_just_outside_a_block_is_asked() {
        let public = [
            "1.0.0.0",
            "9.255.255.255",
            "11.0.0.0",
            "100.63.255.255",
            "100.128.0.0",
            "126.255.255.255",
            "128.0.0.0",
            "168.63.129.15",
            "168.63.129.17",
            "169.253.255.255",
            "169.255.0.0",
            "172.15.255.255",
            "172.32.0.0",
            "191.255.255.255",
            "192.0.1.0",
            "192.0.3.0",
            "192.167.255.255",
            "192.169.0.0",
            "198.17.255.255",
            "198.20.0.0",
            "198.51.99.255",
            "198.51.101.0",
            "203.0.112.255",
            "203.0.114.0",
            "223.255.255.255",
            "2000::",
            "2001:200::",
            "2001:db7:ffff::1",
            "2001:db9::",
            "2003::1",
            "2606:4700::1111",
            "3ffe:ffff::1",
            "3fff:1000::",
        ];
        for address in public {
            assert_eq!(of(address), None, "{address}");
        }
    }

    #[test]
    fn a_version_4_address_is_denied_in_every_dress_of_version_6() {
        // 169.254.169.254, where clouds keep secrets: mapped, compatible, through two kinds of translator, and through a tunnel.
        let dresses = [
            "::ffff:a9fe:a9fe",
            "::a9fe:a9fe",
            "64:ff9b::a9fe:a9fe",
            "64:ff9b:1::a9fe:a9fe",
            "2002:a9fe:a9fe::1",
            "2001::a9fe:a9fe",
        ];
        for address in dresses {
            assert!(of(address).is_some(), "{address}");
        }
        assert!(of("::ffff:8.8.8.8").is_some(), "nobody writes a public address so but to hide it");
    }

    #[test]
    fn all_that_the_standard_library_calls_local_is_denied() {
        for bits in (0..=u32::MAX).step_by(65_521) {
            let address = Ipv4Addr::from_bits(bits);
            let local = address.is_private()
                || address.is_loopback()
                || address.is_link_local()
                || address.is_multicast()
                || address.is_broadcast()
                || address.is_documentation()
                || address.is_unspecified();
            assert!(!local || denied_4(address).is_some(), "{address}");
        }
    }

    #[test]
    fn version_6_outside_the_public_block_is_denied_whatever_it_is() {
        for address in ["::", "::1", "100::1", "4000::1", "5f00::1", "fd00:ec2::254", "fe80::1", "ff02::1", "ffff::"] {
            assert!(of(address).is_some(), "{address}");
        }
    }
}
