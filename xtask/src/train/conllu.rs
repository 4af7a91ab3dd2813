//! Treebanks in CoNLL-U.
//!
//! In: a file's text. Out: its sentences. Lines of several words at once and of words left unsaid are passed over.

/// One sentence with its gold labels.
#[derive(Debug, Clone, Default)]
pub struct Sentence {
    pub text: String,
    pub words: Vec<Word>,
    /// Whether a new paragraph starts with it.
    pub paragraph: bool,
}

#[derive(Debug, Clone, Default)]
pub struct Word {
    pub form: String,
    pub lemma: String,
    pub upos: String,
    pub xpos: String,
    /// From 0; `None` for the root.
    pub head: Option<usize>,
    pub relation: String,
    pub features: String,
    pub misc: String,
}

/// The sentences of a treebank.
pub fn read(text: &str) -> Vec<Sentence> {
    text.split("\n\n").map(sentence).filter(|sentence| !sentence.words.is_empty()).collect()
}

fn sentence(block: &str) -> Sentence {
    let mut sentence = Sentence::default();
    for line in block.lines() {
        if let Some(text) = line.strip_prefix("# text = ") {
            sentence.text = text.to_owned();
        }
        if line.starts_with("# newpar") || line.starts_with("# newdoc") {
            sentence.paragraph = true;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, form, lemma, upos, xpos, features, head, relation, _, misc] = columns[..] else { continue };
        if id.parse::<usize>().is_err() {
            continue;
        }
        sentence.words.push(Word {
            form: form.to_owned(),
            lemma: lemma.to_owned(),
            upos: upos.to_owned(),
            xpos: xpos.to_owned(),
            head: head.parse::<usize>().ok().and_then(|head| head.checked_sub(1)),
            relation: relation.to_owned(),
            features: features.to_owned(),
            misc: misc.to_owned(),
        });
    }
    sentence
}
