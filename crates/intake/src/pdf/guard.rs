//! What is looked at in a PDF before its text is read: forms that would fill the memory or overflow the stack, which nothing can catch.
//!
//! The reader unpacks streams without a measure, follows forms into one another and pages to their parents without an end.

use std::io::{self, Read};

use flate2::read::ZlibDecoder;
use pdf_extract::content::Content;
use pdf_extract::{Dictionary, Document, Object, ObjectId, Stream};

/// What a stream may unpack to, in bytes: a page of colour scanned at 600 dots an inch does.
const STREAM: u64 = 128 << 20;
/// Compressed by LZW, which is not unpacked here: one byte may come to 2,560.
const LZW: usize = 64 << 10;
/// What the encrypted object streams of a file may have together, packed: they are unpacked as soon as they can be read.
const ENCRYPTED: usize = 256 << 10;
/// How deep forms may stand in one another, and pages below their root.
const DEPTH: usize = 64;
/// How many forms may be drawn, counting each as often as it is.
const FORMS: usize = 100_000;

/// Of the file's bytes: no stream unpacks to more than fits.
pub fn check_bytes(raw: &[u8]) -> Result<(), String> {
    const KEYWORD: &[u8] = b"stream";
    let mut rest = raw;
    while let Some(at) = find(rest, KEYWORD) {
        rest = &rest[at + KEYWORD.len()..];
        let data = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).or_else(|| rest.strip_prefix(b"\r"));
        let Some(data) = data else { continue };
        // The two bytes that zlib begins with.
        if data.len() < 2 || data[0] & 0x0f != 8 || (u32::from(data[0]) << 8 | u32::from(data[1])) % 31 != 0 {
            continue;
        }
        let mut unpacked = ZlibDecoder::new(data).take(STREAM + 1);
        if io::copy(&mut unpacked, &mut io::sink()).is_ok_and(|length| length > STREAM) {
            return Err(too_long());
        }
    }
    Ok(())
}

fn find(bytes: &[u8], keyword: &[u8]) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = bytes[from..].iter().position(|byte| *byte == keyword[0]) {
        if bytes[from + at..].starts_with(keyword) {
            return Some(from + at);
        }
        from += at + 1;
    }
    None
}

/// Of an encrypted document before it is decrypted: its object streams are few.
pub fn check_encrypted(document: &Document) -> Result<(), String> {
    let streams = document.objects.values().filter_map(|object| object.as_stream().ok());
    let packed: usize = streams.filter(|stream| stream.dict.has_type(b"ObjStm")).map(|stream| stream.content.len()).sum();
    if packed > ENCRYPTED { Err("it is encrypted and has too much in object streams".to_owned()) } else { Ok(()) }
}

/// Of a document that can be read: its pages and what they draw come to an end.
pub fn check(document: &Document) -> Result<(), String> {
    let mut drawing = Drawing { document, left: FORMS };
    for page in document.get_pages().into_values() {
        let resources = resources(document, page)?.unwrap_or_default();
        if let Ok(content) = document.get_page_content(page) {
            drawing.follow(&content, &resources, 0)?;
        }
    }
    for object in document.objects.values() {
        if let Ok(stream) = object.as_stream() {
            unpacked(stream)?;
        }
    }
    Ok(())
}

/// What a page may draw with: its own resources, or those of the nearest node above it.
fn resources(document: &Document, page: ObjectId) -> Result<Option<Dictionary>, String> {
    let mut found = None;
    let mut at = document.get_dictionary(page).ok();
    for _ in 0..DEPTH {
        let Some(node) = at else { return Ok(found) };
        found = found.or_else(|| dictionary(document, node.get(b"Resources").ok()?));
        let parent = node.get(b"Parent").and_then(Object::as_reference);
        at = parent.and_then(|parent| document.get_dictionary(parent)).ok();
    }
    Err(format!("a page in it lies deeper than {DEPTH}"))
}

fn dictionary(document: &Document, object: &Object) -> Option<Dictionary> {
    let (_, object) = document.dereference(object).ok()?;
    object.as_dict().ok().cloned()
}

/// A drawing, followed as the reader follows it.
struct Drawing<'a> {
    document: &'a Document,
    /// How many forms may still be drawn.
    left: usize,
}

impl Drawing<'_> {
    /// Follows every form that `content` draws, and those that they draw. A form without resources of its own draws with its drawer's.
    fn follow(&mut self, content: &[u8], resources: &Dictionary, depth: usize) -> Result<(), String> {
        if find(content, b"Do").is_none() {
            return Ok(());
        }
        let Ok(content) = Content::decode(content) else { return Ok(()) };
        for operation in content.operations.iter().filter(|operation| operation.operator == "Do") {
            let Some(form) = self.named(operation.operands.first(), resources) else { continue };
            if depth >= DEPTH {
                return Err(format!("forms in it stand in one another deeper than {DEPTH}"));
            }
            self.left = self.left.checked_sub(1).ok_or_else(|| format!("it draws more than {FORMS} forms"))?;
            let own = form.dict.get(b"Resources").ok().and_then(|own| dictionary(self.document, own));
            self.follow(&unpacked(&form)?, own.as_ref().unwrap_or(resources), depth + 1)?;
        }
        Ok(())
    }

    fn named(&self, name: Option<&Object>, resources: &Dictionary) -> Option<Stream> {
        let forms = dictionary(self.document, resources.get(b"XObject").ok()?)?;
        let (_, form) = self.document.dereference(forms.get(name?.as_name().ok()?).ok()?).ok()?;
        form.as_stream().ok().cloned()
    }
}

/// The content of a stream, as far as the reader would unpack it.
fn unpacked(stream: &Stream) -> Result<Vec<u8>, String> {
    let mut content = stream.content.clone();
    for filter in stream.filters().unwrap_or_default() {
        match filter {
            b"FlateDecode" => {
                let mut output = Vec::new();
                // What is damaged gives what came before the damage, to the reader too.
                let _ = ZlibDecoder::new(&content[..]).take(STREAM + 1).read_to_end(&mut output);
                if output.len() as u64 > STREAM {
                    return Err(too_long());
                }
                content = output;
            }
            b"LZWDecode" if content.len() > LZW => return Err("a long stream in it is packed with LZW".to_owned()),
            _ => return Ok(content),
        }
    }
    Ok(content)
}

fn too_long() -> String {
    format!("a stream in it unpacks to more than {} MB", STREAM >> 20)
}
