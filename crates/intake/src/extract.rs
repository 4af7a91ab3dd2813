//! What a reader makes of one record, before the record is named and given what it does not say.

use dateline::Report;

/// A report as its record has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Extract {
    /// Its id is empty where the record has none.
    pub report: Report,
    /// Who wrote it.
    pub author: Option<String>,
    /// Name and version of what made the text.
    pub extractor: String,
    /// The byte at which the text stands in the record, where it stands there verbatim.
    pub text_at: Option<usize>,
    /// What was passed by or is doubtful.
    pub warnings: Vec<String>,
}

/// Where `text` stands in `raw` as it is; looked for only where both are UTF-8.
pub fn find(raw: &[u8], text: &str) -> Option<usize> {
    std::str::from_utf8(raw).ok()?.find(text).filter(|_| !text.is_empty())
}

/// A text without white space around it; `None` where nothing is left.
pub fn filled(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}
