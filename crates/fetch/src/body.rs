//! A body's bytes, never more than the limit.
//!
//! In: a reader and what its bytes are encoded as. Out: the bytes decoded. The limit holds for what is sent and for what it unpacks to,
//! so that neither an endless body nor a small one that unpacks to an endless one fills the memory.

use std::io::{self, Read};

use flate2::read::MultiGzDecoder;

/// What to do with a body that is longer than the limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beyond {
    /// It is an error.
    Refuse,
    /// The limit's worth is taken and the rest left, as robots.txt wants it.
    Cut,
}

/// Why a body could not be read.
#[derive(Debug)]
pub enum Unread {
    TooLarge,
    Encoding(String),
    Gzip(io::Error),
    Read(io::Error),
}

/// Reads a body.
pub fn read(sent: impl Read, encoding: &str, limit: usize, beyond: Beyond) -> Result<Vec<u8>, Unread> {
    let encoding = encoding.trim().to_ascii_lowercase();
    let gzip = match encoding.as_str() {
        "" | "identity" => false,
        "gzip" | "x-gzip" => true,
        _ => return Err(Unread::Encoding(encoding.chars().take(40).collect())),
    };
    let (bytes, whole) = up_to(sent, limit).map_err(Unread::Read)?;
    if !whole && beyond == Beyond::Refuse {
        return Err(Unread::TooLarge);
    }
    if !gzip || bytes.is_empty() {
        return Ok(bytes);
    }
    let (bytes, whole) = up_to(MultiGzDecoder::new(bytes.as_slice()), limit).map_err(Unread::Gzip)?;
    if whole || beyond == Beyond::Cut { Ok(bytes) } else { Err(Unread::TooLarge) }
}

/// At most `limit` bytes, and whether those were all.
fn up_to(reader: impl Read, limit: usize) -> io::Result<(Vec<u8>, bool)> {
    let mut bytes = Vec::new();
    reader.take((limit as u64).saturating_add(1)).read_to_end(&mut bytes)?;
    let whole = bytes.len() <= limit;
    bytes.truncate(limit);
    Ok((bytes, whole))
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use proptest::prelude::*;
    use std::io::Write;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn a_body_of_exactly_the_limit_is_read() {
        assert_eq!(read(&b"12345"[..], "", 5, Beyond::Refuse).unwrap(), b"12345");
        assert!(matches!(read(&b"123456"[..], "", 5, Beyond::Refuse), Err(Unread::TooLarge)));
        assert_eq!(read(&b"123456"[..], "", 5, Beyond::Cut).unwrap(), b"12345");
    }

    #[test]
    fn an_endless_body_is_given_up_on() {
        assert!(matches!(read(io::repeat(b'a'), "", 1000, Beyond::Refuse), Err(Unread::TooLarge)));
    }

    #[test]
    fn gzip_is_unpacked_in_all_its_members() {
        let sent = [gzip(b"one "), gzip(b"two")].concat();
        assert_eq!(read(sent.as_slice(), "GZip", 100, Beyond::Refuse).unwrap(), b"one two");
    }

    #[test]
    fn what_unpacks_beyond_the_limit_is_given_up_on() {
        let bomb = gzip(&vec![0; 1 << 20]);
        assert!(bomb.len() < 2000);
        assert!(matches!(read(bomb.as_slice(), "gzip", 2000, Beyond::Refuse), Err(Unread::TooLarge)));
    }

    #[test]
    fn half_a_gzip_is_an_error_and_not_half_a_page() {
        let sent = gzip(b"a page of words");
        assert!(matches!(read(&sent[..sent.len() - 9], "gzip", 100, Beyond::Refuse), Err(Unread::Gzip(_))));
    }

    #[test]
    fn other_encodings_are_named() {
        assert!(matches!(read(&b"?"[..], "br", 5, Beyond::Refuse), Err(Unread::Encoding(name)) if name == "br"));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_named_within_the_limit(sent: Vec<u8>, limit in 0usize..64, gzipped: bool) {
            if let Ok(bytes) = read(sent.as_slice(), if gzipped { "gzip" } else { "" }, limit, Beyond::Cut) {
                prop_assert!(bytes.len() <= limit);
            }
        }
    }
}
