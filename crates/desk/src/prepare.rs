//! From a capture to what the ledger appends.

use dateline::Reading;
use dateline::mentions::Mentions;
use dateline_intake::{Capture, Origin};
use dateline_ledger::{Item, Prepared};

/// A capture coded, and packed for the ledger.
pub fn prepare(capture: &Capture) -> Prepared {
    let reading = Reading { mentions: Mentions::default(), ..dateline::read(&capture.report) };
    let coded = dateline::claims_of(&capture.report, &reading);
    let sketch = dateline::sketch(&capture.report, &reading);
    // The record's number stands beside the file's name; a part's number goes with the name.
    let record = capture.origin.record.filter(|_| capture.origin.part.is_none());
    let origin = if record.is_some() { Origin { record: None, ..capture.origin.clone() } } else { capture.origin.clone() };
    Prepared::new(&Item {
        origin: &origin.to_string(),
        record_number: record,
        media: capture.media.slug(),
        extractor: &capture.extractor,
        raw: &capture.raw,
        text_at: capture.text_at,
        author: capture.author.as_deref(),
        text: &capture.report.text,
        record: &coded,
        sketch: &sketch,
    })
}
