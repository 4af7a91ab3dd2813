//! Bare attributions: those that punctuation alone makes, a headline's colon and the name under a quotation.
//!
//! In: a sentence without a cue. Out: its voice, if it names one.

use dateline_lexicon::{Cue, CueFrame, CueStance};
use dateline_text::TextRange;

use super::VoiceMention;
use super::content::Placed;
use super::read::{Group, Reader};
use super::source::Source;

impl Reader<'_> {
    /// "Twelve dead in shelling: ministry", "Ministry: twelve dead in shelling".
    pub fn headline(&self) -> Option<VoiceMention> {
        static CUE: Cue = Cue { words: ":", frame: CueFrame::Before, stance: CueStance::Asserts };
        let colon = self.tokens.clone().find(|&token| self.document.word(token) == ":")?;
        let fits = |index: &usize| {
            let tokens = &self.actors[*index].tokens;
            tokens.start == colon + 1 && tokens.end + 1 >= self.tokens.end
                || tokens.end == colon && tokens.start == self.tokens.start
        };
        let actor = self.actor_after(colon).filter(fits).or_else(|| self.actor_after(self.tokens.start).filter(fits))?;
        let tokens = self.actors[actor].tokens.clone();
        let said = if tokens.start > colon { self.tokens.start..colon } else { colon + 1..self.tokens.end };
        let content: Vec<TextRange> = self.trimmed(said).into_iter().collect();
        if content.is_empty() {
            return None;
        }
        let source = Source { actor: Some(actor), tokens };
        let group = Group {
            cue: colon..colon + 1,
            words: &CUE,
            source: Some(source),
            cited: None,
            tokens: colon..colon + 1,
            placed: Placed::Around,
            rule: "headline-source",
        };
        Some(self.voice(&group, content))
    }

    /// "“We are tired.” — Sami Haddad, 45, Tyre": a quotation with its speaker's name under it.
    pub fn signed(&self) -> Option<VoiceMention> {
        static CUE: Cue = Cue { words: "—", frame: CueFrame::Before, stance: CueStance::Asserts };
        let dash = self.tokens.clone().rev().find(|&token| matches!(self.document.word(token), "—" | "–" | "―" | "-" | "--"))?;
        let quoted = dash > 0 && matches!(self.document.word(dash - 1), "”" | "\"" | "''");
        let actor = self.actor_after(dash).filter(|&index| {
            let actor = &self.actors[index];
            quoted && actor.person.is_some() && actor.tokens.start == dash + 1
        })?;
        let source = Source { actor: Some(actor), tokens: self.actors[actor].tokens.clone() };
        let content: Vec<TextRange> = self.trimmed(self.tokens.start..dash).into_iter().collect();
        let cue = dash..dash + 1;
        let group = Group {
            cue: cue.clone(),
            words: &CUE,
            source: Some(source),
            cited: None,
            tokens: cue,
            placed: Placed::Around,
            rule: "signed",
        };
        Some(self.voice(&group, content)) // Without content, it is in the sentences before.
    }
}
