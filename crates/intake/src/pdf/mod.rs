//! A PDF: its text layer, as far as it can be had. What is printed on the page may be another text, and a reader of PDFs guesses where
//! words end: every text from here says so.

mod guard;

use dateline::Report;
use pdf_extract::{Document, MediaBox, OutputDev, OutputError, PlainTextOutput, Transform};

use crate::extract::Extract;
use crate::{RECORD_LIMIT, Reason, worker};

/// The version is that of the lock file, which a test compares.
const EXTRACTOR: &str = "pdf-extract/0.12.1 (text layer, unverified)";

/// The text layer of a PDF.
pub fn extract(raw: &[u8]) -> Result<Extract, Reason> {
    let bytes = raw.to_vec();
    let read = worker::guarded(move || read(&bytes));
    let text = match read {
        Ok(Ok(text)) => text,
        Ok(Err(fault)) | Err(Reason::Stopped(fault)) => return Err(Reason::Pdf(fault)),
        Err(reason) => return Err(reason),
    };
    // Fonts without a table of characters give NULs, which are no words.
    let text = text.replace('\0', "").trim().to_owned();
    if text.is_empty() {
        return Err(Reason::Pdf("it has no text layer".to_owned()));
    }
    let report = Report { text, ..Report::default() };
    let warnings = vec!["pdf: text layer, unverified".to_owned()];
    Ok(Extract { report, extractor: EXTRACTOR.to_owned(), warnings, ..Extract::default() })
}

fn read(raw: &[u8]) -> Result<String, String> {
    let said = |error: pdf_extract::Error| error.to_string();
    guard::check_bytes(raw)?;
    let mut document = Document::load_mem(raw).map_err(said)?;
    if document.is_encrypted() {
        guard::check_encrypted(&document)?;
        document.decrypt("").map_err(said)?;
    }
    guard::check(&document)?;
    let mut text = String::new();
    let mut output = Limited { inner: PlainTextOutput::new(&mut text), left: RECORD_LIMIT };
    pdf_extract::output_doc(&document, &mut output).map_err(|error| error.to_string())?;
    Ok(text)
}

/// Stops where a PDF prints more than a record may hold, as one does whose forms draw others again and again.
struct Limited<'a> {
    inner: PlainTextOutput<&'a mut String>,
    left: usize,
}

