//! Universal parts of speech, from Penn Treebank tags.
//!
//! In: a word, its tag and its relation. Out: its [`Upos`]. The universal guidelines split what the Penn tags leave together:
//! auxiliaries from verbs, prepositions from conjunctions, determiners from pronouns.

use crate::{Relation, Upos, Xpos};

/// The universal part of speech of a word in lower case.
pub fn upos(word: &str, xpos: Xpos, relation: Relation) -> Upos {
    use Relation as R;
    match xpos {
        Xpos::Cc => Upos::Cconj,
        Xpos::Cd => Upos::Num,
        Xpos::Dt | Xpos::Pdt | Xpos::Wdt => match relation {
            R::Det | R::DetPredet | R::CcPreconj if xpos != Xpos::Wdt || relation == R::Det => Upos::Det,
            _ if xpos == Xpos::Wdt => Upos::Pron,
            _ if matches!(word, "this" | "that" | "these" | "those") => Upos::Pron,
            _ if matches!(word, "the" | "a" | "an" | "every" | "no") => Upos::Det,
            R::Advmod => Upos::Adv,
            _ if matches!(word, "all" | "some" | "any" | "both" | "each" | "another" | "either" | "neither") => Upos::Det,
            _ => Upos::Pron,
        },
        Xpos::Ex | Xpos::Prp | Xpos::PrpPoss | Xpos::Wp | Xpos::WpPoss => Upos::Pron,
        Xpos::Fw | Xpos::Ls | Xpos::Other => Upos::X,
        Xpos::In => match relation {
            R::Mark => Upos::Sconj,
            R::Advmod if matches!(word, "about" | "around" | "over" | "under" | "before" | "so" | "then") => Upos::Adv,
            R::Case | R::Fixed | R::CompoundPrt | R::Obl | R::Nmod => Upos::Adp,
            _ if matches!(word, "that" | "if" | "because" | "while" | "although" | "whether") => Upos::Sconj,
            _ => Upos::Adp,
        },
        Xpos::Jj | Xpos::Jjr | Xpos::Jjs => Upos::Adj,
        Xpos::Md => Upos::Aux,
        Xpos::Nn | Xpos::Nns => Upos::Noun,
        Xpos::Nnp | Xpos::Nnps => Upos::Propn,
        Xpos::Pos | Xpos::To => Upos::Part,
        Xpos::Punct => Upos::Punct,
        Xpos::Rb if matches!(word, "not" | "n't" | "n\u{2019}t" | "nt") => Upos::Part,
        Xpos::Rb | Xpos::Rbr | Xpos::Rbs | Xpos::Wrb => Upos::Adv,
        Xpos::Rp => Upos::Adp,
        Xpos::Sym => Upos::Sym,
        Xpos::Uh => Upos::Intj,
        Xpos::Vb | Xpos::Vbd | Xpos::Vbg | Xpos::Vbn | Xpos::Vbp | Xpos::Vbz => match relation {
            R::Aux | R::AuxPass | R::Cop => Upos::Aux,
            R::Case => Upos::Verb,
            _ => Upos::Verb,
        },
    }
}
