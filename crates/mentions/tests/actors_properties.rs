//! Whatever the text, actors and voices are read without a panic, lie inside it and point only backwards.

use dateline_lexicon::Lexicon;
use dateline_mentions::{Context, mentions};
use dateline_syntax::Model;
use dateline_text::Document;
use proptest::prelude::*;

fn holds(text: &str) -> Result<(), TestCaseError> {
    let document = Document::read(text);
    let parse = Model::embedded().parse(&document);
    let read = mentions(&document, &parse, Lexicon::embedded(), &Context::default());
    for (index, actor) in read.actors.iter().enumerate() {
        prop_assert!(!document.slice(actor.range).is_empty());
        prop_assert!(actor.tokens.contains(&actor.head));
        prop_assert!(actor.antecedent.is_none_or(|earlier| earlier < index));
    }
    for voice in &read.voices {
        prop_assert!(!document.slice(voice.cue).is_empty());
        prop_assert!(voice.actor.is_none_or(|actor| actor < read.actors.len()));
        prop_assert!(voice.content.iter().all(|range| !document.slice(*range).is_empty()));
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text_is_read(text in any::<String>()) {
        holds(&text)?;
    }

    #[test]
    fn any_order_of_telling_words_is_read(words in proptest::collection::vec(prop_oneof![
        Just("said"), Just("told"), Just("according to"), Just("Hezbollah"), Just("the group"), Just("Israeli"), Just("'s"), Just("air strikes"),
        Just(","), Just("."), Just(":"), Just("“"), Just("”"), Just("\""), Just("spokesman"), Just("Daniel"), Just("Hagari"), Just("he"), Just("it"),
        Just("citing"), Just("-backed"), Just("the"), Just("U.S."), Just("officials"), Just("which"), Just("\n\n"), Just("reportedly"), Just("é"),
        Just("المتحدث"), Just("denied"), Just("and"), Just("that"), Just("Police Chief"), Just("of"), Just("for"), Just("IS"),
    ], 0..40)) {
        holds(&words.join(" "))?;
    }
}
