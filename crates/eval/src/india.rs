//! India Police Events: 21,391 sentences of news on the violence in Gujarat in 2002, each with what police are said to have done in it.
//!
//! A sentence is read by itself; a case is a report's sentences. Ours are the claims of what happened or goes on: `arrest` is a detention that
//! nobody but police is named for; `kill` a claim by police with dead; `force` any other act of force by police; `any` a claim of any act by
//! police, or an arrest. Measured over all sentences of a label: precision, recall and F1.

use std::path::Path;

use dateline::Report;
use dateline::incidents::Policy;
use dateline::wire::v1::{Claim, Record};
use jiff::civil::Date;
use serde::Deserialize;

use crate::{Case, Error, Mark, json_lines};

/// Each measure with the set's name of its label.
const LABELS: [(&str, &str); 4] = [("kill", "KILL"), ("arrest", "ARREST"), ("force", "FORCE"), ("any", "ANY_ACTION")];

#[derive(Deserialize)]
struct Sentence {
    doc_id: u32,
    sent_labels: Vec<String>,
    sent_text: String,
}

#[derive(Deserialize)]
struct About {
    doc_id: u32,
    date: Option<Date>,
}

/// The reports of `sents.jsonl` below `path`, each with the day that `metadata.jsonl` gives it.
pub fn cases(path: &Path) -> Result<Vec<Case>, Error> {
    let days: std::collections::BTreeMap<u32, Option<Date>> =
        json_lines::<About>(&path.join("metadata.jsonl"))?.into_iter().map(|about| (about.doc_id, about.date)).collect();
    let mut reports: Vec<(u32, Vec<Sentence>)> = Vec::new();
    for sentence in json_lines::<Sentence>(&path.join("sents.jsonl"))? {
        match reports.last_mut() {
            Some((id, sentences)) if *id == sentence.doc_id => sentences.push(sentence),
            _ => reports.push((sentence.doc_id, vec![sentence])),
        }
    }
    let case = |(id, sentences): (u32, Vec<Sentence>)| {
        let words = sentences.iter().map(|sentence| sentence.sent_text.split_whitespace().count()).sum();
        let published = days.get(&id).copied().flatten();
        Case { id: format!("india-{id}"), words, mark: Box::new(move || marks(published, &sentences)) }
    };
    Ok(reports.into_iter().map(case).collect())
}

fn marks(published: Option<Date>, sentences: &[Sentence]) -> Vec<Mark> {
    let mut found = [[0; 3]; LABELS.len()]; // hits, extra, missed
    for sentence in sentences {
        let report = Report { published, text: sentence.sent_text.clone(), ..Report::default() };
        let record = dateline::record_with_mentions(&report, &dateline::read(&report), &Policy::default());
        for ((_, label), (found, read)) in LABELS.iter().zip(found.iter_mut().zip(read(&record))) {
            match (read, sentence.sent_labels.iter().any(|gold| gold == label)) {
                (true, true) => found[0] += 1,
                (true, false) => found[1] += 1,
                (false, true) => found[2] += 1,
                (false, false) => {}
            }
        }
    }
    let mark = |((measure, _), [hits, extra, missed]): (&(&'static str, &str), [usize; 3])| {
        Mark::found(measure, hits, extra, missed, || format!("{extra} extra, {missed} missed"))
    };
    LABELS.iter().zip(found).map(mark).collect()
}

/// Whether the sentence tells of each of [`LABELS`].
fn read(record: &Record) -> [bool; LABELS.len()] {
    let actual = |claim: &&Claim| matches!(&*claim.status, "happened" | "ongoing");
    let by = |claim: &Claim| {
        let doers = claim.actors.iter().filter(|actor| actor.role == "perpetrator").map(|actor| actor.sector.as_deref());
        let doers: Vec<Option<&str>> = doers.collect();
        (doers.contains(&Some("police")), doers.is_empty())
    };
    let mut read = [false; LABELS.len()];
    for claim in record.claims.iter().filter(actual) {
        let (police, nobody) = by(claim);
        let arrest = claim.act.as_deref() == Some("detention") && (police || nobody);
        let dead = claim.counts.iter().any(|count| count.measure == "killed");
        read[0] |= police && dead;
        read[1] |= arrest;
        read[2] |= police && claim.force && !arrest;
        read[3] |= police || arrest;
    }
    read
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_police_did_is_told_from_what_others_did() {
        let claim = |act: &'static str, sector: &'static str| Claim {
            act: Some(act.into()),
            status: "happened".into(),
            force: true,
            actors: vec![dateline::wire::v1::Actor {
                role: "perpetrator".into(),
                sector: Some(sector.into()),
                ..Default::default()
            }],
            ..Claim::default()
        };
        let read_of = |claim| read(&Record { claims: vec![claim], ..Record::default() });
        assert_eq!(read_of(claim("shooting", "police")), [false, false, true, true]);
        assert_eq!(read_of(claim("detention", "police")), [false, true, false, true]);
        assert_eq!(read_of(claim("shooting", "civilian")), [false; 4]);
    }
}
