//! Quotations that go on: sentences between quotation marks that have no cue of their own.
//!
//! In: each sentence with the voices found in it. Out: the same voices, with what their quotations go on to say.

use dateline_text::{Document, Sentence, TextRange};

use super::VoiceMention;

/// Who was last heard, and what waits for its speaker.
#[derive(Debug, Default)]
pub(super) struct Spoken {
    last: Option<(usize, usize)>,     // The last voice with a quotation, and its paragraph.
    waiting: Vec<(TextRange, usize)>, // Quoted sentences before any voice of their paragraph.
    next: usize,                      // Quotations before this one end before the sentence.
    announced: Option<usize>,         // The voice before a colon that ended the last sentence.
}

impl Spoken {
    /// Takes in one sentence, whose voices are those from `first` on.
    pub fn carry(&mut self, document: &Document, sentence: &Sentence, first: usize, voices: &mut [VoiceMention]) {
        if self.waiting.first().is_some_and(|&(_, paragraph)| paragraph != sentence.paragraph) {
            self.settle(voices);
        }
        if let Some(voice) = self.announced.take() {
            voices[voice].content.push(sentence.range);
            self.last = Some((voice, sentence.paragraph));
            if first == voices.len() {
                return;
            }
        }
        let quotations = document.quotations();
        while quotations.get(self.next).is_some_and(|quotation| quotation.range.end() <= sentence.range.start()) {
            self.next += 1;
        }
        let here = quotations[self.next.min(quotations.len())..]
            .iter()
            .take_while(|quotation| quotation.range.start() < sentence.range.end());
        let (mut quoted, mut continues) = (0, false);
        for quotation in here.filter(|quotation| quotation.depth == 0) {
            let start = quotation.range.start().max(sentence.range.start());
            let end = quotation.range.end().min(sentence.range.end());
            quoted += end.saturating_sub(start);
            continues |= quotation.continues;
        }
        // A voice inside what is quoted does not end the quotation: who is quoted goes on.
        let whole = quoted > 0 && (quoted + 8 >= sentence.range.len() || quoted * 5 >= sentence.range.len() * 4);
        let inside = |voice: &VoiceMention| {
            let quotations = quotations[self.next.min(quotations.len())..].iter();
            let mut near = quotations.take_while(|quotation| quotation.range.start() < sentence.range.end());
            near.any(|quotation| quotation.depth == 0 && quotation.range.contains(voice.cue))
        };
        let goes_on = whole && self.last.is_some_and(|(_, paragraph)| paragraph == sentence.paragraph || continues);
        if first < voices.len() && !(goes_on && voices[first..].iter().all(inside)) {
            let waiting = std::mem::take(&mut self.waiting);
            let empty = voices[first].content.is_empty();
            if quoted > 0 || empty {
                let said = waiting.into_iter().filter(|(_, paragraph)| *paragraph == sentence.paragraph).map(|(range, _)| range);
                let mut content: Vec<TextRange> = said.collect();
                content.append(&mut voices[first].content);
                voices[first].content = content;
                self.last = Some((voices.len() - 1, sentence.paragraph));
            } else {
                self.last = None;
            }
            self.announced = (first..voices.len()).rev().find(|&voice| voices[voice].content.is_empty());
            return;
        }
        if !whole {
            self.waiting.clear();
            return;
        }
        match self.last {
            Some((voice, paragraph)) if paragraph == sentence.paragraph || continues => {
                if let Some(voice) = voices.get_mut(voice) {
                    voice.content.push(sentence.range);
                }
                self.last = Some((voice, sentence.paragraph));
            }
            _ => self.waiting.push((sentence.range, sentence.paragraph)),
        }
    }

    /// The last paragraph is over: one that is all quoted goes on from the paragraph before it.
    fn settle(&mut self, voices: &mut [VoiceMention]) {
        let waiting = std::mem::take(&mut self.waiting);
        let (Some((voice, paragraph)), Some(&(_, own))) = (self.last, waiting.first()) else { return };
        if own == paragraph + 1 {
            voices[voice].content.extend(waiting.into_iter().map(|(range, _)| range));
            self.last = Some((voice, own));
        }
    }

    /// The text is over.
    pub fn end(&mut self, voices: &mut [VoiceMention]) {
        self.settle(voices);
    }
}
