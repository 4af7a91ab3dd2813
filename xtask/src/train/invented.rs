//! Writes sentences from `xtask/data/news.grammar`, with their trees and names.
//!
//! In: the grammar and `xtask/data/names.csv`, both ours. Out: sentences in the treebanks' shape. They add what the treebanks have
//! little of: passives of violence, counted victims, nominal strikes, and names from where wars are.

use std::collections::BTreeMap;

use dateline_syntax::Entity;

use super::Random;
use super::conllu::{Sentence, Word};

struct Item {
    /// A part's name, or a form and its tag.
    what: Result<String, (String, String)>,
    relation: String,
    /// Which item it hangs from, counted from itself; `None` for the head.
    towards: Option<isize>,
    optional: bool,
}

struct Grammar {
    parts: BTreeMap<String, Vec<Vec<Item>>>,
    names: BTreeMap<String, Vec<String>>,
}

/// This many sentences, each with its words' kinds of name.
pub fn sentences(count: usize) -> Result<Vec<Sentence>, String> {
    let grammar = Grammar::read(include_str!("../../data/news.grammar"), include_str!("../../data/names.csv"))?;
    let mut random = Random(0xda7e);
    Ok((0..count).map(|_| grammar.sentence(&mut random)).collect())
}

impl Grammar {
    fn read(text: &str, names: &str) -> Result<Grammar, String> {
        let mut parts: BTreeMap<String, Vec<Vec<Item>>> = BTreeMap::new();
        let mut name = String::new();
        for line in text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
            if line.starts_with(' ') {
                let items: Option<Vec<Item>> = line.split_whitespace().map(item).collect();
                parts.entry(name.clone()).or_default().push(items.ok_or(format!("news.grammar: cannot read {line}"))?);
            } else {
                name = line.trim().to_owned();
            }
        }
        let mut lists: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for line in names.lines().skip(1) {
            let mut cells = line.split(',');
            if let (Some(kind), Some(name)) = (cells.next(), cells.next()) {
                lists.entry(kind.to_owned()).or_default().push(name.to_owned());
            }
        }
        Ok(Grammar { parts, names: lists })
    }

    fn sentence(&self, random: &mut Random) -> Sentence {
        let mut sentence = Sentence { paragraph: true, ..Sentence::default() };
        let root = self.write("TEXT", &mut sentence.words, random);
        sentence.words[root].relation = "root".to_owned();
        drop_doubled_commas(&mut sentence.words);
        if let Some(first) = sentence.words.first_mut() {
            let mut letters = first.form.chars();
            first.form = letters.next().map(|letter| letter.to_uppercase().chain(letters).collect()).unwrap_or_default();
        }
        sentence
    }

    /// Appends a part's words; returns its head.
    fn write(&self, part: &str, words: &mut Vec<Word>, random: &mut Random) -> usize {
        if let Some(kind) = kind(part) {
            return self.name(kind, words, random);
        }
        let wordings = &self.parts[part];
        let wording = &wordings[random.below(wordings.len())];
        let heads: Vec<Option<usize>> = wording
            .iter()
            .map(|item| {
                if item.optional && random.below(2) == 0 {
                    return None;
                }
                Some(match &item.what {
                    Ok(part) => self.write(part, words, random),
                    Err((form, tag)) => {
                        words.push(word(form, tag));
                        words.len() - 1
                    }
                })
            })
            .collect();
        let top = wording.iter().position(|item| item.relation == "*").expect("every wording has a head");
        for (index, (item, head)) in wording.iter().zip(&heads).enumerate() {
            let Some(here) = *head else { continue };
            if index == top {
                continue;
            }
            let to = item.towards.and_then(|towards| index.checked_add_signed(towards)).unwrap_or(top);
            words[here].head = heads.get(to).copied().flatten().or(heads[top]);
            words[here].relation.clone_from(&item.relation);
        }
        heads[top].expect("a head is never left out")
    }

    /// A name: its last word heads it, but a person's first.
    fn name(&self, entity: Entity, words: &mut Vec<Word>, random: &mut Random) -> usize {
        let mut pick = |list: &str| {
            let names = &self.names[list];
            names[random.below(names.len())].clone()
        };
        let name = match entity {
            Entity::Person => format!("{} {}", pick("first"), pick("last")),
            Entity::Place => pick("place"),
            _ => pick("organisation"),
        };
        let name = if entity == Entity::Person && random.below(6) == 0 {
            name.split(' ').next_back().unwrap_or(&name).to_owned()
        } else {
            name
        };
        let first = words.len();
        for form in name.replace('-', " - ").split(' ') {
            let tag = if form == "-" { "HYPH" } else { "NNP" };
            words.push(Word { entity, begins: words.len() == first, ..word(form, tag) });
        }
        let last = words.len() - 1;
        let head = if entity == Entity::Person { first } else { last };
        for index in (first..=last).filter(|&index| index != head) {
            let hyphen = words[index].form == "-";
            words[index].head = Some(if hyphen { index + 1 } else { head });
            words[index].relation = if hyphen {
                "punct"
            } else if entity == Entity::Person {
                "flat"
            } else {
                "compound"
            }
            .to_owned();
        }
        head
    }
}

fn kind(part: &str) -> Option<Entity> {
    match part {
        "PERSON" => Some(Entity::Person),
        "PLACE" => Some(Entity::Place),
        "ORG" => Some(Entity::Organisation),
        _ => None,
    }
}

fn word(form: &str, tag: &str) -> Word {
    let (entity, begins) = match tag {
        // Nationalities are names of the other kind.
        "JJ" if form.starts_with(char::is_uppercase) => (Entity::Other, true),
        _ => (Entity::None, false),
    };
    Word { form: form.to_owned(), xpos: tag.to_owned(), entity, begins, ..Word::default() }
}

fn item(text: &str) -> Option<Item> {
    let (text, optional) = text.strip_suffix('?').map_or((text, false), |text| (text, true));
    let (what, relation) = text.rsplit_once('/')?;
    let at = relation.find(['+', '-']);
    let (relation, towards) = at.map_or((relation, None), |at| (&relation[..at], relation[at..].parse().ok()));
    let what = match what.strip_prefix('<') {
        Some(part) => Ok(part.trim_end_matches('>').to_owned()),
        None => what.rsplit_once('/').map(|(form, tag)| Err((form.to_owned(), tag.to_owned())))?,
    };
    Some(Item { what, relation: relation.to_owned(), towards, optional })
}

/// A comma that closes a phrase goes where another mark follows.
fn drop_doubled_commas(words: &mut Vec<Word>) {
    while let Some(at) =
        words.windows(2).position(|pair| pair[0].form == "," && matches!(pair[1].form.as_str(), "," | "." | "and"))
    {
        words.remove(at);
        for word in words.iter_mut() {
            word.head = word.head.map(|head| if head > at { head - 1 } else { head });
        }
    }
}