impl OutputDev for Limited<'_> {
    fn begin_page(&mut self, page: u32, media: &MediaBox, art: Option<(f64, f64, f64, f64)>) -> Result<(), OutputError> {
        self.inner.begin_page(page, media, art)
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        self.inner.end_page()
    }

    fn output_character(&mut self, at: &Transform, width: f64, spacing: f64, size: f64, char: &str) -> Result<(), OutputError> {
        self.left = self.left.checked_sub(char.len()).ok_or(OutputError::FormatError(std::fmt::Error))?;
        self.inner.output_character(at, width, spacing, size, char)
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        self.inner.begin_word()
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        self.inner.end_word()
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        self.inner.end_line()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An invented PDF of these objects, of which the first is the catalog.
    fn of(objects: &[Vec<u8>]) -> Vec<u8> {
        let mut pdf = b"%PDF-1.4\n".to_vec();
        let mut offsets = Vec::new();
        for (index, object) in objects.iter().enumerate() {
            offsets.push(pdf.len());
            pdf.extend_from_slice(format!("{} 0 obj\n", index + 1).as_bytes());
            pdf.extend_from_slice(object);
            pdf.extend_from_slice(b"\nendobj\n");
        }
        let (table, size) = (pdf.len(), objects.len() + 1);
        pdf.extend_from_slice(format!("xref\n0 {size}\n0000000000 65535 f \n").as_bytes());
        for offset in offsets {
            pdf.extend_from_slice(format!("{offset:010} 00000 n \n").as_bytes());
        }
        pdf.extend_from_slice(format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n").as_bytes());
        pdf
    }

    fn stream(head: &str, content: &[u8]) -> Vec<u8> {
        [format!("<< {head} /Length {} >>\nstream\n", content.len()).as_bytes(), content, b"\nendstream"].concat()
    }

    /// One page that draws `content`; `more` are objects from number 6 on, of which the page knows number 6 as X.
    fn page(content: Vec<u8>, more: &[Vec<u8>]) -> Vec<u8> {
        let known = if more.is_empty() { "" } else { "/XObject << /X 6 0 R >>" };
        let page = format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> {known} >> >>"
        );
        let mut objects = vec![
            b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
            page.into_bytes(),
            content,
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_vec(),
        ];
        objects.extend_from_slice(more);
        of(&objects)
    }

    fn made(line: &str) -> Vec<u8> {
        page(stream("", format!("BT /F1 12 Tf 72 720 Td ({line}) Tj ET").as_bytes()), &[])
    }

    fn fault(bytes: &[u8]) -> String {
        extract(bytes).map_or_else(|reason| reason.to_string(), |extract| format!("none: {}", extract.report.text.len()))
    }

    #[test]
    fn forms_that_draw_themselves_are_refused_and_others_are_read() {
        let words = b"BT /F1 12 Tf 72 720 Td (A strike.) Tj ET";
        let form = |resources: &str, content: &[u8]| {
            stream(&format!("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << {resources} >>"), content)
        };
        let draws = || stream("", b"/X Do");
        let plain = form("/Font << /F1 5 0 R >>", words);
        assert_eq!(fault(&page(draws(), std::slice::from_ref(&plain))), "none: 9");
        let second = form("/Font << /F1 5 0 R >> /XObject << /X 7 0 R >>", b"/X Do");
        assert_eq!(fault(&page(draws(), &[second.clone(), plain])), "none: 9");
        let itself = "its PDF is not read: forms in it stand in one another deeper than 64";
        assert_eq!(fault(&page(draws(), &[form("/XObject << /X 6 0 R >>", b"/X Do")])), itself);
        assert_eq!(fault(&page(draws(), &[second, form("/XObject << /X 6 0 R >>", b"/X Do")])), itself);
        for head in ["/Type /XObject /Subtype /Form /BBox [0 0 9 9]", "/Subtype /Image", ""] {
            assert_eq!(fault(&page(draws(), &[stream(head, b"/X Do")])), itself, "{head}");
        }
        let often: Vec<Vec<u8>> = (6..14)
            .map(|number| form(&format!("/XObject << /X {} 0 R >>", number + 1), &b"/X Do ".repeat(10)))
            .chain([form("/Font << /F1 5 0 R >>", words)])
            .collect();
        assert_eq!(fault(&page(draws(), &often)), "its PDF is not read: it draws more than 100000 forms");
    }

    #[test]
    fn pages_that_are_their_own_parents_are_refused() {
        let pdf = of(&[
            b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 /Parent 2 0 R >>".to_vec(),
            b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>".to_vec(),
            stream("", b"BT ET"),
        ]);
        assert_eq!(fault(&pdf), "its PDF is not read: a page in it lies deeper than 64");
    }

    #[test]
    fn a_stream_that_unpacks_beyond_measure_is_refused() {
        use std::io::Write;
        let pack = |bytes: &[u8], times: usize| {
            let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
            (0..times).for_each(|_| encoder.write_all(bytes).unwrap());
            encoder.finish().unwrap()
        };
        let spaces = vec![b' '; 1 << 20];
        let once = pack(&spaces, 300);
        assert_eq!(
            fault(&page(stream("/Filter /FlateDecode", &once), &[])),
            "its PDF is not read: a stream in it unpacks to more than 128 MB"
        );
        let twice = pack(&once, 1);
        let twice = stream("/Filter [/FlateDecode /FlateDecode]", &twice);
        assert_eq!(fault(&page(twice, &[])), "its PDF is not read: a stream in it unpacks to more than 128 MB");
    }

    #[test]
    fn what_nests_without_end_is_no_end_of_the_reader() {
        for open in ["[", "<<", "<</A", "("] {
            let deep = open.repeat(200_000).into_bytes();
            assert!(fault(&of(std::slice::from_ref(&deep))).starts_with("its PDF is not read: "));
            let _ = fault(&page(stream("", &deep), &[]));
        }
    }

    #[test]
    fn a_text_layer_is_read_and_said_to_be_unverified() {
        let extract = extract(&made("An air strike on the town killed three people.")).unwrap();
        assert_eq!(extract.report.text, "An air strike on the town killed three people.");
        assert_eq!(extract.warnings, ["pdf: text layer, unverified"]);
    }

    #[test]
    fn what_is_no_pdf_or_has_no_text_is_named() {
        assert!(fault(b"%PDF-1.4\nnothing").starts_with("its PDF is not read: "));
        assert_eq!(fault(&made(" ")), "its PDF is not read: it has no text layer");
        let whole = made("An air strike.");
        for cut in (0..whole.len()).step_by(17) {
            let _ = extract(&whole[..cut]); // whatever it says, it says it
        }
    }

    #[test]
    fn the_version_named_is_that_of_the_lock_file() {
        let lock = include_str!("../../../../Cargo.lock").replace("\r\n", "\n");
        let version = EXTRACTOR.strip_prefix("pdf-extract/").unwrap().split(' ').next().unwrap();
        assert!(lock.contains(&format!("name = \"pdf-extract\"\nversion = \"{version}\"\n")));
    }
}
