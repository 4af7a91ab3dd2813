//! Any text gets one tree a sentence; the same text the same labels; the weights are those the model card names.

use dateline_syntax::{Model, ModelError, Parse};
use dateline_text::Document;
use proptest::prelude::*;
use sha2::{Digest, Sha256};

fn parse(text: &str) -> (Document, Parse) {
    let document = Document::read(text);
    let parse = Model::embedded().parse(&document);
    (document, parse)
}

/// Every token of every sentence reaches the sentence's one root without leaving the sentence.
fn assert_trees(document: &Document, parse: &Parse) {
    assert_eq!(parse.nodes().len(), document.tokens().len());
    for sentence in document.sentences() {
        let roots = sentence.tokens.clone().filter(|&token| parse.node(token).head.is_none()).count();
        assert_eq!(roots, usize::from(!sentence.tokens.is_empty()));
        let mut reaches = vec![0u8; sentence.tokens.len()]; // 0 unknown, 1 on the way, 2 to the root.
        for token in sentence.tokens.clone() {
            let mut path = Vec::new();
            let mut here = Some(token);
            while let Some(token) = here {
                assert!(sentence.tokens.contains(&token), "a head outside its sentence");
                let place = token - sentence.tokens.start;
                assert_ne!(reaches[place], 1, "a cycle");
                if reaches[place] == 2 {
                    break;
                }
                reaches[place] = 1;
                path.push(place);
                here = parse.node(token).head;
            }
            path.into_iter().for_each(|place| reaches[place] = 2);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_text_is_trees(text in "\\PC{0,300}") {
        let (document, parse) = parse(&text);
        assert_trees(&document, &parse);
    }

    #[test]
    fn any_words_are_trees(words in prop::collection::vec("[A-Za-z]{1,9}|[0-9]{1,4}|[,.\"()-]", 0..120)) {
        let (document, parse) = parse(&words.join(" "));
        assert_trees(&document, &parse);
    }

    #[test]
    fn any_bytes_are_a_model_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = Model::read(&bytes);
        let _ = Model::read(&[b"DLSYN\0\0\x02".as_slice(), &bytes].concat());
    }
}

#[test]
fn the_empty_text_has_no_labels() {
    assert!(parse("").1.nodes().is_empty());
}

#[test]
fn a_sentence_of_ten_thousand_words_is_one_tree() {
    let (document, parse) = parse(&"and the soldiers shelled a village ".repeat(2_000));
    assert_trees(&document, &parse);
    assert!(document.tokens().len() > 10_000);
}

#[test]
fn the_same_text_has_the_same_labels() {
    let text =
        "Shelling of the town of Tel Hamra by the army killed at least 12 people, including three children, officials said.";
    let again = parse(text).1;
    assert_eq!(parse(text).1.nodes(), again.nodes());
    let copy = Model::read(&Model::embedded().write()).expect("it wrote them itself");
    assert_eq!(copy.parse(&Document::read(text)).nodes(), again.nodes());
}

#[test]
fn other_bytes_are_refused() {
    assert_eq!(Model::read(b"").unwrap_err(), ModelError::NotWeights);
    assert_eq!(Model::read(b"DLSYN\0\0\x02").unwrap_err(), ModelError::Damaged);
    let mut bytes = Model::embedded().write();
    bytes.push(0);
    assert_eq!(Model::read(&bytes).unwrap_err(), ModelError::Damaged);
}

#[test]
fn the_weights_are_the_ones_the_model_card_names() {
    let digest = Sha256::digest(include_bytes!("../weights/english.bin"));
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    assert!(include_str!("../MODEL.md").contains(&hex), "MODEL.md does not name sha256:{hex}");
}
