//! Gzip, member after member, with a measure for what it may grow to.

use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::MultiGzDecoder;

use crate::{RECORD_LIMIT, Reason};

/// How many times its size a compressed file may unpack to, once it has unpacked to more than [`FREE`]. News text comes to 3 to 10.
const RATIO: u64 = 200;
/// What may be unpacked without asking, in bytes.
const FREE: u64 = 4 * RECORD_LIMIT as u64;

/// The unpacked bytes of `packed`; reading fails where they grow beyond measure.
pub struct Unpacked<R> {
    decoder: MultiGzDecoder<BufReader<Counted<R>>>,
    packed: Arc<AtomicU64>,
    unpacked: u64,
}

impl<R: Read> Unpacked<R> {
    /// Unpacks as it is read.
    pub fn new(packed: R) -> Unpacked<R> {
        let count = Arc::new(AtomicU64::new(0));
        let counted = Counted { inner: packed, count: Arc::clone(&count) };
        Unpacked { decoder: MultiGzDecoder::new(BufReader::new(counted)), packed: count, unpacked: 0 }
    }
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.decoder.read(buffer)?;
        self.unpacked += read as u64;
        if self.unpacked > FREE && self.unpacked > RATIO * self.packed.load(Ordering::Relaxed) {
            return Err(io::Error::other(Bomb));
        }
        Ok(read)
    }
}

/// Counts what is read.
struct Counted<R> {
    inner: R,
    count: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.count.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// It grows beyond measure.
#[derive(Debug, thiserror::Error)]
#[error("it grows beyond measure")]
struct Bomb;

/// What an error of reading means: one of unpacking has its own reason.
pub fn reason(error: io::Error) -> Reason {
    let is_bomb = error.get_ref().is_some_and(|inner| inner.is::<Bomb>());
    match error.kind() {
        _ if is_bomb => Reason::Bomb(RATIO),
        io::ErrorKind::UnexpectedEof => Reason::Short("its compressed bytes end before their time"),
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => Reason::Packed(error.to_string()),
        _ => Reason::Open(error),
    }
}

/// All that `input` holds, where it is no longer than a record may be.
pub fn whole(input: impl Read) -> Result<Vec<u8>, Reason> {
    let mut bytes = Vec::new();
    input.take(RECORD_LIMIT as u64 + 1).read_to_end(&mut bytes).map_err(reason)?;
    if bytes.len() > RECORD_LIMIT { Err(Reason::Long) } else { Ok(bytes) }
}

/// Whether `input` begins as gzip does.
pub fn is_next(input: &mut impl BufRead) -> io::Result<bool> {
    Ok(crate::kind::is_gzip(input.fill_buf()?))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn pack(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn every_member_is_read() {
        let packed = [pack(b"one "), pack(b"two")].concat();
        assert_eq!(whole(Unpacked::new(&packed[..])).unwrap(), b"one two");
    }

    #[test]
    fn what_is_cut_or_damaged_is_named() {
        let packed = pack(&b"An air strike on the town. ".repeat(50));
        let cut = whole(Unpacked::new(&packed[..packed.len() - 9])).unwrap_err();
        assert!(matches!(cut, Reason::Short(_)), "{cut}");
        let mut damaged = packed;
        let middle = damaged.len() / 2;
        damaged[middle] ^= 0xff;
        assert!(whole(Unpacked::new(&damaged[..])).is_err());
        assert!(matches!(whole(Unpacked::new(&b"not gzip at all"[..])), Err(Reason::Packed(_))));
    }

    #[test]
    fn a_bomb_is_stopped_while_it_unpacks() {
        let zeros = vec![b'a'; 1 << 20];
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        for _ in 0..256 {
            encoder.write_all(&zeros).unwrap();
        }
        let packed = encoder.finish().unwrap();
        let mut read = 0;
        let mut unpacked = Unpacked::new(&packed[..]);
        let mut buffer = vec![0; 1 << 16];
        let error = loop {
            match unpacked.read(&mut buffer) {
                Ok(0) => panic!("it was unpacked to its end"),
                Ok(n) => read += n as u64,
                Err(error) => break error,
            }
        };
        assert!(read <= FREE + (1 << 16), "{read}");
        assert!(matches!(reason(error), Reason::Bomb(_)));
        assert!(matches!(whole(Unpacked::new(&packed[..])), Err(Reason::Long)));
    }
}
