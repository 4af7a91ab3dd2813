//! Voices: by whose account. Source, cue, content, chain, stance.
//!
//! In: a document, its parse, the lexicon and the actors found. Out: one [`VoiceMention`] an attribution: "…, Lebanese officials
//! said", "according to the health ministry", "local media reported, citing police", a quotation and its speaker.

use dateline_lexicon::Lexicon;
use dateline_syntax::Parse;
use dateline_text::{Document, RuleId, TextRange};

use crate::ActorMention;

mod adjunct;
mod bare;
mod content;
mod cue;
mod described;
mod kind;
mod quote;
mod read;
mod refer;
mod source;

/// Who speaks, by their place in what is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum VoiceKind {
    /// A side that fights: its army, its ministers, its spokesmen.
    Belligerent,
    /// The government, people or relatives of the victims' side.
    VictimSide,
    /// Hospitals, doctors, rescue services, a health ministry.
    Medical,
    /// Police, governors, mayors, local authorities.
    LocalOfficial,
    /// United Nations bodies, aid and rights organisations, monitors.
    UnNgo,
    /// Another outlet, agency or "local media".
    Media,
    /// A person who saw it.
    Witness,
    /// The report itself, or its own reporter.
    Report,
    /// Anyone else.
    ThirdParty,
}

/// What the voice does with what is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are the codebook's")]
pub enum Stance {
    Asserts,
    Denies,
    Disputes,
    Retracts,
    Corrects,
}

/// One attribution.
#[derive(Debug, Clone, PartialEq)]
pub struct VoiceMention {
    /// Who speaks, by their place in what is told.
    pub kind: VoiceKind,
    /// A named person: "Daniel Hagari".
    pub name: Option<String>,
    /// A role: "spokesman".
    pub role: Option<String>,
    /// An organisation or the kind of source: "Israel Defense Forces", "Lebanese officials", "local media".
    pub organisation: Option<String>,
    /// ISO 3166-1 alpha-3, where known.
    pub country: Option<&'static str>,
    /// Index into the actor mentions.
    pub actor: Option<usize>,
    /// Whom this voice cites in turn, nearest first: "citing police".
    pub via: Vec<String>,
    /// What it does with what is said.
    pub stance: Stance,
    /// The words of the source; `None` for "it was reported".
    pub source: Option<TextRange>,
    /// "said", "has repeatedly denied", "according to".
    pub cue: TextRange,
    /// What is said: the parts of the text that stand on this voice.
    pub content: Vec<TextRange>,
    /// Which rule read it.
    pub rule: RuleId,
}

/// Every attribution in `document`, in text order of their cues.
pub(crate) fn voices(document: &Document, parse: &Parse, lexicon: &Lexicon, actors: &[ActorMention]) -> Vec<VoiceMention> {
    let mut voices = read::read(document, parse, lexicon, actors);
    refer::resolve(document, actors, &mut voices);
    voices
}
