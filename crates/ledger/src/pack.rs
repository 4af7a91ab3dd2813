//! Packing: bytes smaller than they are, and digests of them.

use std::cell::RefCell;

use sha2::{Digest, Sha256};
use zstd::bulk::{Compressor, Decompressor};

use crate::Error;

/// The most that anything packed may come to when it is unpacked: a record of the largest report many times over.
const MOST: usize = 256 << 20;

thread_local! {
    /// One of each a thread: to make one takes longer than to use it on a report.
    static PACKER: RefCell<Option<Compressor<'static>>> = RefCell::new(Compressor::new(3).ok());
    static UNPACKER: RefCell<Option<Decompressor<'static>>> = RefCell::new(Decompressor::new().ok());
}

/// Zstandard at its usual level; the same bytes give the same bytes.
pub(crate) fn pack(bytes: &[u8]) -> Vec<u8> {
    PACKER.with_borrow_mut(|packer| packer.as_mut().and_then(|packer| packer.compress(bytes).ok())).unwrap_or_default()
}

/// What was packed; `what` names it where it does not unpack.
pub(crate) fn unpack(packed: &[u8], what: impl Fn() -> String) -> Result<Vec<u8>, Error> {
    let length = zstd::zstd_safe::get_frame_content_size(packed).ok().flatten().unwrap_or(0);
    let corrupt = |problem: String| Error::Corrupt { what: what(), problem };
    if length > MOST as u64 {
        return Err(corrupt("it says it is larger than anything we keep".to_owned()));
    }
    UNPACKER.with_borrow_mut(|unpacker| match unpacker {
        Some(unpacker) => unpacker.decompress(packed, length as usize).map_err(|error| corrupt(error.to_string())),
        None => Err(corrupt("there is no memory to unpack it".to_owned())),
    })
}

/// SHA-256.
pub(crate) fn digest(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// "sha256:…".
pub(crate) fn named(digest: &[u8]) -> String {
    let mut name = String::with_capacity(7 + 2 * digest.len());
    name.push_str("sha256:");
    digest.iter().for_each(|byte| name.push_str(&format!("{byte:02x}")));
    name
}
