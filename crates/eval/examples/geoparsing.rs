//! Runs the place reader over the gold and prints scores: `cargo run --release -p dateline-eval --example geoparsing -- DATA [even|odd] [errors]`.
#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "a tool for the terminal that reads files")]

use std::path::Path;

use dateline_eval::geoparsing::{Reading, Score, articles, kilometres, same_province};
use dateline_lexicon::Lexicon;
use dateline_mentions::{Context, Mentions, mentions};
use dateline_syntax::Model;
use dateline_text::Document;

fn read(text: &str, outlet: Option<String>) -> (Document, Mentions) {
    let document = Document::read(text);
    let parse = Model::embedded().parse(&document);
    let found = mentions(&document, &parse, Lexicon::embedded(), &Context { outlet, ..Context::default() });
    (document, found)
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let data = Path::new(arguments.first().map_or("../shared/data", String::as_str));
    let errors: usize = arguments.iter().find_map(|argument| argument.parse().ok()).unwrap_or(0);
    let part = |half: &str| {
        arguments.iter().any(|argument| argument == half)
            || !arguments.iter().any(|argument| argument == "even" || argument == "odd")
    };
    for file in ["GWN.xml", "lgl.xml"] {
        let Ok(xml) = std::fs::read_to_string(data.join("geoparsing").join(file)) else { continue };
        for (half, first) in [("even", 0), ("odd", 1)] {
            if !part(half) {
                continue;
            }
            let mut score = Score::default();
            for article in articles(&xml).iter().skip(first).step_by(2) {
                let (_, found) = read(&article.text, article.outlet.clone());
                let readings: Vec<Reading> = found
                    .places
                    .iter()
                    .map(|place| {
                        let location = place.location.as_ref();
                        Reading {
                            range: place.range.start()..place.range.end(),
                            spot: location.and_then(|at| at.latitude.zip(at.longitude)),
                            label: format!(
                                "{} {:?} {:?} {}",
                                place.name,
                                location.and_then(|at| at.country),
                                location.and_then(|at| at.admin1.as_deref()),
                                place.rule.0
                            ),
                        }
                    })
                    .collect();
                score.add(article, &readings);
            }
            println!("{file} {half}: {score}");
            for (error, times) in score.worst(errors) {
                println!("    {times} × {error}");
            }
        }
    }
    let Ok(lines) = std::fs::read_to_string(data.join("isaf/dev.jsonl")) else { return };
    for (half, first) in [("even", 0), ("odd", 1)] {
        if !part(half) {
            continue;
        }
        let (mut right, mut first_right, mut all) = (0, 0, 0);
        for line in lines.lines().skip(first).step_by(2) {
            let Ok(report) = serde_json::from_str::<serde_json::Value>(line) else { continue };
            let gold = report["gold"]["province"][0].as_str().unwrap_or_default();
            let (_, found) = read(report["text"].as_str().unwrap_or_default(), None);
            let provinces: Vec<&str> =
                found.places.iter().filter_map(|place| place.location.as_ref()?.admin1.as_deref()).collect();
            let mut most: Vec<(usize, &str)> = Vec::new();
            for province in provinces.iter().filter(|province| **province != "Kabul") {
                match most.iter_mut().find(|(_, known)| known == province) {
                    Some((times, _)) => *times += 1,
                    None => most.push((1, province)),
                }
            }
            most.sort_by_key(|&(times, _)| std::cmp::Reverse(times));
            let top = most.first().map_or("Kabul", |most| most.1);
            all += 1;
            right += usize::from(provinces.iter().any(|province| same_province(province, gold)));
            first_right += usize::from(same_province(top, gold));
            if errors > 0 && !same_province(top, gold) {
                let read: Vec<_> = found
                    .places
                    .iter()
                    .map(|place| (place.name.as_str(), place.location.as_ref().and_then(|at| at.admin1.as_deref())))
                    .collect();
                println!("    {} gold {gold} read {read:?}", report["id"]);
            }
        }
        println!("isaf {half}: province named {right} of {all}, most frequent {first_right}");
    }
    let Ok(lines) = std::fs::read_to_string(data.join("airwars/dev.jsonl")) else { return };
    for (half, first) in [("even", 0), ("odd", 1)] {
        if !part(half) {
            continue;
        }
        let (mut finest_near, mut any_near, mut all) = (0, 0, 0);
        for line in lines.lines().skip(first).step_by(2) {
            let Ok(report) = serde_json::from_str::<serde_json::Value>(line) else { continue };
            let Some(gold) = report["lat"].as_f64().zip(report["lon"].as_f64()) else { continue };
            let (_, found) = read(report["narrative"].as_str().unwrap_or_default(), None);
            let spot =
                |place: &dateline_mentions::PlaceMention| place.location.as_ref().and_then(|at| at.latitude.zip(at.longitude));
            let near = |place: &dateline_mentions::PlaceMention| spot(place).is_some_and(|spot| kilometres(gold, spot) < 7.0);
            let finest = found
                .places
                .iter()
                .filter(|place| spot(place).is_some() && !place.demonym)
                .min_by_key(|place| place.precision.max(dateline_mentions::GeoPrecision::P2));
            all += 1;
            finest_near += usize::from(finest.is_some_and(near));
            any_near += usize::from(found.places.iter().any(near));
            if errors > 0 && !found.places.iter().any(near) {
                let read: Vec<_> = found
                    .places
                    .iter()
                    .filter(|place| !place.demonym)
                    .map(|place| (place.name.as_str(), place.location.as_ref().and_then(|at| at.admin1.as_deref())))
                    .collect();
                println!("    {} at {} read {read:?}", report["id"], report["location"]);
            }
        }
        println!("airwars {half}: of {all}, the first finest place is within 7 km {finest_near}, any place {any_near}");
    }
}
