//! Compressed inputs, expanded as they are read, with a limit that stops bombs.

use crate::settings::Settings;
use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read};
use std::rc::Rc;

/// Compression that is recognised by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Compression {
    Gzip,
    Zstd,
}

/// The compression that bytes open with, if any.
pub(crate) fn compression(head: &[u8]) -> Option<Compression> {
    // Zstandard files may open with a skippable frame (0x184D2A5?), as dictionary-compressed web archives do.
    let skippable = head.get(1..4) == Some(&[0x2a, 0x4d, 0x18]) && head.first().is_some_and(|byte| byte & 0xf0 == 0x50);
    match head {
        [0x1f, 0x8b, 0x08, ..] => Some(Compression::Gzip),
        [0x28, 0xb5, 0x2f, 0xfd, ..] => Some(Compression::Zstd),
        _ if skippable => Some(Compression::Zstd),
        _ => None,
    }
}

/// The message of the error that a bomb ends in.
pub(crate) const BOMB: &str = "it grows beyond the limit on expansion";

/// Whether an error is the limit on expansion.
pub(crate) fn is_bomb(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::FileTooLarge
}

/// A reader over the expanded bytes of a compressed one. It ends in an error of kind `FileTooLarge` when the input
/// grows beyond the settings' limits.
pub(crate) fn expand<'a>(
    input: impl BufRead + 'a,
    kind: Compression,
    settings: &Settings,
) -> io::Result<Box<dyn BufRead + 'a>> {
    let read = Rc::new(Cell::new(0));
    let counted = BufReader::with_capacity(1 << 16, Counted { input, read: Rc::clone(&read) });
    let expanded: Box<dyn Read + 'a> = match kind {
        Compression::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(counted)),
        Compression::Zstd => Box::new(zstd::stream::read::Decoder::with_buffer(counted)?),
    };
    let limited =
        Limited { expanded, read, written: 0, ratio: settings.largest_expansion, floor: settings.expansion_floor };
    Ok(Box::new(BufReader::with_capacity(1 << 16, limited)))
}

struct Counted<R> {
    input: R,
    read: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(buffer)?;
        self.read.set(self.read.get().saturating_add(count as u64));
        Ok(count)
    }
}

struct Limited<R> {
    expanded: R,
    read: Rc<Cell<u64>>,
    written: u64,
    ratio: u64,
    floor: u64,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.written > self.floor && self.written > self.read.get().saturating_mul(self.ratio) {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, BOMB));
        }
        let count = self.expanded.read(buffer)?;
        self.written = self.written.saturating_add(count as u64);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::write::GzEncoder;
    use std::io::Write;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn settings() -> Settings {
        Settings { expansion_floor: 1 << 20, ..Settings::default() }
    }

    fn all(bytes: &[u8]) -> io::Result<Vec<u8>> {
        let kind = compression(bytes).unwrap();
        let mut out = Vec::new();
        expand(bytes, kind, &settings())?.read_to_end(&mut out).map(|_| out)
    }

    #[test]
    fn members_are_joined() {
        let two: Vec<u8> = [gzip(b"one "), gzip(b"two")].concat();
        assert_eq!(all(&two).unwrap(), b"one two");
        let frames = [zstd::encode_all(&b"one "[..], 1).unwrap(), zstd::encode_all(&b"two"[..], 1).unwrap()].concat();
        assert_eq!(all(&frames).unwrap(), b"one two");
    }

    #[test]
    fn bombs_are_stopped() {
        let zeros = vec![0_u8; 8 << 20];
        assert!(is_bomb(&all(&gzip(&zeros)).unwrap_err()));
        assert!(is_bomb(&all(&zstd::encode_all(&zeros[..], 3).unwrap()).unwrap_err()));
    }

    #[test]
    fn cut_streams_are_errors() {
        let cut = gzip(&(0..200_000_u32).flat_map(u32::to_le_bytes).collect::<Vec<u8>>());
        assert!(all(&cut[..cut.len() / 2]).is_err());
    }
}
