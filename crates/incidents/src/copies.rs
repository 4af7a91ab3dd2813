//! Copies: which documents are one text, shortened, retitled, lightly edited or with a paragraph put in. Copies are one witness.
//!
//! In: each document's [`Sketch`]. Out: for each, the least digest of those it is a copy of or copied from, directly or through others.
//! A sketch keeps some of the document's runs of five words, chosen by their hash alone, so that two sketches kept by different
//! machines in different years can be compared: the share of the shorter one's runs that the longer one has is about the same in the
//! sketches as in the texts.
//!
//! Copies are looked for among texts first published in one month or the next: a text printed again years later word for word is the same
//! document anyway, and among a hundred thousand documents of ten years the same words stand in many.
//!
//! A story made from a form (the same words, another place, day and number) is nobody's copy: of the runs that hold a number or a name nearly
//! as many must be shared as of the others, and most of the numbers and names themselves.

use std::collections::BTreeMap;

use dateline_text::{DocId, Document, Part, TokenKind};
use jiff::civil::Date;

use crate::Policy;
use crate::merge::day_number;
use crate::words::{CALENDAR, NUMBERS, fnv, is_in};

/// Words in a run.
const RUN: usize = 5;
/// Runs a sketch keeps at most, but for chance.
const KEPT: usize = 128;
/// Hashes a sketch is found under.
const KEYS: usize = 16;
/// Runs and told words below which a text is too short to be known as a copy of another.
const LEAST_RUNS: usize = 12;
const LEAST_TOLD: usize = 3;
/// Shared numbers and names, of the shorter document's, below which two documents tell different things.
const TOLD_SHARE: f64 = 0.7;
/// The same for numbers and days alone.
const FIGURES_SHARE: f64 = 0.5;
/// How many of the runs with a number or a name must be shared, for each of the others that is.
const TOLD_FOR_PLAIN: f64 = 0.7;
/// Days in a month of publication: copies lie in one month or two that follow.
const MONTH: i64 = 30;

/// What is kept of a document to find its copies by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sketch {
    document: DocId,
    /// The month it was first published in, counted in thirties of days from 1970; `NO_MONTH` where that is not known.
    month: i32,
    /// Runs whose hash has this many low zeros (from the second bit up) are kept.
    scale: u8,
    /// Invariant: sorted, each once. The lowest bit says whether the run holds a number or a name.
    runs: Vec<u64>,
    /// Hashes of numbers, days and names. Invariant: sorted, each once. The lowest bit says whether it is a number or a day.
    told: Vec<u32>,
}

/// No month: such texts are compared with one another alone.
const NO_MONTH: i32 = i32::MIN;

impl Sketch {
    /// Of a document's own words (no dateline, byline, credit or furniture), first published on a day.
    pub fn of(document: &Document, published: Option<Date>) -> Sketch {
        let own =
            document.sentences().iter().filter(|sentence| matches!(sentence.part, Part::Body | Part::Heading | Part::Caption));
        let mut words: Vec<(&str, Tells)> = Vec::new();
        for sentence in own {
            for token in sentence.tokens.clone() {
                let kind = document.tokens()[token].kind;
                if matches!(kind, TokenKind::Word | TokenKind::Number) {
                    let first = token == sentence.tokens.start;
                    words.push((document.lower(token), tells(document.word(token), document.lower(token), kind, first)));
                }
            }
        }
        let told = words.iter().filter(|(_, tells)| *tells != Tells::Nothing);
        let mut told: Vec<u32> = told.map(|(word, tells)| fnv(word) & !1 | u32::from(*tells == Tells::Figure)).collect();
        told.sort_unstable();
        told.dedup();
        let mut runs: Vec<u64> = words.windows(RUN).map(run).collect();
        runs.sort_unstable();
        runs.dedup();
        let mut scale = 0;
        while runs.len() >> scale > KEPT {
            scale += 1;
        }
        runs.retain(|run| is_kept(*run, scale));
        let month = published.map_or(NO_MONTH, |day| day_number(day).div_euclid(MONTH) as i32);
        Sketch { document: document.id(), month, scale, runs, told }
    }

    /// The document it is of.
    pub fn document(&self) -> DocId {
        self.document
    }

    /// Whether it says that its document was published in an earlier month than the other says. A known month is earlier than none.
    pub fn is_earlier_than(&self, other: &Sketch) -> bool {
        self.month != NO_MONTH && (other.month == NO_MONTH || self.month < other.month)
    }

