//! Words a second on one core: each stage by itself, and the whole.
//!
//! On one invented wire report of 180 words, repeated to 18,000 so that set-up does not count. Every pass checks what it read. Run:
//! `cargo bench -p dateline`; an item is a word.

use dateline::Report;
use dateline::incidents::Policy;
use dateline_lexicon::Lexicon;
use dateline_mentions::Context;
use dateline_syntax::Model;
use dateline_text::Document;
use divan::Bencher;
use divan::counter::ItemsCount;

const REPORT: &str = "\
PORT SELVA, March 14 (Northwire) - An air strike on the market of Dar Hamun killed at least 12 people and wounded 30 others on Friday, \
including four children, the regional health directorate said.

\"We pulled eight bodies from under the stalls,\" said a rescue worker who arrived minutes after the blast. Two more people died of their wounds \
overnight, according to doctors at the town's hospital.

The army said its aircraft had struck a command post of the Selva Liberation Front and denied that civilians were hit. A spokesman for the \
group said none of its fighters were in the area at the time.

Fighting has killed more than 900 people since January, among them 140 women and children, the United Nations office in the country \
reported last week. Tens of thousands have fled their homes.

The government vowed to continue its offensive until the front lays down its arms. Mediators from three neighbouring states are expected \
to meet both sides on Monday, and a ceasefire could be announced before the end of the month, a diplomat familiar with the talks said.

";
const TIMES: usize = 100;

fn main() {
    divan::main();
}

fn report() -> Report {
    let text = REPORT.repeat(TIMES);
    Report { id: "bench".to_owned(), published: Some(jiff::civil::date(2025, 3, 15)), text, ..Report::default() }
}

fn words() -> ItemsCount {
    ItemsCount::new(REPORT.split_whitespace().count() * TIMES)
}

#[divan::bench]
fn text(bencher: Bencher) {
    let report = report();
    bencher.counter(words()).bench(|| {
        let document = Document::read(&report.text);
        assert!(document.sentences().len() >= 9 * TIMES);
        document
    });
}

#[divan::bench]
fn syntax(bencher: Bencher) {
    let document = Document::read(&report().text);
    let model = Model::embedded();
    bencher.counter(words()).bench(|| model.parse(&document));
}

#[divan::bench]
fn mentions(bencher: Bencher) {
    let document = Document::read(&report().text);
    let parse = Model::embedded().parse(&document);
    let context = Context { published: report().published, outlet: None };
    bencher.counter(words()).bench(|| {
        let mentions = dateline_mentions::mentions(&document, &parse, Lexicon::embedded(), &context);
        assert!(mentions.counts.len() >= 6 * TIMES);
        mentions
    });
}

#[divan::bench]
fn claims(bencher: Bencher) {
    let document = Document::read(&report().text);
    let parse = Model::embedded().parse(&document);
    let context = Context { published: report().published, outlet: None };
    let mentions = dateline_mentions::mentions(&document, &parse, Lexicon::embedded(), &context);
    bencher.counter(words()).bench(|| {
        let coding = dateline_claims::code(&document, &parse, &mentions, Lexicon::embedded(), &context);
        assert!(coding.claims.len() >= TIMES);
        coding
    });
}

#[divan::bench]
fn incidents(bencher: Bencher) {
    let report = report();
    let reading = dateline::read(&report);
    let policy = Policy::default();
    bencher.counter(words()).bench(|| dateline::together(&[(&report, &reading)], &policy));
}

/// A hundred reports, each read and concluded by itself: what `dateline code` does.
#[divan::bench]
fn whole(bencher: Bencher) {
    let report = Report { text: REPORT.to_owned(), ..report() };
    let policy = Policy::default();
    bencher.counter(words()).bench(|| {
        for _ in 0..TIMES {
            let reading = dateline::read(&report);
            let record = dateline::record(&report, &reading, &policy);
            assert!(!record.claims.is_empty());
        }
    });
}
