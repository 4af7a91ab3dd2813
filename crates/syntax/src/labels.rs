//! The names of labels, and their numbers in the weights.
//!
//! In: a label's name in a treebank, or a class number. Out: the label. A label's number is its place in its list here: the
//! weights depend on the order, so a new label goes last and needs a new training.

use crate::{Entity, Relation, Upos, Xpos};

/// Every tag, by class number.
pub const XPOS: [(Xpos, &str); 38] = [
    (Xpos::Cc, "CC"),
    (Xpos::Cd, "CD"),
    (Xpos::Dt, "DT"),
    (Xpos::Ex, "EX"),
    (Xpos::Fw, "FW"),
    (Xpos::In, "IN"),
    (Xpos::Jj, "JJ"),
    (Xpos::Jjr, "JJR"),
    (Xpos::Jjs, "JJS"),
    (Xpos::Ls, "LS"),
    (Xpos::Md, "MD"),
    (Xpos::Nn, "NN"),
    (Xpos::Nnp, "NNP"),
    (Xpos::Nnps, "NNPS"),
    (Xpos::Nns, "NNS"),
    (Xpos::Pdt, "PDT"),
    (Xpos::Pos, "POS"),
    (Xpos::Prp, "PRP"),
    (Xpos::PrpPoss, "PRP$"),
    (Xpos::Rb, "RB"),
    (Xpos::Rbr, "RBR"),
    (Xpos::Rbs, "RBS"),
    (Xpos::Rp, "RP"),
    (Xpos::Sym, "SYM"),
    (Xpos::To, "TO"),
    (Xpos::Uh, "UH"),
    (Xpos::Vb, "VB"),
    (Xpos::Vbd, "VBD"),
    (Xpos::Vbg, "VBG"),
    (Xpos::Vbn, "VBN"),
    (Xpos::Vbp, "VBP"),
    (Xpos::Vbz, "VBZ"),
    (Xpos::Wdt, "WDT"),
    (Xpos::Wp, "WP"),
    (Xpos::WpPoss, "WP$"),
    (Xpos::Wrb, "WRB"),
    (Xpos::Punct, "PUNCT"),
    (Xpos::Other, "OTHER"),
];

/// Every relation, by class number; the last is no class, for a root is what is left when the tree is done.
pub const RELATIONS: [(Relation, &str); 49] = [
    (Relation::Acl, "acl"),
    (Relation::AclRelcl, "acl:relcl"),
    (Relation::Advcl, "advcl"),
    (Relation::AdvclRelcl, "advcl:relcl"),
    (Relation::Advmod, "advmod"),
    (Relation::Amod, "amod"),
    (Relation::Appos, "appos"),
    (Relation::Aux, "aux"),
    (Relation::AuxPass, "aux:pass"),
    (Relation::Case, "case"),
    (Relation::Cc, "cc"),
    (Relation::CcPreconj, "cc:preconj"),
    (Relation::Ccomp, "ccomp"),
    (Relation::Compound, "compound"),
    (Relation::CompoundPrt, "compound:prt"),
    (Relation::Conj, "conj"),
    (Relation::Cop, "cop"),
    (Relation::Csubj, "csubj"),
    (Relation::CsubjPass, "csubj:pass"),
    (Relation::Dep, "dep"),
    (Relation::Det, "det"),
    (Relation::DetPredet, "det:predet"),
    (Relation::Discourse, "discourse"),
    (Relation::Dislocated, "dislocated"),
    (Relation::Expl, "expl"),
    (Relation::Fixed, "fixed"),
    (Relation::Flat, "flat"),
    (Relation::Goeswith, "goeswith"),
    (Relation::Iobj, "iobj"),
    (Relation::List, "list"),
    (Relation::Mark, "mark"),
    (Relation::Nmod, "nmod"),
    (Relation::NmodDesc, "nmod:desc"),
    (Relation::NmodPoss, "nmod:poss"),
    (Relation::NmodUnmarked, "nmod:unmarked"),
    (Relation::Nsubj, "nsubj"),
    (Relation::NsubjPass, "nsubj:pass"),
    (Relation::Nummod, "nummod"),
    (Relation::Obj, "obj"),
    (Relation::Obl, "obl"),
    (Relation::OblAgent, "obl:agent"),
    (Relation::OblUnmarked, "obl:unmarked"),
    (Relation::Orphan, "orphan"),
    (Relation::Parataxis, "parataxis"),
    (Relation::Punct, "punct"),
    (Relation::Reparandum, "reparandum"),
    (Relation::Vocative, "vocative"),
    (Relation::Xcomp, "xcomp"),
    (Relation::Root, "root"),
];