    /// The hashes it is found under, by the month.
    pub fn keys(&self) -> Vec<u64> {
        self.keys_in(self.month)
    }

    /// The hashes its copies are found under: two copies share at least one, but for chance.
    pub fn probes(&self) -> Vec<u64> {
        Sketch::months_near(self.month).flat_map(|month| self.keys_in(month)).collect()
    }

    /// The month it was first published in, as a number; the same one for all of which that is not known.
    pub fn month(&self) -> i32 {
        self.month
    }

    /// The months that copies of a text of `month` are looked for in.
    pub fn months_near(month: i32) -> std::ops::RangeInclusive<i32> {
        if month == NO_MONTH { NO_MONTH..=NO_MONTH } else { month.saturating_sub(1)..=month.saturating_add(1) }
    }

    /// The month that such bytes as [`Sketch::to_bytes`] gives say.
    pub fn month_of(bytes: &[u8]) -> Option<i32> {
        Some(i32::from_le_bytes(*bytes.get(1..)?.first_chunk()?))
    }

    fn is_near(&self, other: &Sketch) -> bool {
        self.month == other.month || self.month != NO_MONTH && other.month != NO_MONTH && self.month.abs_diff(other.month) <= 1
    }

    /// Hashes of runs that hold a number or a name, and of a month.
    fn keys_in(&self, month: i32) -> Vec<u64> {
        let telling = self.runs.iter().filter(|run| **run & 1 == 1);
        let mut keys: Vec<u64> = telling.copied().collect();
        // Those with the most low zeros first: they are kept at any scale, so a long text and its shortened copy put the same ones first.
        keys.sort_unstable_by_key(|run| (run >> 1).reverse_bits());
        keys.truncate(KEYS);
        let month = (month as u32 as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        keys.into_iter().map(|run| run ^ month).collect()
    }

    /// As bytes, for a ledger to keep beside the document's digest.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![self.scale];
        bytes.extend(self.month.to_le_bytes());
        bytes.extend((self.runs.len() as u32).to_le_bytes());
        bytes.extend(self.runs.iter().flat_map(|run| run.to_le_bytes()));
        bytes.extend(self.told.iter().flat_map(|told| told.to_le_bytes()));
        bytes
    }

    /// From such bytes; `None` where they are of another form.
    pub fn from_bytes(document: DocId, bytes: &[u8]) -> Option<Sketch> {
        let (&scale, bytes) = bytes.split_first()?;
        let (month, bytes) = bytes.split_first_chunk::<4>()?;
        let (length, bytes) = bytes.split_first_chunk::<4>()?;
        let (runs, told) = bytes.split_at_checked((u32::from_le_bytes(*length) as usize).checked_mul(8)?)?;
        let (runs, none) = runs.as_chunks::<8>();
        let (told, rest) = told.as_chunks::<4>();
        let sketch = Sketch {
            document,
            month: i32::from_le_bytes(*month),
            scale,
            runs: runs.iter().map(|run| u64::from_le_bytes(*run)).collect(),
            told: told.iter().map(|told| u32::from_le_bytes(*told)).collect(),
        };
        let in_order = sketch.runs.is_sorted() && sketch.told.is_sorted();
        (none.is_empty() && rest.is_empty() && in_order && scale < 63).then_some(sketch)
    }

    fn is_copy_of(&self, other: &Sketch, policy: &Policy) -> bool {
        if self.document == other.document {
            return true;
        }
        if !self.is_near(other) {
            return false;
        }
        let shared = Shared::of(self, other);
        let (all, figures) = (self.told_by_both(other, |_| true), self.told_by_both(other, |told| told & 1 == 1));
        shared.of.0 + shared.of.1 >= LEAST_RUNS >> self.scale.max(other.scale)
            && all.1 >= LEAST_TOLD
            && shared.share() > policy.copy_share
            && all.0 as f64 >= TOLD_SHARE * all.1 as f64
            && figures.0 as f64 >= FIGURES_SHARE * figures.1 as f64
            && shared.telling() >= TOLD_FOR_PLAIN * shared.plain()
    }

