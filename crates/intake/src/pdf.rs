//! A PDF: its text layer, as far as it can be had. What is printed on the page may be another text, and a reader of PDFs guesses where
//! words end: every text from here says so.

use dateline::Report;

use crate::extract::Extract;
use crate::{Reason, worker};

/// The version is that of the lock file, which a test compares.
const EXTRACTOR: &str = "pdf-extract/0.12.1 (text layer, unverified)";

/// The text layer of a PDF.
pub fn extract(raw: &[u8]) -> Result<Extract, Reason> {
    let bytes = raw.to_vec();
    let read = worker::guarded(move || pdf_extract::extract_text_from_mem(&bytes).map_err(|error| error.to_string()));
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

#[cfg(test)]
mod tests {
    use super::*;

    /// An invented PDF of one page with one line of text.
    pub fn made(line: &str) -> Vec<u8> {
        let stream = format!("BT /F1 12 Tf 72 720 Td ({line}) Tj ET");
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
                .to_owned(),
            format!("<< /Length {} >>\nstream\n{stream}\nendstream", stream.len()),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
        ];
        let mut pdf = b"%PDF-1.4\n".to_vec();
        let mut offsets = Vec::new();
        for (index, object) in objects.iter().enumerate() {
            offsets.push(pdf.len());
            pdf.extend_from_slice(format!("{} 0 obj\n{object}\nendobj\n", index + 1).as_bytes());
        }
        let table = pdf.len();
        pdf.extend_from_slice(b"xref\n0 6\n0000000000 65535 f \n");
        for offset in offsets {
            pdf.extend_from_slice(format!("{offset:010} 00000 n \n").as_bytes());
        }
        pdf.extend_from_slice(format!("trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n").as_bytes());
        pdf
    }

    #[test]
    fn a_text_layer_is_read_and_said_to_be_unverified() {
        let extract = extract(&made("An air strike on the town killed three people.")).unwrap();
        assert_eq!(extract.report.text, "An air strike on the town killed three people.");
        assert_eq!(extract.warnings, ["pdf: text layer, unverified"]);
    }

    #[test]
    fn what_is_no_pdf_or_has_no_text_is_named() {
        let fault = |bytes: &[u8]| extract(bytes).unwrap_err().to_string();
        assert!(fault(b"%PDF-1.4\nnothing").starts_with("its PDF is not read: "));
        assert_eq!(fault(&made(" ")), "its PDF is not read: it has no text layer");
        let whole = made("An air strike.");
        for cut in (0..whole.len()).step_by(17) {
            let _ = extract(&whole[..cut]); // whatever it says, it says it
        }
    }

    #[test]
    fn the_version_named_is_that_of_the_lock_file() {
        let lock = include_str!("../../../Cargo.lock").replace("\r\n", "\n");
        let version = EXTRACTOR.strip_prefix("pdf-extract/").unwrap().split(' ').next().unwrap();
        assert!(lock.contains(&format!("name = \"pdf-extract\"\nversion = \"{version}\"\n")));
    }
}