/// Every universal part of speech.
pub const UPOS: [(Upos, &str); 17] = [
    (Upos::Adj, "ADJ"),
    (Upos::Adp, "ADP"),
    (Upos::Adv, "ADV"),
    (Upos::Aux, "AUX"),
    (Upos::Cconj, "CCONJ"),
    (Upos::Det, "DET"),
    (Upos::Intj, "INTJ"),
    (Upos::Noun, "NOUN"),
    (Upos::Num, "NUM"),
    (Upos::Part, "PART"),
    (Upos::Pron, "PRON"),
    (Upos::Propn, "PROPN"),
    (Upos::Punct, "PUNCT"),
    (Upos::Sconj, "SCONJ"),
    (Upos::Sym, "SYM"),
    (Upos::Verb, "VERB"),
    (Upos::X, "X"),
];

/// The kinds of name, by class number: class 0 is no name, then four classes a kind (see [`crate::entities`]).
pub const ENTITIES: [(Entity, &str); 4] =
    [(Entity::Person, "person"), (Entity::Place, "place"), (Entity::Organisation, "organisation"), (Entity::Other, "other")];

impl Xpos {
    /// The tag of a treebank's name for it: any punctuation tag is [`Xpos::Punct`], an unknown one [`Xpos::Other`].
    pub fn named(name: &str) -> Xpos {
        match name {
            "." | "," | ":" | "``" | "''" | "-LRB-" | "-RRB-" | "HYPH" => Xpos::Punct,
            "$" | "#" => Xpos::Sym,
            _ => XPOS.iter().find(|(_, known)| *known == name).map_or(Xpos::Other, |&(tag, _)| tag),
        }
    }

    /// Its name in a treebank.
    pub fn name(self) -> &'static str {
        XPOS[self as usize].1
    }
}

impl Upos {
    /// The part of speech of this name; an unknown one is [`Upos::X`].
    pub fn named(name: &str) -> Upos {
        UPOS.iter().find(|(_, known)| *known == name).map_or(Upos::X, |&(tag, _)| tag)
    }

    /// Its name in a treebank.
    pub fn name(self) -> &'static str {
        UPOS[self as usize].1
    }
}

impl Relation {
    /// The relation of this name; of an unknown subtype, the relation it is a subtype of; of an unknown one, [`Relation::Dep`].
    pub fn named(name: &str) -> Relation {
        let find = |name: &str| RELATIONS.iter().find(|(_, known)| *known == name).map(|&(relation, _)| relation);
        find(name).or_else(|| find(name.split(':').next().unwrap_or(name))).unwrap_or(Relation::Dep)
    }

    /// Its name in a treebank.
    pub fn name(self) -> &'static str {
        RELATIONS.iter().find(|(known, _)| *known == self).map_or("dep", |&(_, name)| name)
    }

    /// Its class number: its place in [`RELATIONS`].
    pub fn class(self) -> usize {
        RELATIONS.iter().position(|&(known, _)| known == self).unwrap_or(19)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_stands_where_its_number_says() {
        for (class, &(tag, name)) in XPOS.iter().enumerate() {
            assert_eq!((tag as usize, Xpos::named(name)), (class, tag));
        }
        for (class, &(tag, name)) in UPOS.iter().enumerate() {
            assert_eq!((tag as usize, Upos::named(name)), (class, tag));
        }
        for (class, &(relation, name)) in RELATIONS.iter().enumerate() {
            assert_eq!((relation.class(), Relation::named(name), relation.name()), (class, relation, name));
        }
    }

    #[test]
    fn an_unknown_subtype_is_its_relation() {
        assert_eq!(Relation::named("nsubj:outer"), Relation::Nsubj);
        assert_eq!(Relation::named("unheard-of"), Relation::Dep);
    }
}