    /// How many told words of a kind both have, and how many the one with fewer has.
    fn told_by_both(&self, other: &Sketch, is: fn(u32) -> bool) -> (usize, usize) {
        let own = || self.told.iter().filter(|told| is(**told));
        let others = other.told.iter().filter(|told| is(**told)).count();
        (own().filter(|told| other.told.binary_search(told).is_ok()).count(), own().count().min(others))
    }
}

/// Whether two documents are one text, in whole or in part.
pub fn are_copies(a: &Sketch, b: &Sketch, policy: &Policy) -> bool {
    a.is_copy_of(b, policy)
}

/// How many runs two sketches share, of how many the shorter has: those that hold a number or a name, and the others.
struct Shared {
    in_both: (usize, usize),
    of: (usize, usize),
}

impl Shared {
    fn of(a: &Sketch, b: &Sketch) -> Shared {
        let scale = a.scale.max(b.scale);
        let kept = |sketch: &Sketch| sketch.runs.iter().filter(|run| is_kept(**run, scale)).count();
        let (shorter, longer) = if kept(a) <= kept(b) { (a, b) } else { (b, a) };
        let mut shared = Shared { in_both: (0, 0), of: (0, 0) };
        for run in shorter.runs.iter().filter(|run| is_kept(**run, scale)) {
            let both = usize::from(longer.runs.binary_search(run).is_ok());
            let (in_both, of) = match run & 1 {
                1 => (&mut shared.in_both.0, &mut shared.of.0),
                _ => (&mut shared.in_both.1, &mut shared.of.1),
            };
            *in_both += both;
            *of += 1;
        }
        shared
    }

    fn share(&self) -> f64 {
        ratio(self.in_both.0 + self.in_both.1, self.of.0 + self.of.1)
    }

    fn telling(&self) -> f64 {
        ratio(self.in_both.0, self.of.0)
    }

