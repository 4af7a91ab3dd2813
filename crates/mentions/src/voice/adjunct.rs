//! Adjuncts: the words of an attribution that only say to whom, when and where it was said.
//!
//! In: a sentence and a token of it. Out: the token past them: "said *on Friday in a statement* that". Does not know who speaks.

use dateline_lexicon::CueFrame;
use dateline_syntax::Upos;

use super::read::Reader;

impl Reader<'_> {
    /// Past the words after `token` that say to whom, when and where it was said.
    pub fn past_adjuncts(&self, token: usize, frame: CueFrame) -> usize {
        let mut at = token;
        if frame == CueFrame::Told {
            at = self.past_hearer(at);
        }
        for _ in 0..4 {
            let past = self.past_adjunct(at);
            if past == at {
                break;
            }
            at = past;
        }
        at.min(self.tokens.end)
    }

    /// Past "reporters", "the AFP news agency", "a crowd in Tyre": the one told.
    fn past_hearer(&self, token: usize) -> usize {
        if let Some(actor) =
            self.actor_after(token).map(|index| &self.actors[index]).filter(|actor| actor.tokens.start <= token + 2)
        {
            return actor.tokens.end;
        }
        let mut at = token;
        while at < (token + 8).min(self.tokens.end)
            && matches!(self.parse.node(at).upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Det | Upos::Pron | Upos::Num)
            && self.document.lower(at) != "that"
        {
            at += 1;
            if matches!(self.parse.node(at - 1).upos, Upos::Pron) {
                break;
            }
        }
        at
    }

    fn past_adjunct(&self, token: usize) -> usize {
        let day = |token: usize| {
            let word = self.document.lower(token);
            word.ends_with("day")
                || matches!(
                    word,
                    "yesterday"
                        | "here"
                        | "tonight"
                        | "earlier"
                        | "later"
                        | "late"
                        | "early"
                        | "morning"
                        | "evening"
                        | "night"
                        | "afternoon"
                )
        };
        let mut at = token;
        while at < self.tokens.end && at < token + 3 && day(at) {
            at += 1;
        }
        if at > token {
            return at;
        }
        if !matches!(self.document.lower(token), "in" | "on" | "at" | "during" | "via" | "through" | "to" | "by" | "from") {
            return token;
        }
        for at in token + 1..(token + 9).min(self.tokens.end) {
            if day(at) {
                return at + 1;
            }
            let spoken = matches!(
                self.document.lower(at),
                "statement"
                    | "interview"
                    | "video"
                    | "post"
                    | "tweet"
                    | "report"
                    | "briefing"
                    | "conference"
                    | "message"
                    | "letter"
                    | "speech"
                    | "address"
                    | "release"
                    | "telegram"
                    | "twitter"
                    | "facebook"
                    | "x"
                    | "reporters"
                    | "journalists"
                    | "television"
                    | "tv"
                    | "radio"
                    | "phone"
                    | "telephone"
                    | "email"
                    | "e-mail"
                    | "statements"
                    | "remarks"
                    | "communique"
                    | "communiqué"
                    | "notice"
                    | "update"
                    | "website"
                    | "recording"
                    | "audio"
                    | "newspaper"
                    | "agency"
                    | "broadcast"
                    | "hearing"
                    | "meeting"
                    | "channel"
            );
            if spoken {
                let more = (at + 1..self.tokens.end).take_while(|&next| matches!(self.parse.node(next).upos, Upos::Noun)).count();
                return at + 1 + more;
            }
            let verb = matches!(self.parse.node(at).upos, Upos::Verb | Upos::Aux | Upos::Punct);
            if verb || self.document.lower(at) == "that" {
                return token;
            }
        }
        token
    }
}
