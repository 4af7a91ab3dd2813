//! The voice corpus, read by the whole chain.

use std::path::Path;

use dateline_lexicon::Lexicon;
use dateline_mentions::{Context, Stance, VoiceKind, VoiceMention, mentions};
use dateline_syntax::Model;
use dateline_text::Document;

fn main() {
    let arguments = libtest_mimic::Arguments::from_args();
    libtest_mimic::run(&arguments, dateline_testkit::corpus(Path::new("tests/voices.corpus"), read)).exit();
}

fn read(words: &str) -> Vec<String> {
    let document = Document::read(&words.replace(" ¶ ", "\n\n"));
    let parse = Model::embedded().parse(&document);
    let voices = mentions(&document, &parse, Lexicon::embedded(), &Context::default()).voices;
    voices.iter().map(|voice| print(voice, &document)).collect()
}

fn print(voice: &VoiceMention, document: &Document) -> String {
    let kind = match voice.kind {
        VoiceKind::Belligerent => "belligerent",
        VoiceKind::VictimSide => "victim-side",
        VoiceKind::Medical => "medical",
        VoiceKind::LocalOfficial => "local-official",
        VoiceKind::UnNgo => "un-ngo",
        VoiceKind::Media => "media",
        VoiceKind::Witness => "witness",
        VoiceKind::Report => "report",
        VoiceKind::ThirdParty => "third-party",
    };
    let stance = match voice.stance {
        Stance::Asserts => "",
        Stance::Denies => " denies",
        Stance::Disputes => " disputes",
        Stance::Retracts => " retracts",
        Stance::Corrects => " corrects",
    };
    let mut printed = format!("{kind}{stance}");
    match (&voice.name, &voice.organisation) {
        (Some(name), organisation) => {
            printed = format!("{printed} {name}");
            if let Some(role) = &voice.role {
                printed = format!("{printed} [{role}]");
            }
            if let Some(organisation) = organisation {
                printed = format!("{printed} ({organisation})");
            }
        }
        (None, Some(organisation)) => printed = format!("{printed} {}", lower_first(organisation)),
        (None, None) => {}
    }
    if !voice.via.is_empty() {
        printed = format!("{printed} via {}", voice.via.join(", ").to_lowercase());
    }
    let said: Vec<String> = voice.content.iter().map(|range| document.slice(*range).to_lowercase()).collect();
    format!("{printed} > {}", said.join(" / "))
}

/// "Residents" as "residents"; a name of several capitals stays.
fn lower_first(words: &str) -> String {
    let mut letters = words.chars();
    let rest = letters.as_str().get(1..).unwrap_or("");
    let first_word = words.split(' ').next().unwrap_or("");
    let kinds = ["Residents", "Witnesses", "Police", "Local", "Hospital"];
    match letters.next() {
        Some(first) if kinds.contains(&first_word) => format!("{}{rest}", first.to_lowercase()),
        _ => words.to_owned(),
    }
}
