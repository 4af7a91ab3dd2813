//! Lines of a stream, none held beyond a limit.

use std::io::{self, BufRead};

/// One line.
#[derive(Debug, PartialEq, Eq)]
pub enum Line {
    /// Its bytes, without the line feed.
    Bytes(Vec<u8>),
    /// It is longer than the limit: its bytes were passed over, not kept.
    Long,
}

/// The lines of `input`; after an error there are none.
pub struct Lines<R> {
    input: R,
    limit: usize,
    ended: bool,
}

impl<R: BufRead> Lines<R> {
    /// None is held beyond `limit` bytes.
    pub fn new(input: R, limit: usize) -> Lines<R> {
        Lines { input, limit, ended: false }
    }

    fn line(&mut self) -> io::Result<Option<Line>> {
        let mut bytes = Vec::new();
        let mut long = false;
        loop {
            let buffer = match self.input.fill_buf() {
                Ok(buffer) => buffer,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if buffer.is_empty() {
                self.ended = true;
                return Ok((long || !bytes.is_empty()).then_some(if long { Line::Long } else { Line::Bytes(bytes) }));
            }
            let end = buffer.iter().position(|&byte| byte == b'\n');
            let part = &buffer[..end.unwrap_or(buffer.len())];
            if bytes.len() + part.len() > self.limit {
                long = true;
                bytes = Vec::new();
            }
            if !long {
                bytes.extend_from_slice(part);
            }
            let used = part.len() + usize::from(end.is_some());
            self.input.consume(used);
            if end.is_some() {
                return Ok(Some(if long { Line::Long } else { Line::Bytes(bytes) }));
            }
        }
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = io::Result<Line>;

    fn next(&mut self) -> Option<io::Result<Line>> {
        if self.ended {
            return None;
        }
        let line = self.line();
        self.ended |= line.is_err();
        line.transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, limit: usize) -> Vec<Line> {
        let input = io::BufReader::with_capacity(4, text.as_bytes());
        Lines::new(input, limit).map(|line| line.unwrap()).collect()
    }

    #[test]
    fn lines_end_at_line_feeds_and_at_the_end() {
        let bytes = |text: &str| Line::Bytes(text.as_bytes().to_vec());
        assert_eq!(lines("one\n\nthree", 80), [bytes("one"), bytes(""), bytes("three")]);
        assert_eq!(lines("one\n", 80), [bytes("one")]);
        assert_eq!(lines("", 80), []);
    }

    #[test]
    fn a_long_line_is_passed_over_and_the_next_one_is_read() {
        assert_eq!(lines("123456789\nnext", 8), [Line::Long, Line::Bytes(b"next".to_vec())]);
        assert_eq!(lines("12345678\n123456789", 8), [Line::Bytes(b"12345678".to_vec()), Line::Long]);
    }
}
