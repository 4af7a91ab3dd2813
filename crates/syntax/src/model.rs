//! The trained model: words in, labels out.

use dateline_text::Document;

use crate::entities::{Names, meaning};
use crate::finite;
use crate::retag::retag;
use crate::tagger::Tagger;
use crate::transition::{NONE, Parser, State, relation};
use crate::upos::upos;
use crate::words::{Vocabulary, Word, words};
use crate::{Node, Parse, Relation, Xpos};

/// What a file of weights begins with: the format's name and version.
const MAGIC: &[u8; 8] = b"DLSYN\0\0\x02";

/// A sentence longer than this is parsed in pieces, each hanging from the first: such a thing is a table or a list, not a sentence.
const LONGEST: usize = 300;

/// Weights, ready to label.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Model {
    #[doc(hidden)]
    pub vocabulary: Vocabulary,
    #[doc(hidden)]
    pub tagger: Tagger,
    #[doc(hidden)]
    pub parser: Parser,
    #[doc(hidden)]
    pub names: Names,
}

/// Why bytes are not a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ModelError {
    /// They do not begin as weights do.
    NotWeights,
    /// They end too early or too late, or hold what no model has.
    Damaged,
}

impl std::fmt::Display for ModelError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            ModelError::NotWeights => "not a file of syntax weights, or of another version",
            ModelError::Damaged => "damaged syntax weights",
        })
    }
}

impl std::error::Error for ModelError {}

/// What parsing one sentence needs room for; kept from sentence to sentence.
#[derive(Default)]
struct Room {
    words: Vec<Word>,
    tags: Vec<Xpos>,
    state: State,
    names: Vec<u8>,
}

impl Model {
    /// A model of trained parts.
    pub fn new(vocabulary: Vocabulary, tagger: Tagger, parser: Parser, names: Names) -> Model {
        Model { vocabulary, tagger, parser, names }
    }

    /// The weights that ship with this build, read on first use.
    pub fn embedded() -> &'static Model {
        static MODEL: std::sync::OnceLock<Model> = std::sync::OnceLock::new();
        MODEL.get_or_init(|| Model::read(include_bytes!("../weights/english.bin")).unwrap_or_default())
    }

    /// Reads weights.
    pub fn read(bytes: &[u8]) -> Result<Model, ModelError> {
        let mut rest = bytes.strip_prefix(MAGIC).ok_or(ModelError::NotWeights)?;
        let model = Model::parts(&mut rest).ok_or(ModelError::Damaged)?;
        if rest.is_empty() { Ok(model) } else { Err(ModelError::Damaged) }
    }

    fn parts(rest: &mut &[u8]) -> Option<Model> {
        use crate::table::Table;
        Some(Model {
            vocabulary: Vocabulary::read(rest)?,
            tagger: Tagger { table: Table::read(rest)? },
            parser: Parser { steps: Table::read(rest)?, relations: Table::read(rest)? },
            names: Names { table: Table::read(rest)? },
        })
    }

    /// The weights as bytes that [`Model::read`] takes.
    pub fn write(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        self.vocabulary.write(&mut bytes);
        self.tagger.table.write(&mut bytes);
        self.parser.steps.write(&mut bytes);
        self.parser.relations.write(&mut bytes);
        self.names.table.write(&mut bytes);
        bytes
    }

    /// Labels every token of `document`. Heads never leave a sentence, and make one tree of each.
    pub fn parse(&self, document: &Document) -> Parse {
        let mut nodes = Vec::with_capacity(document.tokens().len());
        let mut room = Room::default();
        for sentence in document.sentences() {
            let first = nodes.len();
            let sentence = sentence.tokens.clone();
            for start in sentence.clone().step_by(LONGEST) {
                let range = start..sentence.end.min(start + LONGEST);
                self.label(
                    range.clone().map(|token| document.word(token)),
                    range.clone().map(|token| document.lower(token)),
                    &mut room,
                    &mut nodes,
                );
                join(&mut nodes, first, start);
            }
        }
        nodes.resize(document.tokens().len(), Node::default());
        Parse::new(nodes)
    }

    /// Labels one sentence given as words: for measuring on texts whose words are already cut.
    pub fn parse_words(&self, sentence: &[&str]) -> Vec<Node> {
        let lower: Vec<String> = sentence.iter().map(|word| word.to_lowercase()).collect();
        let mut nodes = Vec::with_capacity(sentence.len());
        self.label(sentence.iter().copied(), lower.iter().map(String::as_str), &mut Room::default(), &mut nodes);
        nodes
    }

    /// The tags of a sentence, mended where its words tell them; training sees them as the tagger gives them.
    fn tag(&self, spelt: &[&str], words: &[Word], tags: &mut Vec<Xpos>) {
        self.tagger.tag(words, tags);
        if let Some((index, tag)) = self.tagger.missed_verb(words, tags) {
            tags[index] = tag;
        }
        retag(spelt, tags);
        finite::mend(spelt, tags);
    }

    fn label<'a>(
        &self,
        sentence: impl Iterator<Item = &'a str> + Clone,
        lower: impl Iterator<Item = &'a str> + Clone,
        room: &mut Room,
        nodes: &mut Vec<Node>,
    ) {
        words(sentence, &self.vocabulary, &mut room.words);
        self.tag(&lower.clone().collect::<Vec<_>>(), &room.words, &mut room.tags);
        self.parser.parse(&room.words, &room.tags, &mut room.state);
        self.names.find(&room.words, &room.tags, &mut room.names);
        let first = nodes.len();
        nodes.extend(lower.zip(&room.tags).enumerate().map(|(index, (word, &xpos))| {
            let head = room.state.heads[index];
            let relation = if head == NONE { Relation::Root } else { relation(room.state.relations[index]) };
            let head = (head != NONE).then(|| first + head as usize);
            let (entity, begins) = meaning(room.names[index]);
            Node { upos: upos(word, xpos, relation), xpos, head, relation, entity, begins }
        }));
    }
}

/// Hangs the root of the piece of a sentence that starts at `start` from the root of its `first` piece.
fn join(nodes: &mut [Node], first: usize, start: usize) {
    if first == start {
        return;
    }
    let root = (first..start).find(|&index| nodes[index].head.is_none());
    for node in nodes[start..].iter_mut().filter(|node| node.head.is_none()) {
        node.head = root;
        node.relation = Relation::Parataxis;
    }
}