    fn plain(&self) -> f64 {
        ratio(self.in_both.1, self.of.1)
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// What a word tells that another story of the same form would tell otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tells {
    Nothing,
    /// It has a capital where a sentence gives it none.
    Name,
    /// A number, a day, a month.
    Figure,
}

fn tells(word: &str, lower: &str, kind: TokenKind, first: bool) -> Tells {
    let capital = word.chars().next().is_some_and(char::is_uppercase);
    if kind == TokenKind::Number || is_in(&NUMBERS, lower) || capital && is_in(&CALENDAR, lower) {
        Tells::Figure
    } else if capital && !first {
        Tells::Name
    } else {
        Tells::Nothing
    }
}

/// FNV-1a over the words of a run, the same on every machine; the lowest bit says whether it holds a number or a name.
fn run(words: &[(&str, Tells)]) -> u64 {
    let bytes = words.iter().flat_map(|(word, _)| word.bytes().chain([b' ']));
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    let tells = words.iter().any(|(_, tells)| *tells != Tells::Nothing);
    // FNV's low bits hang on few of the letters: the high ones are folded in.
    ((hash ^ (hash >> 32)) & !1) | u64::from(tells)
}

fn is_kept(run: u64, scale: u8) -> bool {
    (run >> 1) & ((1 << scale) - 1) == 0
}

/// For each of `sketches`, the digest all its copies share: the least of theirs.
pub fn witnesses(sketches: &[Sketch], policy: &Policy) -> Vec<DocId> {
    let mut by_document: BTreeMap<DocId, &Sketch> = BTreeMap::new();
    for sketch in sketches {
        let first = by_document.entry(sketch.document).or_insert(sketch);
        if sketch.is_earlier_than(first) {
            *first = sketch;
        }
    }
    let distinct: Vec<&Sketch> = by_document.values().copied().collect();
    let mut found: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (index, sketch) in distinct.iter().enumerate() {
        for key in sketch.keys() {
            found.entry(key).or_default().push(index);
        }
    }
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (a, sketch) in distinct.iter().enumerate() {
        let holders = sketch.probes().into_iter().filter_map(|key| found.get(&key)).flatten();
        pairs.extend(holders.filter(|&&b| a < b).map(|&b| (a, b)));
    }
    pairs.sort_unstable();
    pairs.dedup();
    // Digests are in order, so the least index of a component is the least digest.
    let mut parents: Vec<usize> = (0..distinct.len()).collect();
    for (a, b) in pairs {
        if distinct[a].is_copy_of(distinct[b], policy) {
            let (one, other) = (root(&mut parents, a), root(&mut parents, b));
            parents[one.max(other)] = one.min(other);
        }
    }
    let witness = |sketch: &Sketch| {
        let index = distinct.binary_search_by_key(&sketch.document, |known| known.document);
        index.map_or(sketch.document, |index| distinct[root(&mut parents, index)].document)
    };
    sketches.iter().map(witness).collect()
}

/// The first of those that `index` is joined with.
pub(crate) fn root(parents: &mut [usize], mut index: usize) -> usize {
    while parents[index] != index {
        parents[index] = parents[parents[index]];
        index = parents[index];
    }
    index
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Invented.
    const STORY: &str = "A rocket fell on the market of Qasra early on Sunday. Two traders were killed, Mayor Anwar Lut said. \
        The army said it was looking into the matter. Shops stayed shut all day and families left for the hills by the river road.";

    fn sketch(text: &str) -> Sketch {
        Sketch::of(&Document::read(text), Some(jiff::civil::date(2024, 5, 14)))
    }

    fn witnesses_of(texts: &[&str]) -> Vec<DocId> {
        let sketches: Vec<Sketch> = texts.iter().map(|text| sketch(text)).collect();
        witnesses(&sketches, &Policy::default())
    }

    #[test]
    fn a_shortened_copy_is_one_witness_with_its_story() {
        let shortened = "A rocket fell on the market of Qasra early on Sunday. Two traders were killed, Mayor Anwar Lut said.";
        let other = "Farmers in the valley expect a good harvest this year, the ministry said on Sunday in its weekly bulletin.";
        let found = witnesses_of(&[STORY, shortened, other]);
        assert_eq!(found[0], found[1]);
        assert_ne!(found[0], found[2]);
    }

    #[test]
    fn a_story_made_from_the_same_form_is_no_copy() {
        let another =
            STORY.replace("Qasra", "Wadina").replace("Sunday", "Friday").replace("Two", "Nine").replace("Anwar Lut", "Sami Dor");
        let found = witnesses_of(&[STORY, &another]);
        assert_ne!(found[0], found[1]);
    }

    #[test]
    fn a_text_of_a_few_words_is_nobodys_copy_but_of_itself() {
        let found = witnesses_of(&["", STORY, "Two traders were killed.", "Two traders were killed."]);
        assert_ne!(found[0], found[1]);
        assert_ne!(found[1], found[2]);
        assert_eq!(found[2], found[3]);
    }

    #[test]
    fn sketches_are_read_back_from_their_bytes() {
        let story = sketch(STORY);
        assert_eq!(Sketch::from_bytes(story.document, &story.to_bytes()), Some(story.clone()));
        assert_eq!(Sketch::from_bytes(story.document, &[]), None);
        assert_eq!(Sketch::from_bytes(story.document, &[0, 9, 0, 0, 0, 1]), None);
    }

    #[test]
    fn sketches_of_texts_of_any_length_stay_small_and_comparable() {
        let long: String = (0..4000).map(|word| format!("Word{} ", word * word % 7919)).collect();
        let half: String = (0..2000).map(|word| format!("Word{} ", word * word % 7919)).collect();
        let (long, half) = (sketch(&long), sketch(&half));
        assert!(long.runs.len() < 3 * KEPT && long.scale > half.scale);
        assert!(Shared::of(&long, &half).share() > 0.99);
        assert!(long.is_copy_of(&half, &Policy::default()));
        assert!(long.keys().iter().any(|key| half.keys().contains(key)));
    }

    proptest! {
        #[test]
        fn the_order_of_the_documents_does_not_matter(order in Just((0..5).collect::<Vec<usize>>()).prop_shuffle()) {
            let shortened = &STORY[..100];
            let edited = STORY.replace("families", "many families").replace("all day", "until dusk");
            let texts = [STORY, shortened, &edited, "An empty road.", "Farmers in Wadina expect a good harvest, Minister Sami Dor said."];
            let found = witnesses_of(&texts);
            let shuffled: Vec<&str> = order.iter().map(|&index| texts[index]).collect();
            let again = witnesses_of(&shuffled);
            for (at, &index) in order.iter().enumerate() {
                prop_assert_eq!(again[at], found[index]);
            }
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
            if let Some(sketch) = Sketch::from_bytes(DocId::of(""), &bytes) {
                prop_assert_eq!(sketch.to_bytes(), bytes);
                sketch.is_copy_of(&sketch, &Policy::default());
            }
        }
    }
}
