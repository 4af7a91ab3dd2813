//! Treebanks in CoNLL-U.
//!
//! In: a file's text. Out: its sentences. Lines of several words at once and of words left unsaid are passed over.

use dateline_syntax::Entity;

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
    /// What kind of name it is part of, and whether it is the first word of it.
    pub entity: Entity,
    pub begins: bool,
}

/// The sentences of a treebank.
pub fn read(text: &str) -> Vec<Sentence> {
    text.split("\n\n").map(sentence).filter(|sentence| !sentence.words.is_empty()).collect()
}

fn sentence(block: &str) -> Sentence {
    let mut sentence = Sentence::default();
    let mut open: Vec<(String, usize)> = Vec::new(); // GUM's mentions: what they are, and their first word.
    let mut mentions: Vec<(Entity, usize, usize)> = Vec::new();
    for line in block.lines() {
        if let Some(text) = line.strip_prefix("# text = ") {
            sentence.text = text.to_owned();
        }
        if line.starts_with("# newpar") || line.starts_with("# newdoc") {
            sentence.paragraph = true;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, form, lemma, upos, xpos, _, head, relation, _, misc] = columns[..] else { continue };
        if id.parse::<usize>().is_err() {
            continue;
        }
        let entities = misc.split('|').find_map(|cell| cell.strip_prefix("Entity=")).unwrap_or("");
        read_mentions(entities, sentence.words.len(), &mut open, &mut mentions);
        sentence.words.push(Word {
            form: form.to_owned(),
            lemma: lemma.to_owned(),
            upos: upos.to_owned(),
            xpos: xpos.to_owned(),
            head: head.parse::<usize>().ok().and_then(|head| head.checked_sub(1)),
            relation: relation.to_owned(),
            entity: Entity::None,
            begins: false,
        });
    }
    mentions.sort_by_key(|&(_, start, end)| std::cmp::Reverse(end - start)); // The inner ones last: they win.
    for (entity, start, end) in mentions {
        name(&mut sentence.words, entity, start, end);
    }
    sentence
}

/// "(7-person-new-…-coref-John_Dalton(8-place-…)" opens two mentions, "8)7)" closes them.
fn read_mentions(text: &str, word: usize, open: &mut Vec<(String, usize)>, mentions: &mut Vec<(Entity, usize, usize)>) {
    let mut rest = text;
    while !rest.is_empty() {
        if let Some(inside) = rest.strip_prefix('(') {
            let end = inside.find(['(', ')']).unwrap_or(inside.len());
            open.push((inside[..end].to_owned(), word));
            rest = &inside[end..];
            if let Some(after) = rest.strip_prefix(')') {
                close(open.len() - 1, word, open, mentions);
                rest = after;
            }
        } else {
            let end = rest.find(')').unwrap_or(rest.len());
            let id = &rest[..end];
            if let Some(at) = open.iter().rposition(|(mention, _)| mention.split('-').next() == Some(id)) {
                close(at, word, open, mentions);
            }
            rest = rest.get(end + 1..).unwrap_or("");
        }
    }
}

fn close(at: usize, word: usize, open: &mut Vec<(String, usize)>, mentions: &mut Vec<(Entity, usize, usize)>) {
    let (mention, start) = open.remove(at);
    let entity = match mention.split('-').nth(1) {
        Some("person") => Entity::Person,
        Some("place") => Entity::Place,
        Some("organization") => Entity::Organisation,
        _ => Entity::Other,
    };
    mentions.push((entity, start, word));
}

/// The name in a mention: the run of proper nouns that its head stands in. A mention whose head is no proper noun has none.
fn name(words: &mut [Word], entity: Entity, start: usize, end: usize) {
    let inside = start..=end;
    let proper = |word: &Word| word.xpos.starts_with("NNP");
    let Some(head) = inside.clone().find(|&index| words[index].head.is_none_or(|head| !inside.contains(&head))) else { return };
    if !proper(&words[head]) {
        return;
    }
    // Days and months are dates here, not names.
    const DATES: [&str; 11] =
        ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "January", "March", "August", "October"];
    if DATES.contains(&words[head].form.as_str()) {
        return;
    }
    let first = (start..=head).rev().take_while(|&index| proper(&words[index])).last().unwrap_or(head);
    let last = (head..=end).take_while(|&index| proper(&words[index])).last().unwrap_or(head);
    for (offset, word) in words[first..=last].iter_mut().enumerate() {
        word.entity = entity;
        word.begins = offset == 0;
    }
}
