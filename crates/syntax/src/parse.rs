//! What the parser says of each token.

use std::ops::Range;

/// Universal part of speech.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
#[allow(missing_docs, reason = "the names are those of Universal Dependencies")]
pub enum Upos {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    #[default]
    X,
}

/// Penn Treebank tag: what Universal Dependencies keeps as XPOS for English.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
#[allow(missing_docs, reason = "the names are those of the Penn Treebank")]
pub enum Xpos {
    Cc,
    Cd,
    Dt,
    Ex,
    Fw,
    In,
    Jj,
    Jjr,
    Jjs,
    Ls,
    Md,
    Nn,
    Nnp,
    Nnps,
    Nns,
    Pdt,
    Pos,
    Prp,
    PrpPoss,
    Rb,
    Rbr,
    Rbs,
    Rp,
    Sym,
    To,
    Uh,
    Vb,
    Vbd,
    Vbg,
    Vbn,
    Vbp,
    Vbz,
    Wdt,
    Wp,
    WpPoss,
    Wrb,
    /// Any punctuation tag.
    Punct,
    /// Anything else: `ADD`, `GW`, `NFP`, `AFX`, `HYPH`.
    #[default]
    Other,
}

/// Universal Dependencies relation, with the subtypes that matter here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
#[allow(missing_docs, reason = "the names are those of Universal Dependencies")]
pub enum Relation {
    Acl,
    AclRelcl,
    Advcl,
    AdvclRelcl,
    Advmod,
    Amod,
    Appos,
    Aux,
    AuxPass,
    Case,
    Cc,
    CcPreconj,
    Ccomp,
    Compound,
    CompoundPrt,
    Conj,
    Cop,
    Csubj,
    CsubjPass,
    #[default]
    Dep,
    Det,
    DetPredet,
    Discourse,
    Dislocated,
    Expl,
    Fixed,
    Flat,
    Goeswith,
    Iobj,
    List,
    Mark,
    Nmod,
    NmodDesc,
    NmodPoss,
    NmodUnmarked,
    Nsubj,
    NsubjPass,
    Nummod,
    Obj,
    Obl,
    OblAgent,
    OblUnmarked,
    Orphan,
    Parataxis,
    Punct,
    Reparandum,
    Root,
    Vocative,
    Xcomp,
}

/// What kind of name a token is part of; `begins` marks its first token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Entity {
    /// Not part of a name.
    #[default]
    None,
    /// A person's name.
    Person,
    /// A place's name.
    Place,
    /// An organisation's name, armed group or institution.
    Organisation,
    /// A nationality, religion, event, work, weapon or other name.
    Other,
}

/// One token's labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Node {
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank tag.
    pub xpos: Xpos,
    /// The token this one depends on, as an index into the document's tokens; `None` for a sentence's root.
    pub head: Option<usize>,
    /// How it depends on its head.
    pub relation: Relation,
    /// What kind of name it is part of.
    pub entity: Entity,
    /// Whether it is the first token of that name.
    pub begins: bool,
}

/// The labels of every token of one document, and the tree they make.
#[derive(Debug, Clone, Default)]
pub struct Parse {
    nodes: Vec<Node>,
    first_child: Vec<u32>, // Invariant: nodes.len() + 1 offsets into `children`.
    children: Vec<u32>,    // Invariant: each token's dependents, in text order, token by token.
}

impl Parse {
    /// The tree over `nodes`; a head out of bounds counts as none.
    pub fn new(mut nodes: Vec<Node>) -> Parse {
        let length = nodes.len();
        for node in &mut nodes {
            node.head = node.head.filter(|&head| head < length);
        }
        let mut first_child = vec![0u32; length + 1];
        for head in nodes.iter().filter_map(|node| node.head) {
            first_child[head + 1] += 1;
        }
        for index in 0..length {
            first_child[index + 1] += first_child[index];
        }
        let mut next = first_child.clone();
        let mut children = vec![0u32; first_child[length] as usize];
        for (index, node) in nodes.iter().enumerate() {
            if let Some(head) = node.head {
                children[next[head] as usize] = index as u32;
                next[head] += 1;
            }
        }
        Parse { nodes, first_child, children }
    }

    /// Every token's labels, in text order.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// Token `index`'s labels; the default for an index past the end.
    pub fn node(&self, index: usize) -> Node {
        self.nodes.get(index).copied().unwrap_or_default()
    }

    /// The tokens that depend on `index` directly, in text order.
    pub fn children(&self, index: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let range = match (self.first_child.get(index), self.first_child.get(index + 1)) {
            (Some(&start), Some(&end)) => start as usize..end as usize,
            _ => 0..0,
        };
        self.children[range].iter().map(|&child| child as usize)
    }

    /// The dependents of `index` with this relation, in text order.
    pub fn dependents(&self, index: usize, relation: Relation) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.children(index).filter(move |&child| self.node(child).relation == relation)
    }

    /// From the first to the last token below `index`, itself included.
    pub fn subtree(&self, index: usize) -> Range<usize> {
        let (mut first, mut last) = (index, index);
        let mut waiting = vec![index];
        let mut steps = 0;
        while let Some(token) = waiting.pop() {
            first = first.min(token);
            last = last.max(token);
            steps += 1;
            if steps > self.nodes.len() {
                break; // a cycle: the model never makes one, a caller's nodes might
            }
            waiting.extend(self.children(token));
        }
        first..last + 1
    }

    /// `index`, its head, its head's head, to the root; at most 100 steps.
    pub fn ancestors(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(index), |&token| self.node(token).head).take(100)
    }
}
