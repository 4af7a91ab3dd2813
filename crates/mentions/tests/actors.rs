//! The actor corpus, read by the whole chain.

use std::path::Path;

use dateline_lexicon::Lexicon;
use dateline_mentions::{ActorMention, Context, Reference, mentions};
use dateline_syntax::Model;
use dateline_text::Document;

fn main() {
    let arguments = libtest_mimic::Arguments::from_args();
    libtest_mimic::run(&arguments, dateline_testkit::corpus(Path::new("tests/actors.corpus"), read)).exit();
}

fn read(words: &str) -> Vec<String> {
    let document = Document::read(words);
    let parse = Model::embedded().parse(&document);
    let actors = mentions(&document, &parse, Lexicon::embedded(), &Context::default()).actors;
    actors.iter().map(|actor| print(actor, &document)).collect()
}

fn print(actor: &ActorMention, document: &Document) -> String {
    let mut printed = String::new();
    if actor.reference == Reference::Anaphor {
        printed.push('=');
    }
    printed.push_str(&actor.id.map_or(format!("({})", actor.name), str::to_owned));
    printed = format!("{printed} {}", actor.sector.word());
    if let Some(country) = actor.country {
        printed = format!("{printed} {country}");
    }
    if let Some(role) = actor.role {
        printed = format!("{printed} as {}", document.slice(role));
    }
    if actor.modifier {
        printed.push_str(" modifier");
    }
    printed
}
