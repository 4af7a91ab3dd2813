//! JSONL in, coded JSONL out.
#![allow(clippy::unwrap_used, reason = "a tool for the terminal may stop where it fails")]

use std::io::{BufRead, Write};
fn main() {
    let stdin = std::io::stdin();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let policy = dateline::incidents::Policy::default();
    for line in stdin.lock().lines() {
        let line = line.unwrap();
        let value: serde_json::Value = serde_json::from_str(&line).unwrap();
        let report = dateline::Report {
            id: value["id"].as_str().unwrap_or("").to_owned(),
            published: value["published"].as_str().and_then(|d| d.parse().ok()),
            text: value["text"].as_str().unwrap_or("").to_owned(),
            ..Default::default()
        };
        let reading = dateline::read(&report);
        let record = dateline::record_with_mentions(&report, &reading, &policy);
        serde_json::to_writer(&mut out, &record).unwrap();
        out.write_all(b"\n").unwrap();
    }
}
